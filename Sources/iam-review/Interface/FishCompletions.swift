internal import TUI

/// The completions of fish.
enum FishCompletions {
  static var script: String {
    let lines =
      CompletionWords.commands.map {
        "complete -c iam-review -n __fish_use_subcommand -a \($0.name) -d \(quoted($0.summary))"
      }
      + (CompletionWords.commands + [.console]).flatMap { command in
        command.allOptions.map { line($0, of: command) }
      } + [
        "complete -c iam-review -n \(quoted(condition(Command.completions))) -f"
          + " -a \(quoted(Shell.allCases.map(\.rawValue).joined(separator: " ")))"
      ]
    return "# fish completions of iam-review, printed by `iam-review completions fish`\n"
      + lines.joined(separator: "\n") + "\n"
  }

  /// The condition that the command line is one of `command`.
  private static func condition(_ command: Command) -> String {
    command.name == Command.console.name
      ? "not __fish_seen_subcommand_from " + CompletionWords.names(separator: " ")
      : "__fish_seen_subcommand_from " + command.name
  }

  private static func line(_ option: Option, of command: Command) -> String {
    var words = ["complete -c iam-review -n \(quoted(condition(command)))"]
    if let short = option.short { words.append("-s \(short.dropFirst())") }
    words.append("-l \(option.name.dropFirst(2)) -d \(quoted(option.help))")
    if option.takesPath {
      words.append("-rF")
    } else if option.value != nil {
      words.append("-x")
      if !option.choices.isEmpty {
        words.append("-a \(quoted(option.choices.joined(separator: " ")))")
      }
    }
    return words.joined(separator: " ")
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
