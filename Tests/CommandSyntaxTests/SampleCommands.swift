import CommandSyntax

/// A small program for the tests of parsing: every kind of argument and option, and no actions.
enum SampleCommands {
  static let format = Option(
    "--format", value: "NAME", choices: ["text", "json"], "The output format (default: text).")
  static let output = Option("--output", short: "-o", value: "FILE", "Write to FILE.")
  static let tag = Option("--tag", value: "WORD", isRepeatable: true, "A tag; repeatable.")
  static let quiet = Option("--quiet", "Print nothing.")
  static let days = Option("--days", value: "DAYS", "An age limit.")
  static let list = Option("--list", "List the formats.")

  static let all = CommandSet(
    console: command(
      "", [Form([Positional("EVIDENCE", "A folder.", .optional)], [.optional(output)])],
      [output, quiet]),
    named: [
      command(
        "check", [Form([Positional("EVIDENCE", "A folder.", .optional)], [.optional(format)])],
        [format, days, quiet]),
      command(
        "diff",
        [Form([Positional("OLD", "The earlier one."), Positional("NEW", "The later one.")])],
        [output]),
      command(
        "write",
        [
          Form(
            [Positional("FILE", "The files.", .oneOrMore)],
            [.required(format), .oneOf([output, quiet])]),
          Form(selectedBy: [list]),
        ], [format, output, quiet, tag, list]),
      command(
        "verify", [Form([Positional("FILE", "The files.", .oneOrMore)])], [format],
        exits: [Exit(.success, "good"), Exit(.usageOfVerify, "usage error")]),
      .help,
    ])

  private static func command(
    _ name: String, _ forms: [Form], _ options: [Option], exits: [Exit] = [.success, .usage]
  ) -> Command {
    Command(
      name: name, summary: "The summary of the command \(name).",
      details: "A first paragraph\nin two lines.\n\nA second one.", forms: forms, options: options,
      exits: exits, examples: [Command.Example("iam-review \(name) x", "An example.")]
    ) { _ in .success }
  }
}
