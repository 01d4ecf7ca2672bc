import Checklist
import Model
import Synchronization
import TUI

extension Command {
  private static let theme = Option(
    "--theme", value: "NAME", "Colours: \(Theme.bundledNames.joined(separator: ", ")).")
  private static let reviewer = Option(
    "--reviewer", value: "NAME", "Who decides; the login name unless given.")
  private static let ascii = Option(
    "--ascii", "Draw borders with + - | even where UTF-8 works.")

  /// Without a subcommand: the console.
  static let console = Command(
    name: "iam-review",
    usage: "iam-review [EVIDENCE] [--session FILE] [options]\n       iam-review COMMAND --help",
    summary: "Review the IAM of an AWS account, item by item, in a terminal.",
    details: """
      EVIDENCE is a folder with what the aws command line prints, a file, or - for standard
      input; without it the built-in sample account opens, whose decisions are kept below
      ~/.local/state/iam-review. In the console, ? lists the keys.
      """,
    options: [.session, theme, reviewer, ascii] + Option.judging
  ) { arguments in
    try arguments.atMost(1)
    let colours = try arguments.value(
      theme, expected: "one of \(Theme.bundledNames.joined(separator: ", "))"
    ) { Theme.bundled($0) }
    let judging = try JudgingOptions(arguments)
    let source = EvidenceSource(argument: arguments.positional.first)
    if source == .standardInput, arguments[.session] == nil { throw OpenedReview.sessionLacks }
    var options = ConsoleOptions(
      reviewer: Surroundings.reviewer(named: arguments[reviewer]), clock: { Surroundings.now },
      settings: judging.applied(to: Settings()))
    options.terminal.theme = colours ?? Theme.bundled("dark") ?? Theme()
    options.terminal.isASCII = arguments.has(ascii)
    options.terminal.noColor = Surroundings.environment("NO_COLOR") != nil
    options.terminal.readsControllingTerminal = source == .standardInput
    do {
      _ = try Console.run(options) { tell in
        let review = try OpenedReview.open(arguments, tell: tell)
        let (assessment, session, notice) = (review.assessment, review.session, review.notice)
        return ConsoleReview(
          assessment: assessment, session: session, store: SessionStore(KeptFile(review.file)),
          notice: notice)
      }
      return .success
    } catch let error as TerminalError {
      Messages.complain("\(error)")
      return .failure
    }
  }
}

/// The session's file, wherever the thread runs that saves.
private final class KeptFile: Sendable {
  private let file: Mutex<SessionFile?>

  init(_ file: consuming SessionFile?) { self.file = Mutex(file) }

  func save(_ session: ReviewSession, _ now: Instant) -> SaveOutcome {
    file.withLock { $0?.save(session, at: now) ?? .failed("this review has no file") }
  }
}

extension SessionStore {
  fileprivate init(_ kept: KeptFile) { self.init { session, now in kept.save(session, now) } }
}
