import Checklist
import Model
import Platform

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
  case statement(SearchWord)
  case decision(DecisionField, FilterText)
  case date(DecisionDate, FilterDate)
  /// The terms of a saved filter.
  case saved([Filter.Term])

  /// A text of a decision.
  enum DecisionField: String, CaseIterable, Hashable, Sendable {
    case note, owner, ticket, author
  }

  /// A date of a decision.
  enum DecisionDate: String, CaseIterable, Hashable, Sendable {
    case due, expires, decided
  }

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
    case .statement(let word): row.hasStatement(with: word)
    case .decision(let field, let text): row.hasDecision { text.matches($0.text(of: field)) }
    case .date(let date, let bounds):
      row.hasDecision { decision in
        decision.day(of: date).map { bounds.contains($0, today: row.today) } ?? false
      }
    case .saved(let terms): terms.allSatisfy { $0.condition.holds(for: row) != $0.isNegated }
    }
  }
}

extension FilterCondition {
  /// Parses `key:value` or a plain word; nil if the value is not typed yet.
  ///
  /// Actions and ARNs contain colons too (`s3:GetObject`), so a service prefix is not a key. Text in
  /// quotes is a plain word in any case.
  init?(_ text: Substring, saved: [String: String] = [:]) throws(FilterError) {
    if text.hasPrefix("\"") {
      self = .word(SearchWord(Self.unquoted(text)))
      return
    }
    guard let colon = text.firstIndex(of: ":") else {
      self = .word(SearchWord(String(text)))
      return
    }
    let value = Self.unquoted(text[text.index(after: colon)...])
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
    case "saved":
      guard let condition = try Self.savedTerms(value, saved) else { return nil }
      self = condition
    case let key where DecisionDate(rawValue: key) != nil:
      guard let date = DecisionDate(rawValue: key), let bounds = try FilterDate(value, of: key)
      else { return nil }
      self = .date(date, bounds)
    case let key where DecisionField(rawValue: key) != nil:
      guard let field = DecisionField(rawValue: key), !value.isEmpty, value != "=" else {
        return nil
      }
      self = .decision(field, FilterText(value))
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
    "statement": { .statement($0) },
  ]

  /// The text without the quotes at its ends; the closing one can be missing while it is typed. An
  /// equals sign before the quotes is kept.
  private static func unquoted(_ text: Substring) -> String {
    let sign = text.hasPrefix("=\"") ? "=" : ""
    let quoted = text.dropFirst(sign.count)
    guard quoted.hasPrefix("\"") else { return String(text) }
    let inner = quoted.dropFirst()
    return sign + (inner.hasSuffix("\"") ? inner.dropLast() : inner)
  }

  /// The terms of a saved filter; nil while its name is being typed.
  private static func savedTerms(
    _ name: String, _ saved: [String: String]
  ) throws(FilterError) -> FilterCondition? {
    guard !name.isEmpty else { return nil }
    guard let text = saved[name] else {
      if saved.keys.contains(where: { $0.hasPrefix(name) }) { return nil }
      let nearest = name.nearest(among: saved.keys.sorted()).map { "did you mean \($0)?" }
      throw FilterError(
        message: "no saved filter \(name); " + (nearest ?? ":filters lists saved filters"))
    }
    // A saved filter cannot contain another one, so that none contains itself.
    let filter = Filter(text)
    if let message = filter.errorMessage ?? filter.missing {
      throw FilterError(message: "saved filter \(name): \(message)")
    }
    return .saved(filter.terms)
  }

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
