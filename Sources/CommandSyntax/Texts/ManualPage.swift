internal import Platform

/// The manual page, as source for man(7).
package struct ManualPage {
  private let commands: CommandSet
  private let date: String

  /// The page about `commands`, with the date in its header.
  package init(_ commands: CommandSet, date: String) {
    self.commands = commands
    self.date = date
  }

  package var source: String {
    """
    .\\" Printed by "iam-review man-page".
    .TH IAM-REVIEW 1 "\(date)" "\(Product.name) \(Product.version)" "User Commands"
    .SH NAME
    iam-review \\- audit the IAM configuration of an AWS account
    .SH SYNOPSIS
    \(synopsis(commands.console))
    .SH DESCRIPTION
    \(text(commands.console.summary))
    .PP
    \(text(commands.console.details))
    .SH OPTIONS
    \(operands(commands.console))
    .SH COMMANDS
    \(commands.named.map(section).joined(separator: "\n"))
    .SH EXIT STATUS
    Each command lists its own. Those of the console are:
    \(exits(commands.console))
    .SH FILES
    \(ManualPage.files.map { item("\\fI\(escaped($0))\\fR", $1) }.joined(separator: "\n"))
    .SH EXAMPLES
    \(examples(commands.console))
    .SH SEE ALSO
    .BR ssh\\-keygen (1),
    .BR ssh\\-agent (1)

    """
  }

  private static let files = [
    ("review.json", "The decisions on the evidence in the same folder, with their history."),
    ("manifest.json", "The calls that collect made, and the digests of their results."),
    ("~/.local/state/iam-review/", "The decisions on the built-in sample account."),
    ("~/.config/iam-review/allowed_signers", "The trusted signers of verify."),
    ("~/.config/iam-review/themes/", "Your own color themes."),
  ]

  private func section(_ command: Command) -> String {
    [
      ".SS \(escaped(command.name))", synopsis(command), ".PP", text(command.summary),
      command.details.isEmpty ? "" : ".PP\n" + text(command.details), operands(command),
      ".PP\nExit status:", exits(command), ".PP\nExamples:", examples(command),
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private func synopsis(_ command: Command) -> String {
    ".nf\n" + command.usage.map(escaped).joined(separator: "\n") + "\n.fi"
  }

  /// The arguments and options.
  private func operands(_ command: Command) -> String {
    let positionals = command.positionals.map { item("\\fI\(escaped($0.title))\\fR", $0.help) }
    let options = command.options.map { option in
      let names = option.names.map { "\\fB\(escaped($0))\\fR" }.joined(separator: ", ")
      return item(names + (option.value.map { " \\fI\(escaped($0))\\fR" } ?? ""), option.help)
    }
    return (positionals + options).joined(separator: "\n")
  }

  private func exits(_ command: Command) -> String {
    command.exits.map { item("\\fB\($0.status.rawValue)\\fR", $0.meaning) }
      .joined(separator: "\n")
  }

  private func examples(_ command: Command) -> String {
    command.examples.map { item("\\fB\(escaped($0.line))\\fR", $0.meaning) }
      .joined(separator: "\n")
  }

  /// A paragraph with a hanging tag, which is already escaped.
  private func item(_ tag: String, _ meaning: String) -> String {
    ".TP\n\(tag)\n\(text(meaning))"
  }

  /// Text with paragraphs, which empty lines separate, in short lines.
  private func text(_ text: String) -> String {
    text.split(separator: "\n\n").map { paragraph in
      paragraph.split { $0 == " " || $0 == "\n" }.reduce(into: [String]()) { lines, word in
        if let last = lines.last, last.count + word.count < 70 {
          lines[lines.count - 1] = last + " " + word
        } else {
          lines.append(String(word))
        }
      }.map(escaped).joined(separator: "\n")
    }.joined(separator: "\n.PP\n")
  }

  /// A line without control characters of roff: `\`, `-`, and `.` or `'` at the beginning.
  private func escaped(_ line: String) -> String {
    let line = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      .replacing("…", with: "...").replacing("~", with: "\\(ti")
    return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }
}
