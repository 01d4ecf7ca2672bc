/// A shell that has completions.
package enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  /// The completions of `commands`, as a script for the shell.
  package func completions(of commands: CommandSet) -> String {
    switch self {
    case .bash: BashCompletions(commands: commands).script
    case .zsh: ZshCompletions(commands: commands).script
    case .fish: FishCompletions(commands: commands).script
    }
  }
}

extension CommandSet {
  /// The names of the commands, separated by `separator`.
  func names(separator: String) -> String { named.map(\.name).joined(separator: separator) }

  /// The possible values of an argument; nil if there are others.
  func words(of positional: Positional) -> [String]? {
    switch positional.content {
    case .choice(let values): values
    case .command: named.map(\.name)
    case .path, .text: nil
    }
  }
}
