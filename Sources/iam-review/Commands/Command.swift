internal import Platform

/// A subcommand: its name, its text for `--help`, its options and its action.
struct Command: Sendable {
  let name: String
  let usage: String
  let summary: String
  let details: String
  let options: [Option]
  /// The exit statuses in the help; nil if they are the common ones.
  var exitStatuses: [String]?
  let run: @MainActor @Sendable (Arguments) throws -> ExitStatus

  /// Every subcommand; the console opens without one.
  static let all: [Command] = [
    .console, .collect, .activity, .evidence, .check, .explain, .sign, .verify, .allowedSignersLine,
    .export,
    .diff, .log, .split, .merge, .config, .completions, .manualPage,
  ]

  /// The options of the command, with those that every command has.
  var allOptions: [Option] { options + [.help, .version] }

  /// The text of `--help`.
  var help: String {
    var lines = ["usage: \(usage)", "", summary]
    if !details.isEmpty { lines += ["", details] }
    if name == Command.console.name {
      lines += ["", "commands:"]
      lines += Command.all.filter { $0.name != name }.map {
        "  " + $0.name.padded(to: 16) + $0.summary
      }
    }
    lines += ["", "options:"]
    for option in allOptions {
      let short = option.short.map { "\($0), " } ?? ""
      let value = option.value.map { " \($0)" } ?? ""
      lines.append("  \(short)\(option.name)\(value)")
      lines.append("      \(option.help)")
    }
    lines += [""]
    lines +=
      exitStatuses
      ?? ["exit status:"]
      + ExitStatus.allCases.map { "  " + "\($0.rawValue)".padded(to: 5) + $0.meaning }
    return lines.joined(separator: "\n") + "\n"
  }
}
