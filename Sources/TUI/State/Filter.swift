import Checklist
import Model
import Platform

/// The filter of a list: terms that must all match.
///
///     status:undecided severity:>=high !kind:role deploy
///     └ a status                       └ not     └ a word, anywhere, in any case
struct Filter: Hashable, Sendable {
  /// The filter as typed.
  let text: String
  /// The terms, all of which must match.
  let terms: [Term]
  /// The error in the first invalid term; invalid terms are ignored. Nil if all are valid.
  let errorMessage: String?

  /// A condition, possibly negated.
  struct Term: Hashable, Sendable {
    let condition: FilterCondition
    let isNegated: Bool
  }

  static let none = Filter("")

  /// The keys that a term can start with.
  static let keys = [
    "status", "severity", "kind", "outcome", "section", "item", "policy", "tag", "owner",
  ]

  /// Parses a filter; while it is being typed, it can end in the middle of a term.
  init(_ text: String) {
    self.text = text
    var terms: [Term] = []
    var errorMessage: String?
    for word in text.split(separator: " ") {
      let isNegated = word.hasPrefix("!")
      let body = isNegated ? word.dropFirst() : word
      guard !body.isEmpty else { continue }
      do throws(FilterError) {
        if let condition = try FilterCondition(body) {
          terms.append(Term(condition: condition, isNegated: isNegated))
        }
      } catch {
        errorMessage = errorMessage ?? error.message
      }
    }
    self.terms = terms
    self.errorMessage = errorMessage
  }

  /// Whether the filter matches everything.
  var isEmpty: Bool { terms.isEmpty }

  /// Whether all terms match.
  func admits(_ row: some Filterable) -> Bool {
    terms.allSatisfy { $0.condition.holds(for: row) != $0.isNegated }
  }
}

/// The properties of a row that a filter can test.
protocol Filterable {
  func contains(_ word: SearchWord) -> Bool
  func has(_ status: ReviewStatus) -> Bool
  func hasSeverity(in severities: [Severity]) -> Bool
  func isOfKind(_ kind: Subject.Kind) -> Bool
  func hasOutcome(_ outcome: Outcome) -> Bool
  func hasTag(_ word: SearchWord) -> Bool
  /// Whether the row is about a policy whose name contains the word.
  func concerns(policy word: SearchWord) -> Bool
  func isOf(item word: SearchWord) -> Bool
  func isIn(_ sections: [Section]) -> Bool
  func hasOwner(_ word: SearchWord) -> Bool
}

/// One condition of a filter.
enum FilterCondition: Hashable, Sendable {
  case word(SearchWord)
  case status([ReviewStatus])
  case severity([Severity])
  case kind([Subject.Kind])
  case outcome([Outcome])
  case tag(SearchWord)
  case policy(SearchWord)
  case item(SearchWord)
  case section([Section])
  case owner(SearchWord)

  func holds(for row: some Filterable) -> Bool {
    switch self {
    case .word(let word): row.contains(word)
    case .status(let wanted): wanted.contains { row.has($0) }
    case .severity(let wanted): row.hasSeverity(in: wanted)
    case .kind(let wanted): wanted.contains { row.isOfKind($0) }
    case .outcome(let wanted): wanted.contains { row.hasOutcome($0) }
    case .tag(let word): row.hasTag(word)
    case .policy(let word): row.concerns(policy: word)
    case .item(let word): row.isOf(item: word)
    case .section(let wanted): row.isIn(wanted)
    case .owner(let word): row.hasOwner(word)
    }
  }
}

/// An invalid term.
struct FilterError: Error, Hashable, Sendable {
  let message: String
}

extension FilterCondition {
  /// Parses `key:value` or a plain word; nil if the value is not typed yet.
  ///
  /// Actions and ARNs contain colons too (`s3:GetObject`), so a service prefix is not a key. Text in
  /// quotes is a plain word in any case.
  init?(_ text: Substring) throws(FilterError) {
    if text.hasPrefix("\"") {
      let quoted = text.dropFirst()
      self = .word(SearchWord(String(quoted.hasSuffix("\"") ? quoted.dropLast() : quoted)))
      return
    }
    guard let colon = text.firstIndex(of: ":") else {
      self = .word(SearchWord(String(text)))
      return
    }
    let value = String(text[text.index(after: colon)...])
    switch text[..<colon].lowercased() {
    case "status":
      guard let found = try Self.choices(value, of: "status", { $0.spellings }, ReviewStatus.self)
      else { return nil }
      self = .status(found)
    case "kind":
      guard let found = try Self.choices(value, of: "kind", { [$0.rawValue] }, Subject.Kind.self)
      else { return nil }
      self = .kind(found)
    case "outcome":
      guard let found = try Self.choices(value, of: "outcome", { [$0.rawValue] }, Outcome.self)
      else { return nil }
      self = .outcome(found)
    case "severity":
      guard let found = try Self.severities(value) else { return nil }
      self = .severity(found)
    case "section":
      guard let found = try Self.choices(value, of: "section", { [$0.rawValue] }, Section.self)
      else { return nil }
      self = .section(found)
    case let key where Self.named[key] != nil:
      guard !value.isEmpty, let make = Self.named[key] else { return nil }
      self = make(SearchWord(value))
    case let key where Self.isText(key): self = .word(SearchWord(String(text)))
    case let key:
      throw FilterError(
        message: "unknown field \(key); "
          + (key.nearest(among: Filter.keys).map { "did you mean \($0)?" }
            ?? "quote text that contains a colon"))
    }
  }

  /// Whether a text can begin with `key` and a colon: a service prefix, or what is no name at all.
  private static func isText(_ key: String) -> Bool {
    ["arn", "aws", "http", "https"].contains(key) || ActionCatalogue.bundled.knows(service: key)
      || !key.allSatisfy { $0.isASCII && $0.isLetter }
  }

  /// The keys whose value is part of a name.
  private static let named: [String: @Sendable (SearchWord) -> FilterCondition] = [
    "tag": { .tag($0) }, "policy": { .policy($0) }, "item": { .item($0) },
    "owner": { .owner($0) },
  ]

  /// The values that a list such as `fail,manual` selects, each by its first letters.
  private static func choices<Value: CaseIterable>(
    _ text: String, of key: String, _ spellings: (Value) -> [String], _: Value.Type
  ) throws(FilterError) -> [Value]? {
    var found: [Value] = []
    for part in text.split(separator: ",") {
      let wanted = part.lowercased()
      let all = Array(Value.allCases)
      let exact = all.filter { spellings($0).contains { $0.lowercased() == wanted } }
      let matching =
        exact.isEmpty
        ? all.filter { spellings($0).contains { $0.lowercased().hasPrefix(wanted) } } : exact
      guard !matching.isEmpty else {
        let known = all.compactMap { spellings($0).first }.joined(separator: ", ")
        throw FilterError(message: "\(key): unknown value \(part); known values: \(known)")
      }
      found += matching
    }
    return found.isEmpty ? nil : found
  }

  /// The severities that `high`, `>=high`, `<medium` or `high,critical` select; more severe is
  /// greater.
  private static func severities(_ text: String) throws(FilterError) -> [Severity]? {
    for sign in [">=", "<=", ">", "<"] where text.hasPrefix(sign) {
      let name = String(text.dropFirst(sign.count))
      guard let bounds = try choices(name, of: "severity", { [$0.rawValue] }, Severity.self)
      else { return nil }
      return Severity.allCases.filter { severity in
        bounds.contains { bound in
          switch sign {
          case ">=": severity.rank <= bound.rank
          case "<=": severity.rank >= bound.rank
          case ">": severity.rank < bound.rank
          default: severity.rank > bound.rank
          }
        }
      }
    }
    return try choices(text, of: "severity", { [$0.rawValue] }, Severity.self)
  }
}
