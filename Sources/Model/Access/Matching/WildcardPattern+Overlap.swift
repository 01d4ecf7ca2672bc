extension WildcardPattern {
  /// Whether a text can match both.
  ///
  /// False is certain. A variable counts as `*`, so true can be wrong if there is one. Row by row,
  /// `reachable[j]` states whether the first `i` tokens here and `j` there can match the same text.
  func overlaps(_ other: WildcardPattern) -> Bool {
    let (left, right) = (tokens, other.tokens)
    if other.isLiteral, !left.contains(Self.nothing) {
      let bytes = right.map { UInt8(truncatingIfNeeded: $0) }
      return bytes.withUnsafeBufferPointer { matches($0, variablesMatch: true) }
    }
    var reachable = [Bool](repeating: false, count: right.count + 1)
    reachable[0] = true
    for column in right.indices where Self.isStar(right[column]) {
      reachable[column + 1] = reachable[column]
    }
    for token in left {
      var next = [Bool](repeating: false, count: right.count + 1)
      next[0] = Self.isStar(token) && reachable[0]
      for (column, candidate) in right.enumerated() {
        if Self.isStar(token) || Self.isStar(candidate) {
          next[column + 1] = reachable[column + 1] || next[column]
        } else if reachable[column] {
          next[column + 1] =
            token == candidate && token != Self.nothing || token == Self.one
            || candidate == Self.one
        }
      }
      reachable = next
    }
    return reachable[right.count]
  }

  static func isStar(_ token: Token) -> Bool {
    token == star || token == segmentStar || token == variable
  }
}
