import Checklist
import CommandSyntax
import Model
import Platform
import TUI
import Workspace

extension Command {
  private static let section = Option(
    "--section", value: "LIST",
    "The sections of the part, separated by commas: "
      + Section.allCases.map(\.rawValue).joined(separator: ", ") + ".")
  private static let filter = Option(
    "--filter", value: "WORDS",
    "The filter for the findings of the part, as in the console, such as 'kind:role'.")
  private static let output = Option(
    "--output", short: "-o", value: "FILE",
    "Write the part to FILE, which must not exist (- for standard output).")
  private static let rest = Option(
    "--rest", value: "FILE", "Write everything else to FILE, as another part.")

  /// `split`: splits a part off a review, for a second person.
  static let split = Command(
    name: "split",
    summary: "Split off part of a review for a second person.",
    details: """
      The part is a separate session: iam-review EVIDENCE --session FILE shows only what belongs
      to it. iam-review merge REVIEW PART REVIEW -o REVIEW merges it back. If the review
      has no session file, one is created as the common base of both parts.
      """,
    forms: [
      Form(
        [.evidenceOrSample],
        [.oneOf([section, filter]), .required(output), .optional(rest)])
    ],
    options: [section, filter, output, rest, .readSession] + Option.judging,
    exits: [.success, .usage, .unreadable, .failure],
    examples: [
      Example(
        "iam-review split client-prod/ --section users,root -o bob.json --rest ann.json",
        "Split a review into two parts.")
    ]
  ) { arguments in
    let places = [try arguments.required(output), arguments[rest]].compactMap(\.self)
      .map { $0 == "-" ? nil : ReviewSession.place(of: $0) }
    let request = try ReviewRequest(arguments)
    var review = try AccountReview.open(
      request, at: try request.sessionPath(), warnings: .printed)
    let now = ProcessEnvironment.now
    try review.settle(by: try ProcessEnvironment.reviewer(named: nil), at: now)
    do {
      let split = try ReviewSplit(review)
      let scope = try scope(arguments, review.assessment, review.session)
      let parts = try split.parts(scope, at: places)
      guard try split.saveBase(with: .printing, at: now) else { return .failure }
      for part in parts {
        let isWritten = try part.path.map {
          try SessionWriter.printing.write(part.session, to: $0, at: now)
        }
        guard isWritten ?? Messages.printResult(part.session.text) else { return .failure }
        Messages.printError(
          "\(part.path ?? "standard output"): \(part.scope.title), \(part.findings.counted("finding"))"
        )
      }
      return .success
    } catch let conflict as ReviewSplit.Conflict {
      throw UsageError.conflict(conflict.message)
    }
  }

  private static func scope(
    _ arguments: Arguments, _ assessment: Assessment, _ session: ReviewSession
  ) throws -> ReviewScope {
    let sections = try arguments.value(
      section, expected: Section.allCases.map(\.rawValue).asChoice
    ) { text -> [Section]? in
      let sections = text.split(separator: ",").map { Section(rawValue: String($0)) }
      return sections.isEmpty || sections.contains(nil) ? nil : sections.compactMap(\.self)
    }
    if let sections {
      let items = assessment.items.filter { sections.contains($0.item.section) }.map(\.id)
      return ReviewScope(
        title: "section " + sections.map(\.rawValue).joined(separator: ", "), items: Set(items))
    }
    let words = arguments[filter] ?? ""
    let findings: [FindingID]
    do throws(FilteredFindings.InputError) {
      findings = try FilteredFindings.findings(
        words, in: assessment, session, at: ProcessEnvironment.now)
    } catch { throw UsageError.conflict("--filter: \(error.message)") }
    guard !findings.isEmpty else {
      throw UsageError.conflict("--filter: no finding matches \"\(words)\"")
    }
    return ReviewScope(title: "filter \(words)", findings, of: assessment)
  }
}
