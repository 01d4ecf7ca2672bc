/// A command: its arguments, options, exit statuses and examples, and its action. Parsing, `--help`, the
/// manual page and completions are derived from it.
package struct Command: Sendable {
  /// What the command does with its arguments.
  package typealias Action = @MainActor @Sendable (Arguments) throws -> ExitStatus

  /// An example with its meaning.
  package struct Example: Sendable {
    package let line: String
    package let meaning: String

    package init(_ line: String, _ meaning: String) {
      self.line = line
      self.meaning = meaning
    }
  }

  /// The name; empty for the console, which opens without a name.
  package let name: String
  package let summary: String
  /// Paragraphs separated by empty lines; empty for none.
  package let details: String
  /// The ways to call the command; the usual one first.
  package let forms: [Form]
  package let options: [Option]
  package let exits: [Exit]
  package let examples: [Example]
  package let run: Action

  package init(
    name: String, summary: String, details: String = "", forms: [Form], options: [Option],
    exits: [Exit], examples: [Example], run: @escaping Action
  ) {
    self.name = name
    self.summary = summary
    self.details = details
    self.forms = forms
    self.options = options
    self.exits = exits
    self.examples = examples
    self.run = run
  }

  /// Whether the command is the console, which has no name.
  package var isConsole: Bool { name.isEmpty }

  /// The words that call the command.
  package var title: String { isConsole ? "iam-review" : "iam-review \(name)" }

  /// The options of the command, with those that every command has.
  package var allOptions: [Option] { options + [.help, .version] }

  /// The exit status for an error in the command line.
  package var usageStatus: ExitStatus {
    exits.contains { $0.status == .usageOfVerify } ? .usageOfVerify : .usage
  }

  /// Every argument of its forms, once.
  var positionals: [Positional] {
    forms.flatMap(\.positionals).reduce(into: []) { all, positional in
      if !all.contains(where: { $0.name == positional.name }) { all.append(positional) }
    }
  }

  /// The usage lines, without indentation.
  var usage: [String] {
    let lines = forms.map { form in
      [title, form.usage(options: options)].filter { !$0.isEmpty }.joined(separator: " ")
    }
    return isConsole ? lines + ["iam-review COMMAND --help"] : lines
  }
}
