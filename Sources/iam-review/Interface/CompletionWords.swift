internal import TUI

/// The data from which the completions of every shell are generated: the records of the commands.
enum CompletionWords {
  /// The commands that are named on the command line; the console has no name.
  static let commands = Command.all.filter { $0.name != Command.console.name }
  /// The names of the commands, separated by `separator`.
  static func names(separator: String) -> String {
    commands.map(\.name).joined(separator: separator)
  }
}

extension Option {
  /// Whether the value is a path.
  var takesPath: Bool { ["FILE", "DIR", "REVIEW", "KEY"].contains(value) }
  /// The short and the long name.
  var names: [String] { [short, name].compactMap { $0 } }
}
