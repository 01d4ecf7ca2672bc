import Checklist
import Model
import Platform
import TUI

extension Command {
  private static let verifyChain = Option(
    "--verify",
    "Verify the hash chain instead of printing the changes, and report where it is broken.")

  /// `log`: prints the history of a review.
  static let log = Command(
    name: "log",
    usage: "iam-review log REVIEW [--verify] [--format text|json]",
    summary: "Print every change of a review, with author, time, and old and new values.",
    details: """
      REVIEW is a session file, such as client-prod/review.json, or its evidence folder. With
      --verify, exit status 1 means that the history is broken.
      """,
    options: [verifyChain, .textOrJSON]
  ) { arguments in
    try arguments.atMost(1)
    guard let argument = arguments.positional.first else {
      throw UsageError.conflict("log: expected a session file or an evidence folder")
    }
    let isJSON = try arguments.wantsJSON()
    let session = try ReviewSession.stored(at: ReviewSession.place(of: argument))
    if arguments.has(verifyChain) { return verifyHistory(session, argument) }
    let results = ResultWriter()
    for entry in session.history {
      results.add((isJSON ? entry.line : VisibleText.line(entry.sentence)) + "\n")
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
