/// An entry of `Resource` or `NotResource`, segment by segment, to be held against forms of ARNs.
struct ResourceEntry: Sendable {
  /// Partition, service, region and account; empty for what is no ARN.
  private let segments: [WildcardPattern]
  private let resource: WildcardPattern
  private let slashes: Int
  /// Whether it fits every resource, written `*` or as an ARN of wildcards.
  private let fitsEverything: Bool
  /// Whether it fits the text `*`, on which actions without resources are judged.
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

  /// How much of the ARNs of `shape` it fits. A variable without a value may fit, and never all.
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
    if let most = shape.slashes, slashes > most { return .none }
    return resource.overlaps(shape.resource) ? .some : .none
  }
}

extension WildcardPattern {
  /// The segments of an ARN, at most six: no colon of a real one comes before the resource part, so
  /// that each `*` reaches to the end of its segment.
  var segments: [WildcardPattern] {
    tokens.split(
      separator: Token(UInt8(ascii: ":")), maxSplits: 5, omittingEmptySubsequences: false
    ).map { WildcardPattern(segment: $0) }
  }

  /// A segment of an ARN, in which each `*` reaches to its end.
  fileprivate init(segment: ArraySlice<Token>) {
    self.init(
      tokens: segment.map { $0 == Self.segmentStar ? Self.star : $0 }, ignoresCase: false)
  }

  /// How much of what `text` stands for fits: `*` is anything, all else is itself.
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

  /// How many of the partition's regions fit, one that AWS could add among them: `*-*-*` is all.
  fileprivate func part(ofRegionsIn partition: String) -> Part {
    if tokens.isEmpty { return .none }
    if tokens.allSatisfy({ $0 == Self.star }) { return .whole }
    let partition = Partition.named(partition)
    return (partition.regions + [partition.futureRegion]).allSatisfy { match($0) == .yes }
      ? .whole : .some
  }
}
