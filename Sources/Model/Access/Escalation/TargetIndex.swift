/// Finds the names that a statement's resources can match without trying all of them.
///
/// The ARNs are sorted by bytes, so those with the same literal beginning are adjacent. A rank is
/// an index in that order.
struct TargetIndex: Sendable {
  private let arns: [[UInt8]]
  /// The original index for each rank.
  fileprivate let places: [Int]
  /// The rank for each original index.
  fileprivate let ranks: [Int]

  init(_ names: [String]) {
    let sorted = names.enumerated().map { (arn: Array($0.element.utf8), place: $0.offset) }
      .sorted { $0.arn.lexicographicallyPrecedes($1.arn) }
    arns = sorted.map(\.arn)
    places = sorted.map(\.place)
    var ranks = [Int](repeating: 0, count: names.count)
    for (rank, place) in places.enumerated() { ranks[place] = rank }
    self.ranks = ranks
  }

  /// The ranks of the names that one of `patterns` can match; nil if one has no literal beginning.
  fileprivate func ranks(possiblyMatching patterns: [String]) -> [Range<Int>]? {
    var result: [Range<Int>] = []
    for pattern in patterns {
      let prefix = Self.literalPrefix(of: pattern)
      // A shorter prefix does not distinguish names.
      guard prefix.count > 12 else { return nil }
      let start = arns.firstIndex(from: 0) { !$0.lexicographicallyPrecedes(prefix) }
      let end = arns.firstIndex(from: start) { !$0.starts(with: prefix) }
      if start < end { result.append(start..<end) }
    }
    return result.uniqued
  }

  /// The bytes before the first wildcard or variable.
  private static func literalPrefix(of pattern: String) -> [UInt8] {
    Array(
      pattern.utf8.prefix {
        $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "$")
      })
  }
}

/// A subset of the names in an index.
struct TargetList: Sendable {
  /// In the order of the evidence.
  let all: [Int]
  private let index: TargetIndex
  /// The ranks of all of them, sorted.
  private let ranks: [Int]

  init(_ all: [Int], in index: TargetIndex) {
    self.all = all
    self.index = index
    ranks = all.map { index.ranks[$0] }.sorted()
  }

  var isEmpty: Bool { all.isEmpty }

  /// The members that one of `patterns` can match, if that narrows them down; found lazily.
  func possibleMatches(in patterns: [String]?) -> TargetSequence {
    guard let patterns, let wanted = index.ranks(possiblyMatching: patterns) else {
      return TargetSequence(pieces: [all[...]])
    }
    var pieces: [ArraySlice<Int>] = []
    for range in wanted {
      let start = ranks.firstIndex(from: 0) { $0 >= range.lowerBound }
      let end = ranks.firstIndex(from: start) { $0 >= range.upperBound }
      if end - start == all.count { return TargetSequence(pieces: [all[...]]) }
      if start < end { pieces.append(ranks[start..<end]) }
    }
    return TargetSequence(pieces: pieces, places: index.places)
  }
}

/// Targets in sequence; a target that several patterns match occurs once.
struct TargetSequence: Sequence {
  fileprivate let pieces: [ArraySlice<Int>]
  /// The original index for each rank in `pieces`; nil if `pieces` contains original indices.
  fileprivate var places: [Int]?

  func makeIterator() -> some IteratorProtocol<Int> {
    let places = places
    var seen: Set<Int> = []
    let isOne = pieces.count < 2
    return pieces.joined().lazy.filter { isOne || seen.insert($0).inserted }
      .map { places?[$0] ?? $0 }.makeIterator()
  }
}

extension Array {
  /// The first index from `start` for which `predicate` is true; it must be true for all later ones.
  fileprivate func firstIndex(from start: Int, where predicate: (Element) -> Bool) -> Int {
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
