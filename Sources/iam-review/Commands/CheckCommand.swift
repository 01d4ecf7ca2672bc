import Checklist
import CommandSyntax
import Evidence
import Model
import Platform
import Reports
import TUI
import Workspace

extension Command {
  private static let format = Option(
    "--format", value: "NAME", choices: ["text", "json", "ndjson"],
    "The output format: text, json or ndjson (default: text).")

  private static let review = Option(
    "--review", value: "REVIEW",
    "Also check a review (folder or session file), with its own settings: whether a decision is missing, expired or "
      + "overdue, and whether the history or a signature is broken.")

  /// `check`: prints the findings, for scripts and CI.
  static let check = Command(
    name: "check",
    summary: "Print the automated result of each item.",
    forms: [Form([.evidenceOrSample], [.optional(format)])],
    options: [format, review] + Option.judging,
    exits: [
      Exit(.success, "no findings, or with --review, a complete review"),
      Exit(
        .openFindings, "findings, or with --review, a review that is not complete or not intact"),
      .usage, .unreadable, .failure,
    ],
    examples: [
      Example("iam-review check client-prod/ --format json", "Print all results as JSON."),
      Example(
        "iam-review check client-prod/ --review client-prod/",
        "Also check that every finding has a valid decision."),
    ]
  ) { arguments in
    let chosen = try arguments.choice(format) { CheckReport.Format(rawValue: $0) } ?? .text
    let judging = try Judging(arguments)
    let source = EvidenceSource(argument: arguments.positional.first)
    var account = try EvidenceLoader.load(source, asOf: judging.asOf)
    Warnings.printed.add(account.problems, in: source)
    var session: ReviewSession?
    if let path = arguments[review] {
      session = try Command.session(at: ReviewSession.place(of: path), account: account)
    }
    // A review is checked with its own thresholds, and only the part of the account that it covers.
    if let session { account.keepMoment(of: session) }
    let settings = judging.applied(to: session?.settings)
    let assessment = Checklist.assess(account, settings: settings).narrowed(to: session?.scope)
    let results = ResultWriter()
    let checked = session.map { CheckedReview($0, at: ProcessEnvironment.now) }
    CheckReport.write(assessment, checked, as: chosen, to: results.sink)
    guard results.finish() else { return .failure }
    var isOpen = assessment.items.contains { $0.outcome == .fail }
    if let session { isOpen = reportOpen(in: session, of: assessment) }
    // Leaks the assessment on purpose: releasing a large account piece by piece takes longer than
    // reading it, and the end of the process frees it at once.
    withExtendedLifetime(assessment) {
      ProcessEnvironment.exit(isOpen ? .openFindings : .success)
    }
  }

  private static func session(at path: String, account: Account) throws -> ReviewSession {
    let session = try ReviewSession.stored(at: path, warnings: .printed)
    if let mismatch = session.mismatch(with: account) {
      throw ReviewError(message: "\(path): \(mismatch)")
    }
    return session
  }

  /// Reports what is undecided, by reason; returns whether anything is.
  private static func reportOpen(in session: ReviewSession, of assessment: Assessment) -> Bool {
    let errors = session.integrityErrors(session.historyErrors)
    Warnings.printed.add(errors: errors)
    let readiness = Readiness(assessment, session, at: ProcessEnvironment.now)
    let byReason = Dictionary(grouping: readiness.gaps, by: \.reason)
    for reason in Readiness.Reason.allCases {
      guard let gaps = byReason[reason] else { continue }
      Messages.printError("\(gaps.count) \(reason.title), such as \(gaps[0].target.description)")
    }
    if readiness.overdue > 0 { Messages.printError("\(readiness.overdue) overdue") }
    let isOpen = !readiness.isComplete || readiness.overdue > 0 || !errors.isEmpty
    if !isOpen {
      let count = readiness.decisions.values.reduce(0, +)
      Messages.printError(
        "the review is complete: \(count.counted("decision")), none expired or overdue")
    }
    return isOpen
  }
}
