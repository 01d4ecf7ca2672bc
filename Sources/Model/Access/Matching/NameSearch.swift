/// A search for a text that fits wildcard patterns in a given combination.
///
///     a*   *b            ab
///     *    but not n*    new is excluded, so another text is found
///
/// All patterns are matched against the same text at the same time, so the answer is exact: a text is
/// found if one exists, unless the search is abandoned.
struct NameSearch {
  typealias Token = WildcardPattern.Token

  /// Texts that fit one of `patterns`, or none of them.
  struct Scope {
    var patterns: [[Token]]
    var isNegated: Bool
  }

  /// The result of the search.
  enum Answer: Equatable {
    case found(String)
    /// There is no such text.
    case none
    /// The search was abandoned.
    case unknown
  }

  /// Each of them must contain the text in one of its scopes.
  private let requirements: [[Scope]]
  private let beginning: String
  /// Whether a text can be used.
  private let accepts: (String) -> Bool

  /// The patterns of `requirements`, one after another, each with an end.
  private let tokens: [Token]
  /// The places of each pattern in `tokens`, the last of which is its end.
  private let places: [ClosedRange<Int>]
  /// Whether the rest of a pattern, from each place, can fit a text without a colon.
  private let canEnd: [Bool]
  /// The numbers of the patterns of each scope, in the order of `requirements`.
  private let numbered: [[(patterns: [Int], isNegated: Bool)]]

  /// The maximum number of steps; each step moves one position in one pattern.
  private static let maximumSteps = 1 << 18
  private static let end = Token(1024)
  private static let longest = 512

  /// Creates a search for a text that begins with `beginning` and for which `accepts` returns true.
  init(
    _ requirements: [[Scope]], after beginning: String, accepts: @escaping (String) -> Bool
  ) {
    self.requirements = requirements
    self.beginning = beginning
    self.accepts = accepts
    var numbers: [[Token]: Int] = [:]
    var tokens: [Token] = []
    var places: [ClosedRange<Int>] = []
    numbered = requirements.map { scopes in
      scopes.map { scope in
        let patterns = scope.patterns.map { pattern -> Int in
          if let known = numbers[pattern] { return known }
          let start = tokens.count
          tokens += pattern + [Self.end]
          places.append(start...(tokens.count - 1))
          numbers[pattern] = places.count - 1
          return places.count - 1
        }
        return (patterns, scope.isNegated)
      }
    }
    self.tokens = tokens
    self.places = places
    var canEnd = [Bool](repeating: true, count: tokens.count)
    for place in tokens.indices.dropLast().reversed() where tokens[place] != Self.end {
      canEnd[place] = canEnd[place + 1] && tokens[place] != WildcardPattern.colon
    }
    self.canEnd = canEnd
  }

  /// A text without `beginning`; a readable one if replacing wildcards with `fillers` gives one.
  func find(fillers: [String]) -> Answer {
    let start = beginning.utf8.reduce(State(self)) { $0.reading($1, in: self) }
    for text in readable(fillers) where fits(text, from: start) && accepts(text) {
      return .found(text)
    }
    return explore(from: start)
  }

  private func fits(_ text: String, from start: State) -> Bool {
    text.utf8.reduce(start) { $0.reading($1, in: self) }.fits(self)
  }

  // MARK: Readable texts

  private static let maximumSeeds = 16

  /// Texts of patterns that have something in common, with each filler for their wildcards.
  private func readable(_ fillers: [String]) -> [String] {
    let start = beginning.utf8.map(Token.init)
    var seeds = [start + [WildcardPattern.star]]
    for scopes in requirements {
      var next: [[Token]] = []
      for scope in scopes.prefix(Self.maximumSeeds) {
        if scope.isNegated {
          next += seeds
          continue
        }
        for pattern in scope.patterns.prefix(Self.maximumSeeds) where pattern.count < 256 {
          next += seeds.compactMap { common($0, pattern) }
        }
      }
      seeds = Array(next.uniqued.prefix(Self.maximumSeeds))
    }
    return fillers.flatMap { filler in
      seeds.filter { $0.starts(with: start) }.map {
        WildcardPattern.text(of: $0.dropFirst(start.count), filler: filler)
      }
    }
  }

  /// A pattern for the texts that both match: the narrower one if the other covers it.
  private func common(_ left: [Token], _ right: [Token]) -> [Token]? {
    let (mine, others) = (
      WildcardPattern(tokens: left, ignoresCase: false),
      WildcardPattern(tokens: right, ignoresCase: false)
    )
    if others.covers(mine) { return left }
    return mine.covers(others) ? right : WildcardPattern.intersection(left, right)
  }

  // MARK: All texts

  /// Tries the shortest texts first. Texts after which the patterns are at the same positions need
  /// not be distinguished, unless one of them cannot be used.
  private func explore(from start: State) -> Answer {
    guard start.canFit(self) else { return .none }
    let first = explore(from: start, visits: 1)
    if first.isRefused, first.isCut, first.answer == .none {
      let second = explore(from: start, visits: 64)
      return second.isCut && second.answer == .none ? .unknown : second.answer
    }
    return first.answer
  }

  /// Tries up to `visits` texts after which the patterns are at the same places. `isRefused` says that
  /// one could not be used, and `isCut` that there are more.
  private func explore(
    from start: State, visits: Int
  ) -> (answer: Answer, isRefused: Bool, isCut: Bool) {
    let letters = letters
    var seen: [State: Int] = [start: 1]
    var queue: [(state: State, text: [UInt8])] = [(start, [])]
    var budget = Self.maximumSteps
    var (isRefused, isCut) = (false, false)
    var next = 0
    while next < queue.count {
      let (state, text) = queue[next]
      next += 1
      guard text.count < Self.longest else {
        isCut = true
        continue
      }
      for letter in letters {
        budget -= state.size
        if budget <= 0 { return (.unknown, isRefused, true) }
        let reached = state.reading(letter, in: self)
        guard reached.canFit(self) else { continue }
        guard seen[reached, default: 0] < visits else {
          isCut = true
          continue
        }
        seen[reached, default: 0] += 1
        let longer = text + [letter]
        if reached.fits(self) {
          let found = String(decoding: longer, as: UTF8.self)
          if accepts(found) { return (.found(found), isRefused, isCut) }
          isRefused = true
        }
        queue.append((reached, longer))
      }
    }
    return (.none, isRefused, isCut)
  }

  /// The characters that patterns contain, and one more that represents all others. The names and paths
  /// that are searched for contain no colon.
  private var letters: [UInt8] {
    let known = Set(tokens.filter { $0 < 128 }.map { UInt8($0) })
    let plain = Array("xyzqwkjvabcdefghilmnoprstu0123456789".utf8)
    return (plain.filter { !known.contains($0) }.prefix(1) + known.sorted())
      .filter { $0 > 32 && $0 < 127 && $0 != UInt8(ascii: ":") }
  }

  /// The places that the patterns can have reached.
  private struct State: Hashable {
    private var words: [UInt64]

    init(_ search: NameSearch) {
      words = [UInt64](repeating: 0, count: (search.tokens.count + 63) / 64)
      for places in search.places { add(places.lowerBound, search) }
    }

    /// The cost of continuing from it.
    var size: Int { words.reduce(words.count) { $0 + $1.nonzeroBitCount } }

    private func contains(_ place: Int) -> Bool { words[place / 64] & 1 << UInt64(place % 64) != 0 }

    private mutating func add(_ place: Int, _ search: NameSearch) {
      var place = place
      while true {
        words[place / 64] |= 1 << UInt64(place % 64)
        guard WildcardPattern.isStar(search.tokens[place]) else { return }
        place += 1
      }
    }

    /// The places after one more byte.
    func reading(_ byte: UInt8, in search: NameSearch) -> State {
      var result = self
      for index in result.words.indices { result.words[index] = 0 }
      for (index, word) in words.enumerated() {
        var rest = word
        while rest != 0 {
          let place = index * 64 + rest.trailingZeroBitCount
          rest &= rest - 1
          let token = search.tokens[place]
          if token == WildcardPattern.segmentStar, Token(byte) == WildcardPattern.colon { continue }
          if WildcardPattern.isStar(token) {
            result.add(place, search)
          } else if token == WildcardPattern.one || token == Token(byte) {
            result.add(place + 1, search)
          }
        }
      }
      return result
    }

    /// Whether the text so far is a result.
    func fits(_ search: NameSearch) -> Bool {
      satisfies(search) {
        contains(search.places[$0].upperBound)
      } ifNegated: {
        contains(search.places[$0].upperBound)
      }
    }

    /// Whether this text, or a longer one, can be a result.
    func canFit(_ search: NameSearch) -> Bool {
      satisfies(search) { number in
        search.places[number].contains { search.canEnd[$0] && contains($0) }
      } ifNegated: { number in
        // A `*` at the end matches everything that follows.
        let end = search.places[number].upperBound
        return end > search.places[number].lowerBound && contains(end - 1)
          && search.tokens[end - 1] == WildcardPattern.star
      }
    }

    private func satisfies(
      _ search: NameSearch, _ isIn: (Int) -> Bool, ifNegated isSurelyIn: (Int) -> Bool
    ) -> Bool {
      search.numbered.allSatisfy { scopes in
        scopes.contains { scope in
          scope.isNegated
            ? !scope.patterns.contains(where: isSurelyIn) : scope.patterns.contains(where: isIn)
        }
      }
    }
  }
}
