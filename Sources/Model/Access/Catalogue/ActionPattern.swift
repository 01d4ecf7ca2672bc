/// An entry of `Action` or `NotAction`: `s3:Get*`, `*`, `iam:PassRole`.
///
/// Service and action names ignore case. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html.
public struct ActionPattern: Hashable, Sendable {
  /// The entry as written.
  public let text: String
  private let whole: WildcardPattern

  /// Creates the entry `text`.
  public init(_ text: String) {
    self.text = text
    whole = WildcardPattern(text, ignoringCase: true)
  }

  /// Whether it covers every action of every service: `*`, `**`, `*:*`.
  public var matchesEverything: Bool {
    whole.matchesEverything
      || whole.tokens == [WildcardPattern.star, Token(UInt8(ascii: ":")), WildcardPattern.star]
  }

  /// Whether it is a single action without wildcards.
  public var isLiteral: Bool { whole.isLiteral }

  /// Whether it matches the action `service:Action`.
  public func matches(_ action: String) -> Bool { whole.matches(action) }

  /// Whether it matches every action that `other` matches.
  func covers(_ other: ActionPattern) -> Bool {
    matchesEverything || whole.covers(other.whole)
  }

  private typealias Token = WildcardPattern.Token

  /// The actions of `catalogue` that it matches.
  func indices(in catalogue: ActionCatalogue) -> [Int] {
    if matchesEverything { return Array(catalogue.entries.indices) }
    guard let colon = whole.tokens.firstIndex(of: Token(UInt8(ascii: ":"))) else {
      return catalogue.entries.indices.filter { matches(catalogue.name(of: $0)) }
    }
    let service = Array(whole.tokens[..<colon])
    let action = WildcardPattern(tokens: Array(whole.tokens[(colon + 1)...]), ignoresCase: true)
    return services(fitting: service, in: catalogue).flatMap { index -> [Int] in
      let range = catalogue.services[index].actions
      if action.matchesEverything { return Array(range) }
      if action.isLiteral {
        return catalogue.index(
          ofAction: action.tokens.map { UInt8(truncatingIfNeeded: $0) }, service: index
        ).map { [$0] } ?? []
      }
      return catalogue.lowercased.withUnsafeBufferPointer { bytes in
        range.filter {
          action.matches(
            UnsafeBufferPointer(rebasing: bytes[catalogue.entries[$0].name]), variablesMatch: false)
        }
      }
    }
  }

  private func services(fitting tokens: [Token], in catalogue: ActionCatalogue) -> [Int] {
    let pattern = WildcardPattern(tokens: tokens, ignoresCase: true)
    if pattern.isLiteral {
      let name = String(decoding: tokens.map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
      return catalogue.index(ofService: name).map { [$0] } ?? []
    }
    return catalogue.services.indices.filter { pattern.matches(catalogue.services[$0].name) }
  }
}
