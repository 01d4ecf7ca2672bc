internal import Platform

/// The completions of bash.
struct BashCompletions {
  let commands: CommandSet

  var script: String {
    """
    # bash completions of iam-review, printed by `iam-review completions bash`
    _iam_review() {
      local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command= options words=
      # bash splits --option=value at the equals sign.
      if [ "$word" = = ]; then
        word=
      elif [ "$before" = = ]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
      fi
      if [ "$COMP_CWORD" -gt 1 ]; then
        case ${COMP_WORDS[1]} in
          \(commands.names(separator: "|"))) command=${COMP_WORDS[1]} ;;
        esac
      fi
      COMPREPLY=()
      case $command,$before in
    \(values)
      esac
      case $command in
    \(options)
      esac
      if [[ $word == -* ]]; then
        compopt +o default
        mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        return
      fi
      if [ "$COMP_CWORD" -eq 1 ]; then
        words='\(commands.names(separator: " "))'
      else
        case $command in
    \(operands)
        esac
      fi
      # Without words, bash completes paths.
      [ -z "$words" ] || mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    }
    complete -o default -F _iam_review iam-review

    """
  }

  /// A branch for each option with a value that is not a path.
  private var values: String {
    all.flatMap { command in
      command.options.filter { $0.value != nil && !$0.takesPath }.map { option in
        let patterns = option.names.map { "\(command.name),\($0)" }.joined(separator: "|")
        let words = singleQuoted(option.choices.joined(separator: " "))
        return """
              \(patterns))
                compopt +o default
                mapfile -t COMPREPLY < <(compgen -W \(words) -- "$word")
                return ;;
          """
      }
    }.joined(separator: "\n")
  }

  /// A branch for each command, with its options.
  private var options: String {
    all.map { command in
      let pattern = command.isConsole ? "''" : command.name
      let names = command.allOptions.flatMap(\.names).joined(separator: " ")
      return "    \(pattern)) options=\(singleQuoted(names)) ;;"
    }.joined(separator: "\n")
  }

  /// A branch for each command whose argument is one of a few words.
  private var operands: String {
    commands.named.compactMap { command in
      guard let first = command.positionals.first, let words = commands.words(of: first) else {
        return nil
      }
      let list = singleQuoted(words.joined(separator: " "))
      return "      \(command.name)) compopt +o default; words=\(list) ;;"
    }.joined(separator: "\n")
  }

  private var all: [Command] { [commands.console] + commands.named }
}
