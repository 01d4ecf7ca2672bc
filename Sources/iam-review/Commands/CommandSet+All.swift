import CommandSyntax

extension CommandSet {
  /// Every command of the program. A new command is added here.
  static let all: CommandSet = CommandSet(
    console: .console,
    named: [
      .collect, .activity, .evidence, .check, .explain, .sign, .verify, .allowedSignersLine,
      .export,
      .diff, .log, .split, .merge, .config, .completions, .manualPage, .help,
    ])
}
