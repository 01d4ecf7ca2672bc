/// Finds the principals that a statement's resources may name without trying all of them.
///
/// ARNs in the order of their bytes: those that begin with a pattern's literal beginning stand
/// side by side.
struct TargetIndex: Sendable {
  private let sorted: [(arn: [UInt8], subject: Int)]

  init(_ subjects: [AccessSubject]) {
    sorted = subjects.enumerated().map { (Array($0.element.arn.description.utf8), $0.offset) }
      .sorted { $0.arn.lexicographicallyPrecedes($1.arn) }
  }

  /// The subjects that one of `patterns` may fit; nil where one fits without a literal beginning.
  func subjects(maybeIn patterns: [ARNPattern]) -> [Int]? {
    var result: [Int] = []
    for pattern in patterns {
      let prefix = pattern.literalPrefix
      // Shorter than this, it tells no principal from another.
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
        result.append(sorted[low].subject)
        low += 1
      }
    }
    return result.uniqued
  }
}

extension ARNPattern {
  /// The bytes before the first wildcard or variable.
  var literalPrefix: [UInt8] {
    var result: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "$") {
        break
      }
      result.append(byte)
    }
    return result
  }
}
