import Checklist
import CommandSyntax
import Model
import Platform
import TUI
import Workspace

extension Command {
  private static let verifyChain = Option(
    "--verify",
    "Verify the hash chain instead of printing the changes, and report where it is broken.")

  /// `log`: prints the history of a review.
  static let log = Command(
    name: "log",
    summary: "Print every change of a review, with author, time, and old and new values.",
    forms: [
      Form(
        [
          Positional(
            "REVIEW", "A session file, such as client-prod/review.json, or its evidence folder.")
        ], [.optional(verifyChain), .optional(.textOrJSON)])
    ],
    options: [verifyChain, .textOrJSON],
    exits: [
      .success, Exit(.openFindings, "the history is broken (--verify)"), .usage,
      Exit(.unreadable, "session not readable"), .failure,
    ],
    examples: [
      Example("iam-review log client-prod/", "Print all changes."),
      Example(
        "iam-review log client-prod/ --verify", "Check that the history is intact."),
    ]
  ) { arguments in
    let argument = arguments.positional[0]
    let isJSON = try arguments.wantsJSON()
    let session = try ReviewSession.stored(
      at: ReviewSession.place(of: argument), warnings: .printed)
    if arguments.has(verifyChain) { return verifyHistory(session, argument) }
    let results = ResultWriter()
    for entry in session.history {
      let lines = isJSON ? [entry.line] : entry.singles.map { VisibleText.line($0.sentence) }
      for line in lines { results.add(line + "\n") }
    }
    return results.finish() ? .success : .failure
  }

  private static func verifyHistory(_ session: ReviewSession, _ name: String) -> ExitStatus {
    let errors = session.historyErrors
    for error in errors { Messages.printError("\(name): \(error.message)") }
    guard errors.isEmpty else { return .openFindings }
    let last = session.history.last.map { ", the last \($0.hash)" } ?? ""
    return Messages.printResult("intact: \(session.history.count) entries\(last)\n")
      ? .success : .failure
  }
}
