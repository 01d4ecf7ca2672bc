import Model
import Platform

/// The parsed command line.
struct Arguments {
  private(set) var positional: [String] = []
  private var values: [String: [String]] = [:]

  /// Parses `words` with the options of a command. Options can come before or after arguments, as
  /// `--opt value` or `--opt=value`; after `--`, all words are arguments. The last value of an
  /// option wins.
  init(_ words: [String], options: [Option]) throws(UsageError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        positional += rest.map(Arguments.normalized)
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        positional.append(Arguments.normalized(word))
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let option = options.first(where: { $0.name == name || $0.short == name }) else {
        throw .unknownOption(name)
      }
      if option.value == nil {
        guard parts.count == 1 else { throw .unwantedValue(option.name) }
        values[option.name, default: []].append("")
      } else if parts.count == 2 {
        values[option.name, default: []].append(option.normalized(String(parts[1])))
      } else {
        guard let value = rest.popFirst() else { throw .missingValue(option.name) }
        values[option.name, default: []].append(option.normalized(value))
      }
    }
  }

  /// An argument as shown in messages: repeated slashes of a path are removed, those of an ARN are
  /// kept.
  private static func normalized(_ word: String) -> String {
    word.hasPrefix("arn:") ? word : FileSystem.normalized(word)
  }

  func has(_ option: Option) -> Bool { values[option.name] != nil }
  subscript(_ option: Option) -> String? { values[option.name]?.last }

  /// All values of an option that can be repeated.
  func all(_ option: Option) -> [String] { values[option.name] ?? [] }

  /// Throws if there are more than `count` arguments.
  func atMost(_ count: Int) throws(UsageError) {
    if positional.count > count { throw .tooMany(positional[count]) }
  }
}

/// An error in the command line.
enum UsageError: Error, Equatable {
  case unknownOption(String)
  case missingValue(String)
  /// A required option was not given; with the placeholder of its value, such as `--format NAME`.
  case missingOption(String)
  case unwantedValue(String)
  case tooMany(String)
  case wrongValue(option: String, value: String, expected: String)
  case conflict(String)

  /// The error and what was expected, in one line.
  var message: String {
    switch self {
    case .unknownOption(let name): "unknown option \(name)"
    case .missingValue(let name): "the option \(name) needs a value"
    case .missingOption(let name): "the option \(name) is required"
    case .unwantedValue(let name): "the option \(name) takes no value"
    case .tooMany(let word): "unexpected argument: \(word)"
    case .wrongValue(let option, let value, let expected):
      "\(option): expected \(expected), not \"\(value)\""
    case .conflict(let text): text
    }
  }
}
