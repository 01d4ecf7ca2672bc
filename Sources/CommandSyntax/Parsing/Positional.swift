/// An argument of a command that is not an option. Parsing, usage lines, `--help`, the manual page and
/// completions are derived from it.
package struct Positional: Sendable {
  /// How often the argument is given.
  package enum Arity: Sendable {
    case one
    case optional
    case oneOrMore
  }

  /// What the argument is, for completions.
  package enum Content: Sendable {
    case path
    case text
    case choice([String])
    /// The name of a command.
    case command
  }

  /// The name in the help, such as `EVIDENCE`.
  package let name: String
  package let arity: Arity
  package let content: Content
  package let help: String

  package init(
    _ name: String, _ help: String, _ arity: Arity = .one, _ content: Content = .path
  ) {
    self.name = name
    self.arity = arity
    self.content = content
    self.help = help
  }

  /// The name, or the possible values if there are few.
  var title: String {
    if case .choice(let values) = content { return values.joined(separator: "|") }
    return name
  }

  /// The argument in a usage line: `NEW`, `[EVIDENCE]`, `FILE...`.
  var usage: String {
    switch arity {
    case .one: title
    case .optional: "[\(title)]"
    case .oneOrMore: "\(title)..."
    }
  }
}
