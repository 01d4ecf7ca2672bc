internal import Platform

/// An error in the command line.
package enum UsageError: Error, Equatable {
  /// The first word is neither a command nor a path; with a similar command, if there is one.
  case unknownWord(String, near: String?)
  /// The command that `help` names does not exist; with a similar one, if there is one.
  case unknownCommand(String, near: String?)
  /// A command after options.
  case lateCommand(String)
  /// The option does not exist; with a similar one, if there is one.
  case unknownOption(String, near: String?)
  /// The value is missing; with the option that is in its place.
  case missingValue(String, next: String?)
  /// A required option was not given; with the placeholder of its value, such as `--format NAME`.
  case missingOption(String, choices: [String])
  case missingArguments([String])
  case unwantedValue(String)
  case tooMany(String)
  case wrongValue(option: String, value: String, expected: String)
  case conflict(String)

  /// The error and what was expected, in one line.
  package var message: String {
    switch self {
    case .unknownWord(let word, let near): "no command or file named \"\(word)\"" + question(near)
    case .unknownCommand(let word, let near): "no command named \"\(word)\"" + question(near)
    case .lateCommand(let name): "the command \(name) must be the first word"
    case .unknownOption(let name, let near): "unknown option \(name)" + question(near)
    case .missingValue(let name, nil): "the option \(name) needs a value"
    case .missingValue(let name, let next?):
      "the option \(name) needs a value; if \(next) is the value, write \(name)=\(next)"
    case .missingOption(let name, let choices):
      "the option \(name) is required" + (choices.isEmpty ? "" : ": \(choices.asChoice)")
    case .missingArguments(let names):
      "missing argument\(names.count == 1 ? "" : "s"): \(names.joined(separator: ", "))"
    case .unwantedValue(let name): "the option \(name) takes no value"
    case .tooMany(let word): "unexpected argument: \(word)"
    case .wrongValue(let option, let value, let expected):
      "\(option): expected \(expected), not \"\(value)\""
    case .conflict(let text): text
    }
  }

  /// Whether the message already says what to do, so that it needs no reference to `--help`.
  package var isComplete: Bool {
    switch self {
    case .unknownWord(_, let near), .unknownCommand(_, let near), .unknownOption(_, let near):
      near != nil
    default: false
    }
  }

  private func question(_ near: String?) -> String { near.map { "; did you mean \($0)?" } ?? "" }
}
