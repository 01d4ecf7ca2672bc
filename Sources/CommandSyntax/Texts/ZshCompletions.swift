internal import Platform

/// The completions of zsh.
struct ZshCompletions {
  let commands: CommandSet

  var script: String {
    """
    #compdef iam-review
    # zsh completions of iam-review, printed by `iam-review completions zsh`
    _iam_review() {
      local -a commands
      commands=(
    \(names)
      )
      if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
        _describe command commands
        _files
        return
      fi
      case $words[2] in
    \(branches)
      esac
    }
    # The file is either sourced or, in a folder of fpath, loaded as the function itself.
    if [ "$funcstack[1]" = _iam_review ]; then
      _iam_review "$@"
    else
      compdef _iam_review iam-review
    fi

    """
  }

  private var names: String {
    commands.named.map {
      "    " + singleQuoted("\($0.name.replacing(":", with: "\\:")):\($0.summary)")
    }.joined(separator: "\n")
  }

  private var branches: String {
    (commands.named + [commands.console]).map { command in
      let isConsole = command.isConsole
      var lines = ["    \(isConsole ? "*" : command.name))"]
      if !isConsole { lines.append("      shift words; (( CURRENT-- ))") }
      let words = command.allOptions.flatMap(specifications) + operands(command)
      lines.append("      _arguments \\")
      lines.append(words.map { "        " + singleQuoted($0) }.joined(separator: " \\\n") + " ;;")
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// The arguments of `_arguments` for the arguments of the usual form.
  private func operands(_ command: Command) -> [String] {
    let positionals = command.forms.first?.positionals ?? []
    return positionals.enumerated().map { place, positional in
      let action: String
      switch positional.content {
      case .path: action = "_files"
      case .text: action = " "
      case .choice, .command:
        action = "(\((commands.words(of: positional) ?? []).joined(separator: " ")))"
      }
      let place =
        switch positional.arity {
        case .one: "\(place + 1):"
        case .optional: "\(place + 1)::"
        case .oneOrMore: "*:"
        }
      return "\(place)\(positional.name):\(action)"
    }
  }

  /// The arguments of `_arguments` for an option, one for each of its names.
  private func specifications(_ option: Option) -> [String] {
    let help = ["\\", "[", "]", ":"].reduce(option.help) { $0.replacing($1, with: "\\" + $1) }
    return option.names.map { name in
      guard let value = option.value else { return "*\(name)[\(help)]" }
      let action = option.takesPath ? "_files" : "(\(option.choices.joined(separator: " ")))"
      return "*\(name)\(name.hasPrefix("--") ? "=" : "+")[\(help)]:\(value):\(action)"
    }
  }
}
