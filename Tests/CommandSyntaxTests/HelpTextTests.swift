import CommandSyntax
import Testing

/// The text of `--help`.
@Suite struct HelpTextTests {
  private func help(_ name: String, width: Int = 80) throws -> String {
    let command = try #require(
      ([SampleCommands.all.console] + SampleCommands.all.named).first { $0.name == name })
    return SampleCommands.all.help(of: command, width: width)
  }

  @Test("the help of a command has its usage, arguments, options, exit statuses and examples")
  func command() throws {
    #expect(
      try help("write") == """
        usage: iam-review write FILE... --format text|json (-o FILE | --quiet)
                   [options]
               iam-review write --list [options]

        The summary of the command write.

        A first paragraph in two lines.

        A second one.

        arguments:
          FILE
              The files.

        options:
          --format NAME
              The output format (default: text).
          -o, --output FILE
              Write to FILE.
          --quiet
              Print nothing.
          --tag WORD
              A tag; repeatable.
          --list
              List the formats.
          -h, --help
              Print this help and exit.
          --version
              Print the version and exit.

        exit status:
          0    success
          2    usage error

        examples:
          iam-review write x
              An example.

        """)
  }

  @Test("only the help of the program lists the commands")
  func commands() throws {
    #expect(try help("").contains("\n  diff            The summary of the command diff.\n"))
    #expect(try help("").contains("\n       iam-review COMMAND --help\n"))
    #expect(try !help("check").contains("commands:"))
  }

  @Test("each command lists only its own exit statuses")
  func statuses() throws {
    #expect(
      try help("verify").contains("exit status:\n  0    good\n  64   usage error\n\nexamples:"))
  }

  @Test("no line is wider than the terminal, and no word is lost", arguments: [40, 50, 80, 200])
  func width(columns: Int) throws {
    for command in [SampleCommands.all.console] + SampleCommands.all.named {
      let text = SampleCommands.all.help(of: command, width: columns)
      #expect(text.split(separator: "\n").allSatisfy { $0.count < columns })
      let words = text.split { $0 == " " || $0 == "\n" }
      let others = SampleCommands.all.help(of: command, width: 300)
      #expect(words == others.split { $0 == " " || $0 == "\n" })
    }
  }
}
