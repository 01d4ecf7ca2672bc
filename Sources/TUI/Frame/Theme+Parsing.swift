/// An invalid line of a theme file, and what was expected.
public struct ThemeProblem: Hashable, Sendable, Error {
  /// What is wrong with a line.
  public enum Failure: Hashable, Sendable {
    case noEquals(String)
    case unknownRole(String)
    case unknownDepth(String)
    case twice(String)
    case noColor
    case unknownColor(String)
    case unknownWord(String)
  }

  /// The line, counted from 1.
  public let line: Int
  /// What is wrong with it.
  public let fault: Failure
}

extension ThemeProblem: CustomStringConvertible {
  /// The error message, to follow `FILE:LINE: `.
  ///
  /// Words from the file are sanitized as in a frame, because a theme file can be hostile.
  public var description: String {
    let sentence: SafeText =
      switch fault {
      case .noEquals(let text): "expected ROLE = COLOR, found \"\(text)\""
      case .unknownRole(let name): "unknown style role \"\(name)\"; docs/themes.md lists all roles"
      case .unknownDepth(let name): "expected @256, @16, @8 or @mono, found \"@\(name)\""
      case .twice(let name): "\"\(name)\" is already set"
      case .noColor: "expected a color: a name, 0 to 255, or default"
      case .unknownColor(let word):
        "\"\(word)\" is not a color: expected a name such as bright-red, 0 to 255, or default"
      case .unknownWord(let word):
        "expected \"on COLOR\", bold, underline or reverse, found \"\(word)\""
      }
    return sentence.description
  }
}

extension Theme {
  /// Parses a theme from the text of its file.
  ///
  ///     # severities
  ///     critical      = bright-white on red bold
  ///     critical@8    = white on red bold
  ///     critical@mono = default bold reverse
  ///
  /// Invalid lines are reported and skipped, so that an error in one color does not affect the
  /// rest.
  public static func parse(_ text: String) -> (theme: Theme, problems: [ThemeProblem]) {
    var theme = Theme()
    var problems: [ThemeProblem] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      do throws(Failure) {
        try theme.read(line: line.prefix { $0 != "#" })
      } catch {
        problems.append(ThemeProblem(line: index + 1, fault: error.fault))
      }
    }
    return (theme, problems)
  }

  private struct Failure: Error {
    let fault: ThemeProblem.Failure
    init(_ fault: ThemeProblem.Failure) { self.fault = fault }
  }

  private mutating func read(line: Substring) throws(Failure) {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty else { return }
    guard let equals = line.firstIndex(of: "=") else {
      throw Failure(.noEquals(words.joined(separator: " ")))
    }
    let name = line[..<equals].split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let key = try Self.key(name)
    guard looks[key] == nil else { throw Failure(.twice(name)) }
    looks[key] = try Self.look(line[line.index(after: equals)...])
  }

  private static func key(_ name: String) throws(Failure) -> Key {
    let parts = name.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = parts.first, let role = StyleRole(rawValue: String(first)) else {
      throw Failure(.unknownRole(String(parts.first ?? "")))
    }
    guard parts.count == 2 else { return Key(role: role, depth: nil) }
    guard let depth = ColorDepth(rawValue: String(parts[1])) else {
      throw Failure(.unknownDepth(String(parts[1])))
    }
    return Key(role: role, depth: depth)
  }

  private static func look(_ text: Substring) throws(Failure) -> Look {
    var words = text.split(whereSeparator: \.isWhitespace)[...]
    var look = Look()
    look.foreground = try color(words.popFirst())
    while let word = words.popFirst() {
      switch word {
      case "on": look.background = try color(words.popFirst())
      case "bold": look.isBold = true
      case "underline": look.isUnderlined = true
      case "reverse": look.isReversed = true
      default: throw Failure(.unknownWord(String(word)))
      }
    }
    return look
  }

  private static func color(_ word: Substring?) throws(Failure) -> Color {
    guard let word else { throw Failure(.noColor) }
    guard let color = Color(word: word) else { throw Failure(.unknownColor(String(word))) }
    return color
  }
}
