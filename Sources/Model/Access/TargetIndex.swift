/// Finds the names that a statement's resources may fit without trying all of them.
///
/// ARNs in the order of their bytes: those that begin with a pattern's literal beginning stand
/// side by side.
struct TargetIndex: Sendable {
  private let sorted: [(arn: [UInt8], place: Int)]

  init(_ arns: [String]) {
    sorted = arns.enumerated().map { (Array($0.element.utf8), $0.offset) }
      .sorted { $0.arn.lexicographicallyPrecedes($1.arn) }
  }

  /// The places of those that one of `patterns` may fit; nil where one has no literal beginning.
  func places(maybeIn patterns: some Sequence<String>) -> [Int]? {
    var result: [Int] = []
    for pattern in patterns {
      let prefix = Self.literalPrefix(of: pattern)
      // Shorter than this, it tells no name from another.
      guard prefix.count > 12 else { return nil }
      var (low, high) = (0, sorted.count)
      while low < high {
        let middle = (low + high) / 2
        if sorted[middle].arn.lexicographicallyPrecedes(prefix) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      while low < sorted.count, sorted[low].arn.starts(with: prefix) {
        result.append(sorted[low].place)
        low += 1
      }
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
