/// The reach of one entry of a statement's `Resource`.
enum ResourceReach: Hashable {
  /// Every resource.
  case everything
  /// Every resource of the service, or of a type in it: `arn:aws:iam::*:policy/*`.
  case service(String)
  /// Some resources.
  case some

  /// Computes the reach of the entry `pattern`.
  ///
  /// Accounts have tens of thousands of entries and nearly all name a single resource, so those are
  /// recognized from their bytes before anything is built.
  init(_ pattern: String) {
    if pattern == "*" {
      self = .everything
      return
    }
    let pattern = ARNPattern.completed(pattern)
    guard pattern.utf8.last == UInt8(ascii: "*") else {
      self = .some
      return
    }
    let parts = pattern.utf8.split(
      separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6 else {
      self = ARNPattern(pattern).matchesEverything ? .everything : .some
      return
    }
    let isOfBucket = parts[2].elementsEqual("s3".utf8)
    guard ResourceReach.isWild(parts[5], kinds: isOfBucket ? 0 : 1) else {
      self = .some
      return
    }
    if ARNPattern(pattern).matchesEverything {
      self = .everything
    } else if ResourceReach.isAnywhere(parts[3]), ResourceReach.isAnywhere(parts[4]),
      let service = String(parts[2]), !service.isEmpty, !service.contains("*")
    {
      self = .service(service)
    } else {
      self = .some
    }
  }

  /// Whether a resource part consists of wildcards after at most `kinds` words that name the type.
  /// In ARNs of S3, the bucket name takes the place of the type.
  private static func isWild(_ resource: Substring.UTF8View, kinds: Int) -> Bool {
    var words = 0
    var hasWildcard = false
    for word in resource.split(whereSeparator: {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":")
    }) {
      if word.allSatisfy({ $0 == UInt8(ascii: "*") }) {
        hasWildcard = true
      } else if hasWildcard {
        return false
      } else {
        words += 1
      }
    }
    return hasWildcard && words <= kinds
  }

  /// Whether a region or account part is empty, a wildcard, or an account id; an id counts as
  /// that of the policy's own account.
  private static func isAnywhere(_ part: Substring.UTF8View) -> Bool {
    part.allSatisfy { $0 == UInt8(ascii: "*") }
      || (part.count == 12 && part.allSatisfy { (48...57).contains($0) })
  }
}

extension ResourceReach {
  /// Whether the entry `pattern` can cover all resources of a type in `account`; false is certain.
  ///
  /// Decided from the bytes: an entry that ends in a name, or names a region or another account,
  /// does not. A type with only one resource, such as the settings of an account, is named rather
  /// than covered.
  static func canCoverType(_ pattern: String, in account: String?) -> Bool {
    if pattern == "*" { return true }
    guard let last = pattern.utf8.last,
      isWildcard(last) || !pattern.utf8.contains(UInt8(ascii: ":"))
    else { return false }
    // A variable can be the account id.
    if pattern.utf8.contains(UInt8(ascii: "$")) { return true }
    let pattern = ARNPattern.completed(pattern)
    let parts = pattern.utf8.split(
      separator: UInt8(ascii: ":"), maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6 else { return true }
    if parts[3].contains(where: isLetterOrDigit) { return false }
    if let account, !parts[4].contains(where: isWildcard), !parts[4].isEmpty,
      !parts[4].elementsEqual(account.utf8)
    {
      return false
    }
    // In ARNs of S3, the bucket name takes the place of the type.
    let isOfBucket = parts[4].isEmpty && parts[2].elementsEqual("s3".utf8)
    let names = parts[5].split { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }
      .count { !$0.allSatisfy(isWildcard) }
    return names <= (isOfBucket ? 0 : maximumNames)
  }

  /// More than the fixed words in any ARN format of the catalogue, with room for a name.
  private static let maximumNames = 8

  private static func isWildcard(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    lowercasedByte(byte) >= UInt8(ascii: "a") && lowercasedByte(byte) <= UInt8(ascii: "z")
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}

extension Statement {
  /// Whether its resources can include all resources of a type in `account`.
  ///
  /// `NotResource` covers everything except some resources, so it includes all of most types.
  func canCoverType(in account: String?) -> Bool {
    switch resources {
    case nil: false
    case .allBut: true
    case .only(let patterns):
      patterns.contains { ResourceReach.canCoverType($0, in: account) }
    }
  }
}

extension Statement {
  /// The services in `partition` of which it covers all resources, such as with `arn:aws:s3:::*`;
  /// nil if it covers all services.
  package func servicesReachedWhole(in partition: String) -> [String]? {
    switch resources {
    case .allBut(let patterns):
      let isNothing = patterns.contains {
        ARNPattern.canMatch($0, in: partition) && ResourceReach($0) == .everything
      }
      return isNothing ? [] : nil
    case nil: return []
    case .only(let patterns):
      var services: [String] = []
      for pattern in patterns where ARNPattern.canMatch(pattern, in: partition) {
        switch ResourceReach(pattern) {
        case .everything: return nil
        case .service(let service): if !services.contains(service) { services.append(service) }
        case .some: continue
        }
      }
      return services
    }
  }

  /// Whether it covers all resources except some (`NotResource`).
  package var excludesSome: Bool {
    if case .allBut = resources { true } else { false }
  }
}
