/// An entry of `Resource` or `NotResource`, split into segments for comparison with ARN forms.
struct ResourceEntry: Sendable {
  /// The partition, service, region and account; empty if the entry is not an ARN.
  private let segments: [WildcardPattern]
  private let resource: WildcardPattern
  private let slashes: Int
  /// Whether it matches every resource: `*`, or an ARN of wildcards.
  private let fitsEverything: Bool
  /// Whether it matches the text `*`, on which actions without resources are evaluated.
  let fitsNoResource: Bool

  init(_ pattern: ARNPattern) {
    fitsEverything = pattern.matchesEverything
    fitsNoResource = pattern.match(RequestResource.none.text) == .yes
    let parts = WildcardPattern(tokens: pattern.tokens, ignoresCase: false).segments
    let isARN = parts.count == 6 && parts[0].matches("arn")
    segments = isARN ? Array(parts[1...4]) : []
    resource = isARN ? parts[5] : WildcardPattern(segment: pattern.tokens[...])
    slashes = resource.tokens.count { $0 == WildcardPattern.Token(UInt8(ascii: "/")) }
  }

  /// The part of the ARNs of `shape` that it matches. A variable without a value can match some
  /// ARNs, but never all.
  func part(of shape: ARNShape, partition: String) -> Part {
    if fitsEverything { return .whole }
    guard segments.count == 4, segments[0].part(of: partition) != .none else { return .none }
    let service = segments[1].part(of: shape.service)
    guard service != .none else { return .none }
    let region =
      shape.region == "*"
      ? segments[2].part(ofRegionsIn: partition) : segments[2].part(of: shape.region)
    let account = segments[3].part(of: shape.account)
    return min(service, region, account, partOfNames(shape))
  }

  private func partOfNames(_ shape: ARNShape) -> Part {
    if resource.covers(shape.resource) { return .whole }
    if let maximum = shape.slashes, slashes > maximum { return .none }
    return resource.overlaps(shape.resource) ? .some : .none
  }
}

extension WildcardPattern {
  /// The segments of an ARN, at most six. The first five contain no colon, so each `*` matches to
  /// the end of its segment.
  var segments: [WildcardPattern] {
    tokens.split(
      separator: Token(UInt8(ascii: ":")), maxSplits: 5, omittingEmptySubsequences: false
    ).map { WildcardPattern(segment: $0) }
  }

  /// A segment of an ARN, in which each `*` matches to the end.
  fileprivate init(segment: ArraySlice<Token>) {
    self.init(
      tokens: segment.map { $0 == Self.segmentStar ? Self.star : $0 }, ignoresCase: false)
  }

  /// The part of `text` that matches: `*` means any text, everything else is literal.
  fileprivate func part(of text: String) -> Part {
    if text == "*" {
      return tokens.allSatisfy { $0 == Self.star } && !tokens.isEmpty ? .whole : .some
    }
    switch match(text) {
    case .yes: return .whole
    case .possible: return .some
    case .no: return .none
    }
  }

  /// The part of the partition's regions that match, including a region that AWS could add: `*-*-*`
  /// is all.
  fileprivate func part(ofRegionsIn partition: String) -> Part {
    if tokens.isEmpty { return .none }
    if tokens.allSatisfy({ $0 == Self.star }) { return .whole }
    let partition = Partition.named(partition)
    return (partition.regions + [partition.futureRegion]).allSatisfy { match($0) == .yes }
      ? .whole : .some
  }
}
