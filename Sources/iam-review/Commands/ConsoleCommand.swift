import Checklist
import Model
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
    let review = try OpenedReview.open(arguments)
    var options = ConsoleOptions(
      reviewer: Surroundings.reviewer(named: arguments[reviewer]), clock: { Surroundings.now })
    options.terminal.theme = colours ?? Theme.bundled("dark") ?? Theme()
    options.terminal.isASCII = arguments.has(ascii)
    options.terminal.noColor = Surroundings.environment("NO_COLOR") != nil
    options.terminal.readsControllingTerminal = review.source == .standardInput
    options.notice = review.notice
    return try open(review, options: options)
  }

  @MainActor
  private static func open(
    _ review: consuming OpenedReview, options: ConsoleOptions
  ) throws -> ExitStatus {
    let (assessment, session) = (review.assessment, review.session)
    var file = review.file
    let store = SessionStore { session, now in
      file?.save(session, at: now) ?? .failed("this review has no file")
    }
    do throws(TerminalError) {
      _ = try Console.run(
        assessment: assessment, session: session, store: store, options: options)
      return .success
    } catch {
      Messages.complain("\(error)")
      return .failure
    }
  }
}
