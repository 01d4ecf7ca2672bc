/// A text in which `*` matches any characters and `?` any single character.
///
///     Get*Object?     G e t ⟨any⟩ O b j e c t ⟨one⟩
///
/// Matching never backtracks further than the last `*`, so no pattern, however hostile, takes more
/// than length times length steps. Policy variables (`${aws:username}`) are kept as tokens that can
/// match anything: `match` then returns `possible`. `${*}`, `${?}` and `${$}` are these characters
/// themselves. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
public struct WildcardPattern: Hashable, Sendable {
  /// Whether a text matches.
  public enum Match: Int, Hashable, Sendable, Comparable {
    case no
    /// It depends on the value of a policy variable.
    case possible
    case yes

    public static func < (left: Match, right: Match) -> Bool { left.rawValue < right.rawValue }
  }

  /// A byte of the text, or one of the codes below.
  typealias Token = UInt16
  static let colon = Token(UInt8(ascii: ":"))
  static let star: Token = 256
  static let one: Token = 257
  static let variable: Token = 258
  /// A `*` inside a part of an ARN, which does not match a colon.
  static let segmentStar: Token = 259

  private(set) var tokens: [Token]
  let ignoresCase: Bool
  let hasVariables: Bool

  /// Parses `text`.
  ///
  /// Only policies of version 2012-10-17 have variables; in others, `${` is plain text.
  public init(_ text: String, ignoringCase: Bool = false, variables: Bool = false) {
    self.init(
      text, ignoringCase: ignoringCase, variablesFrom: variables ? RequestContext() : nil)
  }

  init(tokens: [Token], ignoresCase: Bool) {
    self.tokens = tokens
    self.ignoresCase = ignoresCase
    hasVariables = tokens.contains(Self.variable)
  }

  /// Whether it consists of `*` only, and so matches every text.
  public var matchesEverything: Bool { tokens == [Self.star] }

  /// Whether it contains neither wildcards nor variables.
  public var isLiteral: Bool { !tokens.contains { $0 > 255 } }

  /// Whether `text` matches: for all values of variables, for some, or not at all.
  public func match(_ text: String) -> Match {
    var text = text
    return text.withUTF8 { bytes in
      guard hasVariables else { return matches(bytes, variablesMatch: false) ? .yes : .no }
      return matches(bytes, variablesMatch: true) ? .possible : .no
    }
  }

  /// Whether `text` matches for all values of variables.
  public func matches(_ text: String) -> Bool { match(text) == .yes }

  /// Whether it matches every text that `other` matches.
  ///
  /// False may be wrong, true is certain: a `?` here does not cover a `*` there, and a variable
  /// covers only itself.
  public func covers(_ other: WildcardPattern) -> Bool {
    Self.run(tokens, over: other.tokens) { token, candidate in
      token == candidate || (token == Self.one && candidate < 128)
    }
  }

  func matches(_ text: UnsafeBufferPointer<UInt8>, variablesMatch: Bool) -> Bool {
    var (pattern, position) = (0, 0)
    var (starPattern, starPosition) = (-1, 0)
    var (segmentPattern, segmentPosition) = (-1, 0)
    while true {
      if pattern < tokens.count {
        let token = tokens[pattern]
        if token == Self.star || (token == Self.variable && variablesMatch) {
          (starPattern, starPosition) = (pattern, position)
          segmentPattern = -1
          pattern += 1
          continue
        }
        if token == Self.segmentStar {
          (segmentPattern, segmentPosition) = (pattern, position)
          pattern += 1
          continue
        }
        if position < text.count {
          let byte = ignoresCase ? lowercasedByte(text[position]) : text[position]
          if token == Self.one {
            position = Self.afterCharacter(text, position)
            pattern += 1
            continue
          }
          if token == Token(byte) {
            position += 1
            pattern += 1
            continue
          }
        }
      } else if position == text.count {
        return true
      }
      if segmentPattern >= 0, segmentPosition < text.count,
        text[segmentPosition] != UInt8(ascii: ":")
      {
        segmentPosition += 1
        (pattern, position) = (segmentPattern + 1, segmentPosition)
      } else if starPattern >= 0, starPosition < text.count {
        starPosition += 1
        segmentPattern = -1
        (pattern, position) = (starPattern + 1, starPosition)
      } else {
        return false
      }
    }
  }

  /// A character can have several bytes; those after the first are 10xxxxxx.
  private static func afterCharacter(_ text: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    var end = start + 1
    while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
    return end
  }

  private static func run(
    _ tokens: [Token], over text: [Token], fits: (Token, Token) -> Bool
  ) -> Bool {
    var (pattern, position) = (0, 0)
    var (starPattern, starPosition) = (-1, 0)
    while true {
      if pattern < tokens.count, tokens[pattern] == star {
        (starPattern, starPosition) = (pattern, position)
        pattern += 1
      } else if pattern < tokens.count, position < text.count,
        fits(tokens[pattern], text[position])
      {
        pattern += 1
        position += 1
      } else if pattern == tokens.count, position == text.count {
        return true
      } else if starPattern >= 0, starPosition < text.count {
        starPosition += 1
        (pattern, position) = (starPattern + 1, starPosition)
      } else {
        return false
      }
    }
  }
}
