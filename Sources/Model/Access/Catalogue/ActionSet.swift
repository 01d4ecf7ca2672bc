/// A set of actions: bits for those in the catalogue, patterns for unknown ones.
///
///     s3:Get*, fancy:Do*     bits 14,201 … 14,260;  beyond: s3:Get*, fancy:Do*
///
/// Patterns are kept because AWS adds actions daily: `s3:Get*` also allows actions that are not in
/// the catalogue yet. Bit operations keep evaluation fast with thousands of roles.
public struct ActionSet: Sendable {
  /// Not reference counted, because several threads copy millions of sets. A catalogue lives as
  /// long as the process.
  unowned(unsafe) let catalogue: ActionCatalogue
  /// Words of 64 bits, by position. Empty words are omitted, because most statements contain few
  /// actions of services that are far apart.
  let words: [Word]
  let beyond: UnknownActions

  struct Word: Hashable, Sendable {
    var place: UInt16
    var bits: UInt64
  }

  /// The empty set.
  public init(in catalogue: ActionCatalogue = .bundled) {
    self.init(catalogue: catalogue, words: [], beyond: .none)
  }

  /// The actions that `Action` or `NotAction` covers; long lists are cached.
  public init(of scope: Statement.Scope, in catalogue: ActionCatalogue = .bundled) {
    if case .only(let patterns) = scope, patterns.count <= 8 {
      self.init(patterns: patterns, in: catalogue)
      return
    }
    self = catalogue.scopes.set(of: scope) {
      let listed = ActionSet(patterns: scope.patterns, in: catalogue)
      switch scope {
      case .only: return listed
      case .allBut: return ActionSet(patterns: ["*"], in: catalogue).subtracting(listed)
      }
    }
  }

  private init(patterns: [String], in catalogue: ActionCatalogue) {
    let known = patterns.map { Self.covered(by: $0, in: catalogue) }
    let beyond = UnknownActions(known.compactMap(\.beyond))
    if known.count == 1 {
      self.init(catalogue: catalogue, words: known[0].words, beyond: beyond)
      return
    }
    let all = known.flatMap(\.words).sorted { $0.place < $1.place }
    var words: [Word] = []
    for word in all {
      if words.last?.place == word.place {
        words[words.count - 1].bits |= word.bits
      } else {
        words.append(word)
      }
    }
    self.init(catalogue: catalogue, words: words, beyond: beyond)
  }

  /// The actions that one pattern covers, cached by its text.
  static func covered(by text: String, in catalogue: ActionCatalogue) -> ScopeCache.Pattern {
    catalogue.scopes.pattern(text) { pattern(text, in: catalogue) }
  }

  private static func pattern(
    _ text: String, in catalogue: ActionCatalogue
  ) -> ScopeCache.Pattern {
    let pattern = ActionPattern(text)
    let isKnown = pattern.isLiteral && catalogue.knows(action: text)
    return ScopeCache.Pattern(
      words: words(of: pattern.indices(in: catalogue).sorted()), beyond: isKnown ? nil : pattern)
  }

  /// The words with the bits of `indices`, which ascend.
  static func words(of indices: [Int]) -> [Word] {
    var words: [Word] = []
    for index in indices {
      let (place, bit) = (UInt16(index / 64), UInt64(1) << UInt64(index % 64))
      if words.last?.place == place {
        words[words.count - 1].bits |= bit
      } else {
        words.append(Word(place: place, bits: bit))
      }
    }
    return words
  }

  init(catalogue: ActionCatalogue, words: [Word], beyond: UnknownActions) {
    self.catalogue = catalogue
    self.words = words
    self.beyond = beyond
  }

  /// Whether it contains no action, known or unknown.
  public var isEmpty: Bool { beyond.isNone && count == 0 }

  /// The number of actions of the catalogue.
  public var count: Int { words.reduce(0) { $0 + $1.bits.nonzeroBitCount } }

  /// Whether it contains the action `service:Action`, known or unknown.
  public func contains(_ action: String) -> Bool {
    if let index = catalogue.index(ofAction: action) { return contains(index: index) }
    return beyond.contains(action)
  }

  /// Whether it contains the action of `service`.
  public func contains(service: String, action: String) -> Bool {
    contains(service + ":" + action)
  }

  /// Whether it contains all actions of the service; for an unknown service, whether it contains
  /// `service:*`.
  public func coversAll(ofService service: String) -> Bool {
    guard let index = catalogue.index(ofService: service) else {
      return beyond.covers(ActionPattern(service + ":*"))
    }
    return catalogue.services[index].actions.allSatisfy(contains(index:))
  }

  /// Whether it contains all actions of the catalogue.
  public var coversAll: Bool { count == catalogue.count }

  /// The actions of the catalogue, written `service:Action`, in the catalogue's order.
  public var names: [String] { indices.map(catalogue.name(of:)) }

  /// The patterns that match unknown actions.
  public var unknownPatterns: [String] { beyond.texts }

  func contains(index: Int) -> Bool { bits(at: index / 64) & 1 << UInt64(index % 64) != 0 }

  /// The bits of the word at `place`; zero if the word is omitted.
  private func bits(at place: Int) -> UInt64 {
    var (low, high) = (0, words.count)
    while low < high {
      let middle = (low + high) / 2
      if words[middle].place < place { low = middle + 1 } else { high = middle }
    }
    return low < words.count && words[low].place == place ? words[low].bits : 0
  }

  var indices: [Int] {
    var result: [Int] = []
    for word in words {
      var rest = word.bits
      while rest != 0 {
        result.append(Int(word.place) * 64 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return result
  }
}
