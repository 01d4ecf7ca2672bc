import Model
import Platform
import TUI

/// The completions of zsh.
enum ZshCompletions {
  static var script: String {
    """
    #compdef iam-review
    # zsh completions of iam-review, printed by `iam-review completions zsh`
    _iam_review() {
      local -a commands
      commands=(
    \(commands)
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

  private static var commands: String {
    CompletionWords.commands.map {
      "    " + singleQuoted("\($0.name.replacing(":", with: "\\:")):\($0.summary)")
    }.joined(separator: "\n")
  }

  private static var branches: String {
    (CompletionWords.commands + [.console]).map { command in
      let isConsole = command.name == Command.console.name
      var lines = ["    \(isConsole ? "*" : command.name))"]
      if !isConsole { lines.append("      shift words; (( CURRENT-- ))") }
      lines.append("      _arguments \\")
      lines += command.allOptions.flatMap(specifications).map { "        \(singleQuoted($0)) \\" }
      let operand =
        command.name == Command.completions.name
        ? "*:shell:(\(Shell.allCases.map(\.rawValue).joined(separator: " ")))" : "*:file:_files"
      lines.append("        \(singleQuoted(operand)) ;;")
      return lines.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// The arguments of `_arguments` for an option, one for each of its names.
  private static func specifications(_ option: Option) -> [String] {
    let help = ["\\", "[", "]", ":"].reduce(option.help) { $0.replacing($1, with: "\\" + $1) }
    return option.names.map { name in
      guard let value = option.value else { return "*\(name)[\(help)]" }
      let action = option.takesPath ? "_files" : "(\(option.choices.joined(separator: " ")))"
      return "*\(name)\(name.hasPrefix("--") ? "=" : "+")[\(help)]:\(value):\(action)"
    }
  }
}
