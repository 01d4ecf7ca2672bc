internal import Platform

extension CommandSet {
  /// The text of `--help` of `command`, in lines of at most `width` characters.
  package func help(of command: Command, width: Int) -> String {
    // The last column stays empty: some terminals wrap a line that fills it.
    let width = max(width, 40) - 1
    var lines: [String] = []
    for (number, usage) in command.usage.enumerated() {
      lines += WrappedText.lines(
        usage, width: width, indent: 11, head: number == 0 ? "usage: " : "       ")
    }
    lines += [""] + WrappedText.lines(command.summary, width: width)
    if !command.details.isEmpty {
      lines += [""] + WrappedText.paragraphs(command.details, width: width)
    }
    func section(_ title: String, _ rows: [[String]]) {
      if !rows.isEmpty { lines += ["", title + ":"] + rows.joined() }
    }
    func row(_ title: String, _ meaning: String) -> [String] {
      WrappedText.lines(title, width: width, indent: 6, head: "  ")
        + WrappedText.lines(meaning, width: width, indent: 6)
    }
    func column(_ title: String, _ meaning: String, at indent: Int) -> [String] {
      WrappedText.lines(
        meaning, width: width, indent: indent, head: "  " + title.padded(to: indent - 2))
    }
    if command.isConsole {
      section("commands", named.map { column($0.name, $0.summary, at: 18) })
    }
    section("arguments", command.positionals.map { row($0.title, $0.help) })
    section(
      "options",
      command.allOptions.map { option in
        row((option.short.map { "\($0), " } ?? "") + option.title, option.help)
      })
    section(
      "exit status", command.exits.map { column("\($0.status.rawValue)", $0.meaning, at: 7) })
    section("examples", command.examples.map { row($0.line, $0.meaning) })
    return lines.joined(separator: "\n") + "\n"
  }
}
