/// The session tags that the trust policy of a role allows.
///
///     no Allow of sts:TagSession                              none
///     ForAllValues:StringEquals  aws:TagKeys         project  project only
///     StringEquals               aws:RequestTag/env  dev      env=dev, and any other key
///     Deny  Null  aws:RequestTag/env  false                   any but env
///
/// Session tags override the role's own. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
struct SessionTags: Sendable {
  /// Whether it allows any.
  let areAllowed: Bool
  /// The allowed keys, in lower case; nil for any.
  private var keys: Set<String>?
  /// The patterns of the allowed values, by key in lower case; empty for a tag that is not allowed.
  private var values: [String: [String]] = [:]
  /// The keys of `values` that every session has.
  private var forced: Set<String> = []

  static let any = SessionTags(areAllowed: true)
  static let none = SessionTags(areAllowed: false)

  private init(areAllowed: Bool) { self.areAllowed = areAllowed }

  private static let action = "sts:TagSession"
  private static let assuming = [
    "sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity",
  ]

  /// Reads a trust policy; nil if it is not in the evidence.
  init(_ trust: PolicyDocument?) {
    guard let trust else {
      self = .any
      return
    }
    let allows = trust.statements.filter { $0.effect == .allow && $0.covers(Self.action) }
    self.init(areAllowed: !allows.isEmpty)
    guard areAllowed,
      trust.statements.contains(where: { $0.conditions.contains(where: Self.testsTags) })
    else { return }
    let denials = trust.statements.filter {
      $0.effect == .deny && $0.covers(Self.action)
        && $0.principals?.list.contains(where: \.isEveryone) == true
    }
    readKeys(allows, denials)
    let conditions = (allows + denials).flatMap(\.conditions)
    let named = conditions.compactMap(Self.key)
    let listed = conditions.filter { $0.key.lowercased() == "aws:tagkeys" }.flatMap(\.values)
      .map { $0.lowercased() }.filter(TagExamples.isKey)
    for key in (named + listed).uniqued where keys?.contains(key) != false {
      readValues(of: key, allows, denials, trust)
    }
  }

  private static func testsTags(_ condition: Condition) -> Bool {
    key(condition) != nil || condition.key.lowercased() == "aws:tagkeys"
  }

  /// The key of the tag in the condition, in lower case.
  private static func key(_ condition: Condition) -> String? {
    let key = condition.key.lowercased()
    let prefix = TagChange.requestPrefix.lowercased()
    return key.hasPrefix(prefix) ? String(key.dropFirst(prefix.count)) : nil
  }

  private mutating func readKeys(_ allows: [Statement], _ denials: [Statement]) {
    func listed(_ statement: Statement, isNegated: Bool) -> Set<String>? {
      let lists = statement.conditions.compactMap { condition -> Set<String>? in
        guard condition.key.lowercased() == "aws:tagkeys", let form = condition.form,
          form.isNegated == isNegated,
          form.quantifier == (isNegated ? .forAnyValue : .forAllValues),
          [.stringEquals, .stringEqualsIgnoreCase, .stringLike].contains(form.comparison),
          condition.values.allSatisfy({ !$0.contains { "*?$".contains($0) } })
        else { return nil }
        return Set(condition.values.map { $0.lowercased() })
      }
      return lists.first
    }
    let allowed = allows.map { listed($0, isNegated: false) }
    if allowed.allSatisfy({ $0 != nil }) {
      keys = allowed.reduce(into: []) { $0.formUnion($1 ?? []) }
    }
    for denial in denials where denial.conditions.count == 1 {
      guard let listedKeys = listed(denial, isNegated: true) else { continue }
      keys = keys?.intersection(listedKeys) ?? listedKeys
    }
  }

  private mutating func readValues(
    of key: String, _ allows: [Statement], _ denials: [Statement], _ trust: PolicyDocument
  ) {
    func conditions(_ statement: Statement) -> [TagCondition] {
      statement.conditions.filter { Self.key($0) == key }.map {
        TagCondition(condition: $0, hasVariables: trust.hasVariables)
      }
    }
    let context = RequestContext()
    let examples = TagExamples(of: (allows + denials).flatMap(conditions).uniqued, in: context)
    guard examples.isWhole else { return }
    func isPassed(_ value: String) -> Bool {
      func holds(_ statement: Statement) -> Truth {
        statement.conditions.lazy.map { condition in
          if Self.key(condition) == key {
            return TagCondition(condition: condition, hasVariables: trust.hasVariables)
              .holds(value, in: context)
          }
          return Self.holds(condition, passing: key)
        }.all
      }
      return allows.contains { holds($0) != .no } && !denials.contains { holds($0) == .yes }
    }
    let passed = examples.values.filter(isPassed)
    if passed.isEmpty {
      values[key] = []
      return
    }
    // Values that are in no condition are allowed, so all values are.
    if examples.values.suffix(2).contains(where: passed.contains) { return }
    var patterns: [String] = []
    for condition in allows.flatMap(conditions) {
      guard let form = condition.condition.form, !form.isNegated else { continue }
      guard form.comparison == .stringEquals || form.comparison == .stringLike else { return }
      patterns += condition.condition.values.map { value in
        WildcardPattern.text(
          of: WildcardPattern(
            value, wildcards: form.comparison == .stringLike,
            variablesFrom: trust.hasVariables ? context : nil
          ).tokens)
      }
    }
    patterns = patterns.uniqued.filter { text in
      text.contains { "*?".contains($0) } || isPassed(text)
    }
    guard !patterns.isEmpty else { return }
    values[key] = patterns
    let starting = trust.statements.filter {
      $0.effect == .allow && Self.assuming.contains(where: $0.covers)
    }
    let isForced = starting.allSatisfy { statement in
      conditions(statement).contains { $0.holds(nil, in: context) == .no }
    }
    if isForced, !starting.isEmpty { forced.insert(key) }
  }

  /// Whether a condition is met in a call that passes the tag `key`, and possibly others.
  private static func holds(_ condition: Condition, passing key: String) -> Truth {
    guard condition.key.lowercased() == "aws:tagkeys", let form = condition.form else {
      return .unknown
    }
    var context = RequestContext()
    context["aws:TagKeys"] = .values([key])
    let folded = Condition(
      operatorName: condition.operatorName, key: condition.key,
      values: condition.values.map { $0.lowercased() })
    let alone = folded.evaluate(in: context)
    // Further keys do not change these results.
    switch form.quantifier {
    case .forAnyValue: return alone == .yes ? .yes : .unknown
    case .forAllValues: return alone == .no ? .no : .unknown
    case nil: return form.comparison == .null ? alone : .unknown
    }
  }

  /// Whether a session can have exactly these session tags.
  func canHave(_ tags: [Tag]) -> Bool {
    if tags.isEmpty { return forced.isEmpty }
    let given = Set(tags.map { $0.key.lowercased() })
    return areAllowed && forced.isSubset(of: given)
      && tags.allSatisfy { tag in
        let key = tag.key.lowercased()
        guard keys?.contains(key) != false else { return false }
        return values[key].map { $0.contains { WildcardPattern($0).match(tag.value) != .no } }
          ?? true
      }
  }

  /// Adds the known tags of a session to `context`, which contains those of the role.
  func addTags(to context: inout RequestContext) {
    let prefix = "aws:PrincipalTag/"
    if !areAllowed || keys != nil { context.close(prefix) }
    for key in keys ?? [] where context[prefix + key] == .absent {
      context[prefix + key] = .unknown
    }
    for (key, patterns) in values {
      let name = prefix + key
      if forced.contains(key) {
        context[name] = .fitting(patterns)
      } else if context[name] == .unknown {
        context[name] = patterns.isEmpty ? .absent : .fittingOrAbsent(patterns)
      }
    }
  }
}
