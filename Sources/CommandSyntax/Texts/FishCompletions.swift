/// The completions of fish.
struct FishCompletions {
  let commands: CommandSet

  var script: String {
    let lines =
      commands.named.map {
        "complete -c iam-review -n __fish_use_subcommand -a \($0.name) -d \(quoted($0.summary))"
      }
      + (commands.named + [commands.console]).flatMap { command in
        command.allOptions.map { line($0, of: command) }
      } + commands.named.compactMap(operands)
    return "# fish completions of iam-review, printed by `iam-review completions fish`\n"
      + lines.joined(separator: "\n") + "\n"
  }

  /// The words that are the argument of a command; nil if it can be another word.
  private func operands(_ command: Command) -> String? {
    guard let first = command.positionals.first, let words = commands.words(of: first) else {
      return nil
    }
    return "complete -c iam-review -n \(quoted(condition(command))) -f"
      + " -a \(quoted(words.joined(separator: " ")))"
  }

  /// The condition that the command line is one of `command`.
  private func condition(_ command: Command) -> String {
    command.isConsole
      ? "not __fish_seen_subcommand_from " + commands.names(separator: " ")
      : "__fish_seen_subcommand_from " + command.name
  }

  private func line(_ option: Option, of command: Command) -> String {
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

  private func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
