import Checklist
import CommandSyntax
import Model
import Platform
import TUI

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
    var review = try OpenedReview.open(arguments)
    try review.settle(by: try ProcessEnvironment.reviewer(named: nil), at: ProcessEnvironment.now)
    if let scope = review.session.scope {
      throw UsageError.conflict("this session is itself a part: \(scope.title)")
    }
    let scope = try scope(arguments, review.assessment, review.session)
    let parts = Array(zip(places, [scope, scope.rest(of: review.assessment)]))
    if places.count > 1, try isSame(places[0], places[1]) {
      throw UsageError.conflict("--output and --rest are the same file")
    }
    let sessionPath = try OpenedReview.sessionPath(arguments)
    for path in places.compactMap(\.self) {
      if let sessionPath, try isSame(path, sessionPath) {
        throw UsageError.conflict("\(path) is the session of the whole review; choose another file")
      }
      if try FileSystem.live.kind(of: path) != nil {
        throw ReviewError(message: "\(path) already exists; choose another file")
      }
    }
    // The session from which the parts start is needed to merge them later.
    if review.isNew, let sessionPath {
      guard try SessionWriter.write(review.session, to: sessionPath) else { return .failure }
    }
    for (path, scope) in parts {
      let part = review.session.part(scope)
      let isWritten = try path.map { try SessionWriter.write(part, to: $0) }
      guard isWritten ?? Messages.printResult(part.text) else { return .failure }
      let count = review.assessment.narrowed(to: scope).findings.count
      Messages.printError(
        "\(path ?? "standard output"): \(scope.title), \(count.counted("finding"))")
    }
    return .success
  }

  /// Whether both paths are the same file, however they are spelled; nil is standard output.
  private static func isSame(_ path: String?, _ other: String?) throws(SystemError) -> Bool {
    guard let path, let other else { return path == other }
    let (folder, name) = try FileSystem.live.resolvingLinks(path)
    let (otherFolder, otherName) = try FileSystem.live.resolvingLinks(other)
    guard name == otherName else { return false }
    return try Directory.open(folder).isSame(as: Directory.open(otherFolder))
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
