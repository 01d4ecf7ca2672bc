import Checklist
import Model
import TUI

extension Command {
  static let theme = Option(
    "--theme", value: "NAME", "Colours: " + Theme.bundledNames.joined(separator: ", ") + ".")
  static let reviewer = Option(
    "--reviewer", value: "NAME", "Who decides; the login name unless given.")
  static let ascii = Option("--ascii", "Draw borders with + - | even where UTF-8 works.")

  /// Without a subcommand: the console.
  static let console = Command(
    name: "iam-review",
    usage: "iam-review [EVIDENCE] [--session FILE] [options]\n       iam-review COMMAND --help",
    summary: "Review the IAM of an AWS account, item by item, in a terminal.",
    details: """
      EVIDENCE is a folder with what the aws command line prints, a file, or - for standard
      input; without it the built-in sample account opens, whose decisions are not kept unless
      --session names a file. In the console, ? lists the keys.
      """,
    options: [.session, theme, reviewer, ascii] + Option.judging
  ) { arguments in
    try arguments.atMost(1)
    return .success
  }
}
