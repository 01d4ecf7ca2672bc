/// The account IDs for which a text can match a pattern.
extension WildcardPattern {
  /// The IDs, each after one of `prefixes`; nil if there are more than `maximum`.
  ///
  ///     arn:aws*:iam::123456789012:role/*   after arn:aws:iam::   123456789012
  ///     arn:aws:iam::*:role/x               after arn:aws:iam::   nil
  ///
  /// `isContinued` states whether a colon and any text follow the ID. The pattern is read as an
  /// automaton whose states are the positions in it, so that the cost is proportional to its length.
  func accountIDs(after prefixes: [String], isContinued: Bool, maximum: Int = 20) -> [String]? {
    let alive = statesAlive(isContinued: isContinued)
    var found: Set<String> = []
    for prefix in prefixes {
      var start = closure([0])
      for byte in prefix.utf8 where !start.isEmpty { start = step(start, byte) }
      guard add(start, "", alive, &found, maximum) else { return nil }
    }
    return found.sorted()
  }

  /// Adds the IDs that begin with `digits`; false if there are too many.
  private func add(
    _ states: [Int], _ digits: String, _ alive: [[Bool]], _ found: inout Set<String>, _ maximum: Int
  ) -> Bool {
    let missing = Self.digitCount - digits.utf8.count
    let states = states.filter { alive[missing][$0] }
    if states.isEmpty { return true }
    if missing == 0 {
      found.insert(digits)
      return found.count <= maximum
    }
    return Self.digits.allSatisfy { digit in
      let next = digits + String(UnicodeScalar(digit))
      return add(step(states, digit), next, alive, &found, maximum)
    }
  }

  private static let digitCount = 12
  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")

  /// For each number of digits that are missing, the states from which they and the rest of the text
  /// can reach the end of the pattern.
  private func statesAlive(isContinued: Bool) -> [[Bool]] {
    // Any text reaches the end from there.
    let free = (tokens.lastIndex(of: Self.nothing) ?? -1) + 1
    var last = [Bool](repeating: !isContinued, count: tokens.count + 1)
    for (state, token) in tokens.enumerated().reversed() {
      let isColon = token == Self.colon || token == Self.one
      last[state] =
        Self.isStar(token)
        ? last[state + 1] || isContinued && token != Self.segmentStar && state >= free
        : isContinued && isColon && state + 1 >= free
    }
    var alive = [last]
    for missing in 0..<Self.digitCount {
      var next = [Bool](repeating: false, count: tokens.count + 1)
      for (state, token) in tokens.enumerated().reversed() {
        let isDigit = token == Self.one || Self.digits.contains { Token($0) == token }
        next[state] =
          Self.isStar(token)
          ? next[state + 1] || alive[missing][state] : isDigit && alive[missing][state + 1]
      }
      alive.append(next)
    }
    return alive
  }

  /// The states after `byte`.
  private func step(_ states: [Int], _ byte: UInt8) -> [Int] {
    let byte = ignoresCase ? lowercasedByte(byte) : byte
    var next: [Int] = []
    for state in states where state < tokens.count {
      switch tokens[state] {
      case Self.star, Self.variable: next.append(state)
      case Self.segmentStar: if byte != UInt8(ascii: ":") { next.append(state) }
      case Self.one, Token(byte): next.append(state + 1)
      default: continue
      }
    }
    return closure(next)
  }

  /// `states`, which ascend, and those that are reached from them without a byte.
  private func closure(_ states: [Int]) -> [Int] {
    var reached: [Int] = []
    for var state in states where reached.last.map({ $0 < state }) ?? true {
      reached.append(state)
      while state < tokens.count, Self.isStar(tokens[state]) {
        state += 1
        reached.append(state)
      }
    }
    return reached
  }
}
