import Checklist
import Model
import Platform
import TUI

/// The manual page, as source for man(7).
enum ManualPage {
  static var source: String {
    let commands = CompletionWords.commands
    return """
      .\\" Printed by "iam-review man-page".
      .TH IAM-REVIEW 1 "\(date)" "\(Product.name) \(Product.version)" "User Commands"
      .SH NAME
      iam-review \\- audit the IAM configuration of an AWS account
      .SH SYNOPSIS
      \(synopsis(.console))
      .SH DESCRIPTION
      \(text(Command.console.summary))
      .PP
      \(text(Command.console.details))
      .SH OPTIONS
      \(options(.console))
      .SH COMMANDS
      \(commands.map(section).joined(separator: "\n"))
      .SH EXIT STATUS
      \(ExitStatus.allCases.map { item("\\fB\($0.rawValue)\\fR", $0.meaning) }.joined(separator: "\n"))
      .SH FILES
      \(files.map { item("\\fI\(escaped($0))\\fR", $1) }.joined(separator: "\n"))
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

  /// The date of the commit, or of the action catalogue if the commit is unknown.
  private static var date: String {
    BuildCommit.day ?? ActionCatalogue.bundled.version
  }

  private static func section(_ command: Command) -> String {
    """
    .SS \(escaped(command.name))
    \(synopsis(command))
    .PP
    \(text(command.summary))
    .PP
    \(text(command.details))
    \(options(command))
    """
  }

  private static func synopsis(_ command: Command) -> String {
    let lines = command.usage.split(separator: "\n").map {
      escaped(String($0.drop { $0 == " " }))
    }
    return ".nf\n" + lines.joined(separator: "\n") + "\n.fi"
  }

  private static func options(_ command: Command) -> String {
    command.options.map { option in
      let names = option.names.map { "\\fB\(escaped($0))\\fR" }.joined(separator: ", ")
      return item(names + (option.value.map { " \\fI\(escaped($0))\\fR" } ?? ""), option.help)
    }.joined(separator: "\n")
  }

  /// A paragraph with a hanging tag, which is already escaped.
  private static func item(_ tag: String, _ meaning: String) -> String {
    ".TP\n\(tag)\n\(text(meaning))"
  }

  /// Text with paragraphs, which empty lines separate, in short lines.
  private static func text(_ text: String) -> String {
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
  private static func escaped(_ line: String) -> String {
    let line = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      .replacing("…", with: "...").replacing("~", with: "\\(ti")
    return line.hasPrefix(".") || line.hasPrefix("'") ? "\\&" + line : line
  }
}
