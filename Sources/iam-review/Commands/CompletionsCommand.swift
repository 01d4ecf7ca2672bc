internal import TUI

/// A shell that has completions.
enum Shell: String, CaseIterable {
  case bash, zsh, fish

  /// The completions, as a script for the shell.
  var completions: String {
    switch self {
    case .bash: BashCompletions.script
    case .zsh: ZshCompletions.script
    case .fish: FishCompletions.script
    }
  }
}

extension Command {
  /// `completions`: prints the completions of a shell.
  static let completions = Command(
    name: "completions",
    usage: "iam-review completions bash|zsh|fish",
    summary: "Print the completion script for a shell.",
    details: """
      The Debian package and "make install" install the script where the shell looks for it.
      Otherwise, load it in the configuration of the shell, for example with
      source <(iam-review completions bash) in ~/.bashrc.
      """,
    options: []
  ) { arguments in
    try arguments.atMost(1)
    guard let shell = arguments.positional.first.flatMap(Shell.init) else {
      throw UsageError.conflict("completions: expected bash, zsh or fish")
    }
    return Messages.printResult(shell.completions) ? .success : .failure
  }
}
