internal import Platform

/// An option of a command. Parsing, usage lines, `--help`, the manual page and completions are derived
/// from it.
package struct Option: Sendable {
  /// The long name, such as `--output`.
  package let name: String
  /// The short name, such as `-o`; nil for none.
  package let short: String?
  /// The name of the value in the help; nil for an option without a value.
  package let value: String?
  /// The possible values; empty if there are others.
  package let choices: [String]
  /// Whether each value counts; otherwise the last one does.
  package let isRepeatable: Bool
  package let help: String

  package init(
    _ name: String, short: String? = nil, value: String? = nil, choices: [String] = [],
    isRepeatable: Bool = false, _ help: String
  ) {
    self.name = name
    self.short = short
    self.value = value
    self.choices = choices
    self.isRepeatable = isRepeatable
    self.help = help
  }

  /// A value as shown in messages: repeated slashes of a path are removed.
  func normalized(_ text: String) -> String {
    ["FILE", "DIR", "REVIEW"].contains(value) ? FileSystem.normalized(text) : text
  }

  /// Whether the value is a path.
  var takesPath: Bool { ["FILE", "DIR", "REVIEW", "KEY"].contains(value) }

  /// The short and the long name.
  var names: [String] { [short, name].compactMap { $0 } }

  /// The long name and the value, such as `--output FILE`.
  var title: String { name + (value.map { " " + $0 } ?? "") }

  /// The shorter name and the value, as in a usage line: `-o FILE`, `--format text|json`.
  var usage: String {
    guard let value else { return short ?? name }
    let isList = (1...4).contains(choices.count)
    return (short ?? name) + " " + (isList ? choices.joined(separator: "|") : value)
  }

  /// The options that every command has.
  package static let help = Option("--help", short: "-h", "Print this help and exit.")
  package static let version = Option("--version", "Print the version and exit.")
}
