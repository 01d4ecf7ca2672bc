extension WildcardPattern {
  /// A pattern for texts that match both `left` and `right`; nil if no text does.
  ///
  ///     function:dev-*   *:*-api     function:dev-*-api
  ///
  /// It may not match all such texts. The cost is proportional to the product of both lengths,
  /// which callers limit. Unknown variables count as `*`.
  static func intersection(_ left: [Token], _ right: [Token]) -> [Token]? {
    let columns = right.count + 1
    // Whether the remainders of both patterns can end together.
    var ends = [Bool](repeating: false, count: (left.count + 1) * columns)
    for i in (0...left.count).reversed() {
      for j in (0...right.count).reversed() {
        ends[i * columns + j] =
          i == left.count && j == right.count
          || moves(left, right, i, j).contains { ends[$0.i * columns + $0.j] }
      }
    }
    guard ends[0] else { return nil }
    var (i, j) = (0, 0)
    var result: [Token] = []
    while i < left.count || j < right.count {
      guard let move = moves(left, right, i, j).first(where: { ends[$0.i * columns + $0.j] }) else {
        return nil
      }
      if let token = move.token, !(token == star && result.last == star) { result.append(token) }
      (i, j) = (move.i, move.j)
    }
    return result
  }

  private struct Move {
    /// The token of the text at this position; nil for none.
    var token: Token?
    var i: Int
    var j: Int
  }

  private static func moves(_ left: [Token], _ right: [Token], _ i: Int, _ j: Int) -> [Move] {
    let a = i < left.count ? left[i] : nil
    let b = j < right.count ? right[j] : nil
    if a == nothing || b == nothing { return [] }
    switch (a.map(isStar) ?? false, b.map(isStar) ?? false) {
    case (true, true):
      let token = a == segmentStar || b == segmentStar ? segmentStar : star
      return [Move(token: token, i: i + 1, j: j), Move(token: token, i: i, j: j + 1)]
    case (true, false):
      let absorbed = b.flatMap { a == segmentStar && $0 == colon ? nil : $0 }
      return (absorbed.map { [Move(token: $0, i: i, j: j + 1)] } ?? [])
        + [Move(token: nil, i: i + 1, j: j)]
    case (false, true):
      let absorbed = a.flatMap { b == segmentStar && $0 == colon ? nil : $0 }
      return (absorbed.map { [Move(token: $0, i: i + 1, j: j)] } ?? [])
        + [Move(token: nil, i: i, j: j + 1)]
    case (false, false):
      guard let a, let b, a == b || a == one || b == one else { return [] }
      return [Move(token: a == one ? b : a, i: i + 1, j: j + 1)]
    }
  }

  /// `tokens` as text, with `filler` for each wildcard.
  static func text(of tokens: some Sequence<Token>, filler: String? = nil) -> String {
    let bytes = tokens.flatMap { token -> [UInt8] in
      switch token {
      case star, segmentStar, variable: Array((filler ?? "*").utf8)
      case one: [UInt8(ascii: filler == nil ? "?" : "x")]
      default: [UInt8(truncatingIfNeeded: token)]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
