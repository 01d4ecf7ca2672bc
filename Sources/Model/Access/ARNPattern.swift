/// An entry of `Resource` or `NotResource`: an ARN with wildcards, or `*`.
///
///     arn:aws:s3:::reports-*/2026/?
///
/// The first five segments match within their colons, except that a `*` at the end of a segment
/// reaches further, as AWS documents, and so does one before the first colon, where the text is no
/// ARN; over the resource part a `*` fits anything, colons and slashes too. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html.
public struct ARNPattern: Hashable, Sendable {
  /// The entry as written.
  public let text: String
  /// Nil where the text is all: most entries name one resource, and are compared as they are.
  private let pattern: WildcardPattern?
  private let knowsVariables: Bool

  /// The entry `text`, in a policy that has variables or not.
  public init(_ text: String, variables: Bool = true) {
    if Self.isPlain(text) {
      self.init(text: text, pattern: nil, knowsVariables: variables)
      return
    }
    self.init(
      text, tokens: WildcardPattern(text, variables: variables).tokens, variables: variables)
  }

  private init(_ text: String, tokens: [WildcardPattern.Token], variables: Bool) {
    var tokens = tokens
    let colon = WildcardPattern.Token(UInt8(ascii: ":"))
    var colons = 0
    for index in tokens.indices where colons < 5 {
      if tokens[index] == colon {
        colons += 1
      } else if colons > 0, tokens[index] == WildcardPattern.star, index + 1 < tokens.count,
        tokens[index + 1] != colon
      {
        tokens[index] = WildcardPattern.segmentStar
      }
    }
    self.init(
      text: text, pattern: WildcardPattern(tokens: tokens, ignoresCase: false),
      knowsVariables: variables)
  }

  private init(text: String, pattern: WildcardPattern?, knowsVariables: Bool) {
    self.text = text
    self.pattern = pattern
    self.knowsVariables = knowsVariables
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.utf8.contains {
      $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "$")
    }
  }

  /// Whether it fits every resource: `*`, `**`, `arn:*`, `arn:aws:*`, `arn:*:*:*:*:*`.
  public var matchesEverything: Bool {
    guard text.utf8.last == UInt8(ascii: "*") else { return false }
    if pattern?.matchesEverything ?? false { return true }
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count > 1 && parts[0] == "arn" && text.hasSuffix("*")
      && parts.dropFirst().enumerated().allSatisfy { index, part in
        part.allSatisfy { $0 == "*" } && !part.isEmpty
          || index == 0 && part.hasPrefix("aws") && (parts.count > 2 || part == "aws*")
      }
  }

  /// The same with the values of variables that `context` knows.
  func resolved(in context: RequestContext) -> ARNPattern {
    guard hasVariables, knowsVariables else { return self }
    return ARNPattern(
      text, tokens: WildcardPattern(text, variablesFrom: context).tokens, variables: true)
  }

  /// Whether it has a variable whose value is not known.
  public var hasVariables: Bool { pattern?.hasVariables ?? false }

  /// Whether some resource may fit both: no is certain, yes is not where variables stand.
  public func overlaps(_ other: ARNPattern) -> Bool {
    switch (pattern, other.pattern) {
    case (nil, nil): text.utf8.elementsEqual(other.text.utf8)
    case (nil, let pattern?): pattern.match(text) != .no
    case (let pattern?, nil): pattern.match(other.text) != .no
    case (let mine?, let others?): mine.overlaps(others)
    }
  }

  /// Whether it has neither wildcards nor variables.
  public var isLiteral: Bool { pattern?.isLiteral ?? true }

  /// Whether the resource `arn` fits.
  public func match(_ arn: String) -> WildcardPattern.Match {
    pattern?.match(arn) ?? (text.utf8.elementsEqual(arn.utf8) ? .yes : .no)
  }

  /// Whether every resource that `other` fits fits this too; it may say no where that is so.
  public func covers(_ other: ARNPattern) -> Bool {
    if matchesEverything { return true }
    guard let pattern else {
      return other.pattern == nil && text.utf8.elementsEqual(other.text.utf8)
    }
    return other.pattern.map(pattern.covers) ?? (pattern.match(other.text) == .yes)
  }

  /// Whether it fits every resource of the kind that `example` begins: `arn:aws:s3:::` is fitted
  /// whole by `arn:aws:s3:::*`.
  public func coversAll(beginning example: String) -> Bool {
    covers(ARNPattern(example + "*", variables: false))
  }
}
