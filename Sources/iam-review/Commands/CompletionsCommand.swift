import CommandSyntax
import Platform

extension Command {
  /// `completions`: prints the completions of a shell.
  static let completions: Command = Command(
    name: "completions",
    summary: "Print the completion script for a shell.",
    details: """
      The Debian package and "make install" install the script where the shell looks for it.
      Otherwise, load it in the configuration of the shell.
      """,
    forms: [
      Form([Positional("SHELL", "The shell.", .one, .choice(Shell.allCases.map(\.rawValue)))])
    ],
    options: [], exits: [.success, .usage, .failure],
    examples: [
      Example("source <(iam-review completions bash)", "Load the completions, in ~/.bashrc.")
    ]
  ) { arguments in
    guard let shell = Shell(rawValue: arguments.positional[0]) else {
      throw UsageError.wrongValue(
        option: "SHELL", value: arguments.positional[0],
        expected: Shell.allCases.map(\.rawValue).asChoice)
    }
    return Messages.printResult(shell.completions(of: .all)) ? .success : .failure
  }
}
