/// The search for a text that meets clauses about patterns.
///
///     fits    arn:aws:s3:::app-*                  arn:aws:s3:::app-x/y
///     or none of   app-s*, app-?                  is such a text
///
/// It is exact: all patterns are matched against the text together, byte by byte, and states that
/// were reached before are not visited again. A hostile set of patterns has very many states, so the
/// work is limited; beyond the limit, the answer is unknown.
struct TextSearch {
  typealias Token = WildcardPattern.Token

  /// The requirement for the text: at least one of `patterns` matches it, or none of them does.
  struct Scope {
    let patterns: [[Token]]
    var isNegated = false
  }

  /// The result of a search.
  enum Answer: Equatable {
    case found(String)
    case none
    /// The limit of the work was exceeded.
    case open
  }

  /// The distinct patterns.
  private var patterns: [[Token]] = []
  private var numbers: [[Token]: Int] = [:]
  /// The scopes to which each pattern belongs.
  private var scopesOfPattern: [[Int]] = []
  private var isNegated: [Bool] = []
  /// Scopes of which the text must meet one.
  private var clauses: [[Int]] = []
  /// Whether some clause has no scope at all, so that no text meets it.
  private var isImpossible = false

  /// Texts that `pattern` fits.
  init(_ pattern: [Token]) { require([Scope(patterns: [pattern])]) }

  /// Demands that the text meets one of `scopes`.
  mutating func require(_ scopes: [Scope]) {
    let clause = scopes.filter { $0.isNegated || !$0.patterns.isEmpty }
    if clause.contains(where: { $0.isNegated && $0.patterns.isEmpty }) { return }
    if clause.isEmpty { isImpossible = true }
    clauses.append(
      clause.map { scope in
        isNegated.append(scope.isNegated)
        for pattern in scope.patterns { add(pattern, to: isNegated.count - 1) }
        return isNegated.count - 1
      })
  }

  private mutating func add(_ pattern: [Token], to scope: Int) {
    if let number = numbers[pattern] {
      if scopesOfPattern[number].last != scope { scopesOfPattern[number].append(scope) }
      return
    }
    numbers[pattern] = patterns.count
    patterns.append(pattern)
    scopesOfPattern.append([scope])
  }

  /// The positions in each pattern that the text so far leads to: number, count, positions.
  private typealias State = [Int32]

  /// A text that meets all clauses. `budget` counts the positions that are visited.
  func example(_ budget: inout Int) -> Answer {
    if isImpossible { return .none }
    var start: State = []
    for (number, pattern) in patterns.enumerated() {
      append(closure([0], pattern), number, to: &start)
    }
    var states = [start]
    var parents: [(from: Int, byte: UInt8)] = [(0, 0)]
    var known: Set<State> = [start]
    // Those that were reached last come first: most patterns fit texts that are soon complete.
    var waiting = [0]
    while let place = waiting.popLast() {
      let state = states[place]
      budget -= state.count + 8
      if budget <= 0 { return .open }
      let (isMet, isLost) = evaluate(state)
      if isMet { return .found(text(to: place, parents)) }
      if !isLost {
        for byte in bytes(after: state) {
          budget -= state.count
          let next = step(state, byte)
          if !next.isEmpty, known.insert(next).inserted {
            waiting.append(states.count)
            states.append(next)
            parents.append((place, byte))
          }
        }
      }
    }
    return .none
  }

  private func text(to place: Int, _ parents: [(from: Int, byte: UInt8)]) -> String {
    var bytes: [UInt8] = []
    var place = place
    while place != 0 {
      bytes.append(parents[place].byte)
      place = parents[place].from
    }
    return String(decoding: bytes.reversed(), as: UTF8.self)
  }

  private func append(_ positions: [Int32], _ number: Int, to state: inout State) {
    guard !positions.isEmpty else { return }
    state.append(Int32(number))
    state.append(Int32(positions.count))
    state += positions
  }

  /// `positions`, and those after wildcards that can match nothing, in order.
  private func closure(_ positions: [Int32], _ pattern: [Token]) -> [Int32] {
    var result: [Int32] = []
    for position in positions {
      var next = Int(position)
      while true {
        if result.last.map({ $0 < Int32(next) }) ?? true { result.append(Int32(next)) }
        guard next < pattern.count, WildcardPattern.isStar(pattern[next]) else { break }
        next += 1
      }
    }
    return result
  }

  private func step(_ state: State, _ byte: UInt8) -> State {
    var next: State = []
    var place = 0
    while place < state.count {
      let (number, count) = (Int(state[place]), Int(state[place + 1]))
      let pattern = patterns[number]
      var positions: [Int32] = []
      for position in state[(place + 2)..<(place + 2 + count)] where position < pattern.count {
        let token = pattern[Int(position)]
        if WildcardPattern.isStar(token) {
          if token == WildcardPattern.segmentStar, byte == UInt8(ascii: ":") { continue }
          positions.append(position)
        } else if token == Token(byte) || token == WildcardPattern.one {
          positions.append(position + 1)
        }
      }
      append(closure(positions, pattern), number, to: &next)
      place += 2 + count
    }
    return next
  }

  /// The bytes that lead to different states; last one that no pattern names, which is tried first.
  private func bytes(after state: State) -> [UInt8] {
    // The first pattern must fit.
    guard let first = state.first, first == 0 else { return [] }
    let own = state[2..<(2 + Int(state[1]))].filter { $0 < patterns[0].count }
      .map { patterns[0][Int($0)] }
    if own.allSatisfy({ $0 <= 255 }) {
      return Set(own).map { UInt8(truncatingIfNeeded: $0) }.sorted()
    }
    var named: Set<UInt8> = []
    var place = 0
    while place < state.count {
      let (number, count) = (Int(state[place]), Int(state[place + 1]))
      for position in state[(place + 2)..<(place + 2 + count)]
      where position < patterns[number].count {
        let token = patterns[number][Int(position)]
        if token <= 255 { named.insert(UInt8(truncatingIfNeeded: token)) }
        if token == WildcardPattern.segmentStar { named.insert(UInt8(ascii: ":")) }
      }
      place += 2 + count
    }
    let other = Self.fillers.first { !named.contains($0) }
    return named.sorted() + (other.map { [$0] } ?? [])
  }

  /// Bytes for the open parts of patterns; digits are also valid in account IDs.
  private static let fillers = Array(
    "0123456789abcdefghijklmnopqrstuvwxyz-_ABCDEFGHIJKLMNOPQRSTUVWXYZ".utf8)

  /// Whether the text so far meets all clauses, and whether no longer text can.
  private func evaluate(_ state: State) -> (isMet: Bool, isLost: Bool) {
    var fits = [Bool](repeating: false, count: isNegated.count)
    var couldFit = fits
    var fitsOn = fits
    var place = 0
    while place < state.count {
      let (number, count) = (Int(state[place]), Int(state[place + 1]))
      let pattern = patterns[number]
      let positions = state[(place + 2)..<(place + 2 + count)]
      let isAtEnd = positions.last.map { Int($0) == pattern.count } ?? false
      let continues =
        pattern.last == WildcardPattern.star
        && positions.contains { Int($0) == pattern.count - 1 }
      for scope in scopesOfPattern[number] {
        couldFit[scope] = true
        if isAtEnd { fits[scope] = true }
        if continues { fitsOn[scope] = true }
      }
      place += 2 + count
    }
    let isMet = clauses.allSatisfy { $0.contains { fits[$0] != isNegated[$0] } }
    let isLost = clauses.contains { clause in
      clause.allSatisfy { isNegated[$0] ? fitsOn[$0] : !couldFit[$0] }
    }
    return (isMet, isLost)
  }
}
