/// An entry of `Resource` or `NotResource`: an ARN with wildcards, or `*`.
///
///     arn:aws:s3:::reports-*/2026/?
///
/// Each of the first five segments is matched separately, except that AWS lets a `*` at the end of
/// a segment match across colons, and also a `*` before the first colon, where the text is not an
/// ARN. In the resource part, `*` matches any characters, including colons and slashes. An ARN with
/// fewer than six segments is completed with `*`. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.
public struct ARNPattern: Hashable, Sendable {
  /// The entry as written.
  public let text: String
  /// Nil if the text has no wildcard: most entries name one resource and are compared as text.
  private let pattern: WildcardPattern?
  private let knowsVariables: Bool

  /// Creates the entry `text`; `variables` says whether the policy version supports variables.
  public init(_ text: String, variables: Bool = true) {
    let whole = Self.completed(text)
    if Self.isPlain(whole) {
      self.init(text: text, pattern: nil, knowsVariables: variables)
      return
    }
    self.init(
      text, tokens: WildcardPattern(whole, variables: variables).tokens, variables: variables)
  }

  private init(_ text: String, tokens: [WildcardPattern.Token], variables: Bool) {
    var tokens = tokens
    var colons = 0
    for index in tokens.indices where colons < 5 {
      if tokens[index] == WildcardPattern.colon {
        colons += 1
      } else if colons > 0, tokens[index] == WildcardPattern.star, index + 1 < tokens.count,
        tokens[index + 1] != WildcardPattern.colon
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

  /// Completes an entry: `arn:aws:sqs` becomes `arn:aws:sqs:*:*:*`. Other texts and ARNs with six
  /// segments are unchanged, except if a wildcard covers region and account:
  /// `arn:aws:lambda:*:function:a`.
  static func completed(_ text: String) -> String {
    guard text.utf8.starts(with: "arn:".utf8) else { return text }
    var colons = 0
    var isInVariable = false
    var last: UInt8 = 0
    var beforeAccount: UInt8 = 0
    var hasLetters = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: ":"), !isInVariable {
        colons += 1
        if colons == 4 { beforeAccount = last }
      } else if colons == 4 {
        hasLetters = hasLetters || (97...122).contains(lowercasedByte(byte))
      }
      if byte == UInt8(ascii: "{"), last == UInt8(ascii: "$") { isInVariable = true }
      if byte == UInt8(ascii: "}") { isInVariable = false }
      last = byte
    }
    if colons >= 5, beforeAccount == UInt8(ascii: "*"), hasLetters { return withAnyAccount(text) }
    return colons < 5 ? text + String(repeating: ":*", count: 5 - colons) : text
  }

  /// Inserts `*` for the account. An account is digits or one of a few words, so any other word is
  /// part of the resource, and the wildcard before it covers region and account.
  private static func withAnyAccount(_ text: String) -> String {
    var parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, !["aws", "cloudfront"].contains(parts[4]), !parts[4].contains("$")
    else {
      return text
    }
    parts.insert("*", at: 4)
    return parts.joined(separator: ":")
  }

  private static func isPlain(_ text: String) -> Bool {
    !text.utf8.contains {
      $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "$")
    }
  }

  /// Whether the entry `text` can match a resource of `partition`; `arn:aws-cn:s3:::*` matches none
  /// in `aws`.
  package static func canMatch(_ text: String, in partition: String) -> Bool {
    guard text.utf8.starts(with: "arn:".utf8) else { return true }
    let rest = text.utf8.dropFirst(4)
    if rest.starts(with: partition.utf8),
      rest.dropFirst(partition.utf8.count).first == UInt8(ascii: ":")
    {
      return true
    }
    let segment = String(rest.prefix { $0 != UInt8(ascii: ":") }) ?? ""
    return segment.utf8.contains(UInt8(ascii: "$")) || WildcardPattern(segment).matches(partition)
  }

  /// Whether it matches every resource of the partitions that it names: `*`, `**`, `arn:*`,
  /// `arn:aws:*`, `arn:*:*:*:*:*`. Entries of other partitions are excluded before, see `canMatch`.
  public var matchesEverything: Bool {
    let text = Self.completed(text)
    guard text.utf8.last == UInt8(ascii: "*") else { return false }
    if pattern?.matchesEverything ?? false { return true }
    let parts = text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    return parts.count > 1 && parts[0] == "arn" && text.hasSuffix("*")
      && parts.dropFirst().enumerated().allSatisfy { index, part in
        part.allSatisfy { $0 == "*" } && !part.isEmpty
          || index == 0 && part.hasPrefix("aws") && (parts.count > 2 || part == "aws*")
      }
  }

  /// A copy in which the variables with a known value in `context` are replaced by their values.
  func resolved(in context: RequestContext) -> ARNPattern {
    guard hasVariables, knowsVariables else { return self }
    return ARNPattern(
      text, tokens: WildcardPattern(Self.completed(text), variablesFrom: context).tokens,
      variables: true)
  }

  /// Whether it has a variable whose value is unknown.
  public var hasVariables: Bool { pattern?.hasVariables ?? false }

  /// Whether a resource can match both; false is certain, true is not if there are variables.
  public func overlaps(_ other: ARNPattern) -> Bool {
    switch (pattern, other.pattern) {
    case (nil, nil): text.utf8.elementsEqual(other.text.utf8)
    case (nil, let pattern?): pattern.match(text) != .no
    case (let pattern?, nil): pattern.match(other.text) != .no
    case (let mine?, let others?): Self.overlap(mine, others)
    }
  }

  /// Whether an ARN can match both patterns. The first five segments of an ARN contain no colons,
  /// so patterns with six segments are compared segment by segment.
  private static func overlap(_ left: WildcardPattern, _ right: WildcardPattern) -> Bool {
    let (mine, others) = (left.segments, right.segments)
    guard mine.count == 6, others.count == 6 else { return left.overlaps(right) }
    return zip(mine, others).allSatisfy { $0.overlaps($1) }
  }

  /// The text as tokens, with wildcards and variables, completed to six segments.
  var tokens: [WildcardPattern.Token] {
    pattern?.tokens ?? Self.completed(text).utf8.map { WildcardPattern.Token($0) }
  }

  /// The same, for comparison with the ARNs of resource types: no colon of theirs comes before the
  /// resource part, so that each earlier `*` extends to the end of its segment.
  var segmentTokens: [WildcardPattern.Token] {
    var tokens = self.tokens
    var colons = 0
    let ends = tokens.count { $0 == WildcardPattern.colon }
    guard ends >= 5, !matchesEverything else { return tokens }
    for index in tokens.indices where colons < 5 {
      if tokens[index] == WildcardPattern.colon {
        colons += 1
      } else if tokens[index] == WildcardPattern.star {
        tokens[index] = WildcardPattern.segmentStar
      }
    }
    return tokens
  }

  /// Its text with the values of its variables; nil if one has no known value.
  var writtenOut: String? {
    guard let pattern else { return text }
    let isKnown = !pattern.hasVariables && !isUnresolved
    return isKnown ? WildcardPattern.text(of: pattern.tokens) : nil
  }

  /// Whether it contains a variable without a value.
  var isUnresolved: Bool { pattern?.tokens.contains(WildcardPattern.nothing) ?? false }

  /// Whether it contains neither wildcards nor variables.
  public var isLiteral: Bool { pattern?.isLiteral ?? true }

  /// Whether the resource `arn` matches.
  public func match(_ arn: String) -> WildcardPattern.Match {
    pattern?.match(arn) ?? (text.utf8.elementsEqual(arn.utf8) ? .yes : .no)
  }

  /// Whether it matches every resource that `other` matches; false is not certain.
  public func covers(_ other: ARNPattern) -> Bool {
    if matchesEverything { return true }
    guard let pattern else {
      return other.pattern == nil && text.utf8.elementsEqual(other.text.utf8)
    }
    return other.pattern.map(pattern.covers) ?? (pattern.match(other.text) == .yes)
  }

  /// Whether it matches every resource whose ARN begins with `example`: `arn:aws:s3:::*` matches
  /// all that begin with `arn:aws:s3:::`.
  public func coversAll(beginning example: String) -> Bool {
    covers(ARNPattern(example + "*", variables: false))
  }
}
