import Checklist
import CommandSyntax
import Model
import Platform
import TUI
import Workspace

extension Command {
  private static let output = Option(
    "--output", short: "-o", value: "FILE",
    "Write to FILE, which can be OURS or THEIRS (default: -, standard output).")

  /// `merge`: merges the work of two people.
  static let merge = Command(
    name: "merge",
    summary: "Merge the decisions of two people on one review.",
    details: """
      Each argument is a session file or its folder. If two people changed the same part of a
      decision, the result keeps both as a conflict, which the console shows and resolves. The order
      of OURS and THEIRS does not matter: the result has the same bytes. For git, see
      docs/two-people.md.
      """,
    forms: [
      Form(
        [
          Positional(
            "BASE",
            "The session that both started from; an empty file means a review without decisions."),
          Positional("OURS", "The session of one person."),
          Positional("THEIRS", "The session of the other person."),
        ], [.optional(output)])
    ],
    options: [output],
    exits: [
      .success, Exit(.openFindings, "conflicts remain"), .usage,
      Exit(.unreadable, "a session is not readable, or they cannot be merged"), .failure,
    ],
    examples: [
      Example(
        "iam-review merge base.json ann.json bob.json -o ann.json",
        "Add the decisions of bob to those of ann.")
    ]
  ) { arguments in
    let words = arguments.positional
    let review = try MergedReview(
      base: words[0], ours: words[1], theirs: words[2], warnings: .printed)
    let merged = review.merge
    if let path = arguments.outputFile(output).map(ReviewSession.place(of:)) {
      let isWritten = try review.write(
        to: path, with: .printing, at: ProcessEnvironment.now, warnings: .printed)
      guard isWritten else { return .failure }
    } else if !Messages.printResult(merged.session.text) {
      return .failure
    }
    for target in merged.conflicts {
      Messages.printError("conflict: \(target): \(merged.session.words(ofConflictOn: target))")
    }
    let severities = merged.session.severityConflicts
    for id in severities {
      Messages.printError("conflict: severity of \(id): the higher counts until one is set")
    }
    return merged.conflicts.isEmpty && severities.isEmpty ? .success : .openFindings
  }
}

extension ReviewSession {
  /// The fields in conflict, and the people who decided differently.
  fileprivate func words(ofConflictOn target: DecisionTarget) -> String {
    guard let conflict = decisions[target]?.conflict else { return "" }
    let sides = conflict.sides.map { side in
      side.map { "\($0.disposition.title) by \($0.by.description)" } ?? "undecided"
    }
    return conflict.fields.joined(separator: ", ") + " (" + sides.joined(separator: "; ") + ")"
  }
}
