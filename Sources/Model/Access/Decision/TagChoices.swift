/// The conditions of a statement on tags.
struct TagRule: Hashable, Sendable {
  /// The prefix of the condition keys for tags of the principal.
  static let principalPrefix = "aws:PrincipalTag/"

  let isDeny: Bool
  let conditions: [Condition]
  let hasVariables: Bool

  /// The rules of `policies`, with the conditions that `isIncluded` selects.
  static func rules(
    of policies: [AppliedPolicy], _ isIncluded: (CompiledPolicy.Line, Condition) -> Bool
  ) -> [TagRule] {
    policies.flatMap { policy in
      policy.compiled.lines.compactMap { line in
        let conditions = line.conditions.filter { isIncluded(line, $0) }
        return conditions.isEmpty
          ? nil
          : TagRule(
            isDeny: line.effect == .deny, conditions: conditions,
            hasVariables: policy.document.hasVariables)
      }
    }.uniqued
  }

  /// The rule with the conditions that `isIncluded` selects; nil if there are none.
  func filtered(_ isIncluded: (Condition) -> Bool) -> TagRule? {
    let some = conditions.filter(isIncluded)
    return some.isEmpty
      ? nil : TagRule(isDeny: isDeny, conditions: some, hasVariables: hasVariables)
  }

  /// The rules of a trust policy.
  static func rules(of trust: PolicyDocument, _ isIncluded: (Condition) -> Bool) -> [TagRule] {
    trust.statements.compactMap { statement in
      let conditions = statement.conditions.filter(isIncluded)
      return conditions.isEmpty
        ? nil
        : TagRule(
          isDeny: statement.effect == .deny, conditions: conditions,
          hasVariables: trust.hasVariables)
    }
  }
}

/// Changes of tags with which Allows apply, or Denies do not.
///
///     Allow  StringEquals  aws:PrincipalTag/team  data      team = data
///     Allow  StringLike    aws:PrincipalTag/env   dev-*     env = dev-x
///     Deny   Null          aws:PrincipalTag/mfa   true      mfa = other
///     Deny   Null          aws:PrincipalTag/held  false     held removed
///
/// An Allow applies if all its conditions are met; a Deny does not if one of them is not met. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html.
struct TagChoices: Sendable {
  private var goals: [Goal] = []
  /// Whether the values are complete.
  private(set) var isWhole = true

  /// The maximum number of plans.
  private static let maximumPlans = 64
  /// The maximum number of ways to meet one statement.
  private static let maximumPerRule = 32
  /// The maximum number of tags of a user, role or session: see
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.
  private static let mostTags = 50

  /// Alternative sets of changes.
  struct Plans {
    var all: [[TagChange]] = []
    /// Whether they are complete.
    var isWhole = true
  }

  /// The ways to meet an Allow, or to avoid a Deny.
  private struct Goal: Hashable {
    let isDeny: Bool
    let parts: [Part]
  }

  /// The conditions of a statement on one tag.
  private struct Part: Hashable {
    let key: String
    let conditions: [TagCondition]
    /// Whether they are on the tags in a call, and not on tags that are set.
    let isOfCall: Bool
    /// The values that meet an Allow, or avoid a Deny.
    let options: [String?]
    /// Whether a call without the tag is sufficient.
    let isMetWithout: Bool
  }

  private let context: RequestContext

  /// Reads the conditions of `rules` on keys that begin with one of `keyPrefixes`, and those on the tags in
  /// a call; variables are resolved in `context`. `preferredValues` are more values to try.
  init(
    _ rules: [TagRule], keyPrefixes: [String], context: RequestContext,
    preferredValues: [(key: String, values: [String?])] = []
  ) {
    self.context = context
    let uses = rules.map { rule in
      (rule, rule.conditions.compactMap { Use($0, in: rule, keyPrefixes: keyPrefixes) })
    }
    var byKey: [String: [(use: Use, isDeny: Bool)]] = [:]
    for (rule, list) in uses {
      for use in list { byKey[use.key.lowercased(), default: []].append((use, rule.isDeny)) }
    }
    let preferred = Dictionary(
      preferredValues.map { ($0.key.lowercased(), $0.values) }, uniquingKeysWith: { $0 + $1 })
    var candidates: [String: Candidates] = [:]
    for (key, list) in byKey {
      let some = Candidates(list, preferred[key] ?? [], context)
      candidates[key] = some
      isWhole = isWhole && some.isWhole
    }
    for (rule, list) in uses { add(rule, list, candidates) }
    for (key, values) in preferredValues where TagExamples.isKey(key) {
      let options = (values + [TagExamples.other, nil]).uniqued
        .filter { $0.map(TagExamples.isValue) ?? true }
      goals.append(
        Goal(
          isDeny: true,
          parts: [
            Part(
              key: key, conditions: [], isOfCall: false, options: options, isMetWithout: false)
          ]))
    }
    addKeys(rules, candidates)
    goals = goals.uniqued
  }

  /// Whether no condition is on such a tag.
  var isEmpty: Bool { goals.isEmpty }

  /// A condition and its tag.
  private struct Use {
    let key: String
    let condition: TagCondition
    let isOfCall: Bool

    init?(_ condition: Condition, in rule: TagRule, keyPrefixes: [String]) {
      let whole = condition.key.lowercased()
      isOfCall = whole.hasPrefix(TagChange.requestPrefix.lowercased())
      guard
        let prefix = isOfCall
          ? TagChange.requestPrefix : keyPrefixes.first(where: { whole.hasPrefix($0.lowercased()) })
      else { return nil }
      key = String(condition.key.dropFirst(prefix.count))
      guard TagExamples.isKey(key) else { return nil }
      self.condition = TagCondition(condition: condition, hasVariables: rule.hasVariables)
    }
  }

  /// One value for each combination of results of the conditions on a tag: first those that avoid all
  /// Denies and meet most Allows.
  private struct Candidates {
    private(set) var values: [String?] = []
    private(set) var isWhole: Bool
    /// The results of all conditions, by value.
    private var answers: [String?: [Truth]] = [:]
    private var places: [TagCondition: Int] = [:]

    init(
      _ uses: [(use: Use, isDeny: Bool)], _ preferred: [String?], _ context: RequestContext
    ) {
      let conditions = uses.map(\.use.condition).uniqued
      for (place, condition) in conditions.enumerated() { places[condition] = place }
      let examples = TagExamples(of: conditions, in: context)
      isWhole = examples.isWhole
      var seen: Set<[Truth]> = []
      var found: [(value: String?, faults: Int)] = []
      let all =
        preferred.filter { $0.map(TagExamples.isValue) ?? true }
        + examples.values.map(Optional.some)
        + [nil]
      for (place, value) in all.enumerated() {
        let own = conditions.map { $0.holds(value, in: context) }
        let isNew = seen.insert(own + [Truth(value == nil)]).inserted
        guard isNew || place < preferred.count else { continue }
        answers[value] = own
        let faults = uses.reduce(0) { faults, each in
          if each.use.isOfCall, value == nil { return faults }
          let isMet = places[each.use.condition].map { own[$0] } != .no
          return faults + (each.isDeny ? isMet ? 2 : 0 : isMet ? 0 : 1)
        }
        found.append((value, faults))
      }
      values =
        found.enumerated().sorted {
          ($0.element.faults, $0.offset) < ($1.element.faults, $1.offset)
        }.map(\.element.value).uniqued
    }

    /// Whether `conditions` are all met by `value`, one of `values`.
    func holds(_ conditions: [TagCondition], for value: String?) -> Truth {
      guard let own = answers[value] else { return .unknown }
      return conditions.lazy.compactMap { places[$0] }.map { own[$0] }.all
    }
  }

  private mutating func add(
    _ rule: TagRule, _ uses: [Use], _ candidates: [String: Candidates]
  ) {
    var parts: [Part] = []
    for isOfCall in [false, true] {
      let some = uses.filter { $0.isOfCall == isOfCall }
      let byKey = Dictionary(grouping: some) { $0.key.lowercased() }
      for key in some.map({ $0.key.lowercased() }).uniqued {
        guard let known = candidates[key], let own = byKey[key] else { continue }
        let conditions = own.map(\.condition)
        func isMet(_ value: String?) -> Bool {
          (known.holds(conditions, for: value) == .no) == rule.isDeny
        }
        let values = known.values.filter { (!isOfCall || $0 != nil) && isMet($0) }
        parts.append(
          Part(
            key: own[0].key, conditions: conditions, isOfCall: isOfCall, options: values,
            isMetWithout: isOfCall && isMet(nil)))
      }
    }
    if !parts.isEmpty { goals.append(Goal(isDeny: rule.isDeny, parts: parts)) }
  }

  /// Adds the keys that conditions on `aws:TagKeys` require.
  private mutating func addKeys(_ rules: [TagRule], _ candidates: [String: Candidates]) {
    for rule in rules {
      for condition in rule.conditions where condition.key.lowercased() == "aws:tagkeys" {
        guard let form = condition.form else { continue }
        let isAsking =
          form.comparison == .null
          ? condition.values.contains { ($0.lowercased() == "true") == rule.isDeny }
          : form.isNegated == rule.isDeny && (rule.isDeny || form.quantifier != .forAllValues)
        guard isAsking else { continue }
        let examples = TagExamples(
          of: [TagCondition(condition: condition, hasVariables: rule.hasVariables)], in: context)
        let count = form.comparison == .null ? 1 : max(1, examples.values.count - 2)
        for key in examples.values.prefix(count) where TagExamples.isKey(key) {
          let known = candidates[key.lowercased()]?.values.filter { $0 != nil } ?? []
          goals.append(
            Goal(
              isDeny: false,
              parts: [
                Part(
                  key: key, conditions: [], isOfCall: true,
                  options: known.isEmpty ? [TagExamples.other] : known, isMetWithout: false)
              ]))
        }
      }
    }
  }

  /// The plans for a principal with `tags`, those with the fewest changes first.
  func plans(for tags: [Tag]) -> Plans {
    let known = Dictionary(
      tags.map { ($0.key.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
    let ways = goals.map { self.ways($0, known) }
    var plans = Plans(isWhole: isWhole && ways.allSatisfy { $0.count < Self.maximumPerRule })
    // The first way for each statement, then the second for each, so that none is left out.
    for place in 0..<(ways.map(\.count).max() ?? 0) {
      plans.all += ways.filter { $0.count > place }.map { $0[place] }
    }
    plans.all = plans.all.uniqued
    let single = plans.all
    plans.all += [ways.compactMap(\.first).reduce(into: []) { Self.add($1, to: &$0) }]
    var level = single.enumerated().map { (last: $0.offset, changes: $0.element) }
    while !level.isEmpty, plans.all.count <= Self.maximumPlans {
      var next: [(last: Int, changes: [TagChange])] = []
      for (last, changes) in level {
        for place in (last + 1)..<max(last + 1, single.count) {
          var merged = changes
          guard Self.add(single[place], to: &merged), merged.count > changes.count else { continue }
          next.append((place, merged))
        }
        if next.count > Self.maximumPlans { break }
      }
      plans.all += next.map(\.changes)
      level = next
    }
    plans.all =
      plans.all.filter { plan in
        !plan.isEmpty && plan.count { $0.value != nil } <= Self.mostTags
      }.uniqued
    if plans.all.count > Self.maximumPlans {
      plans.all = Array(plans.all.prefix(Self.maximumPlans))
      plans.isWhole = false
    }
    return plans
  }

  /// Adds `changes` to `all`; returns false, and adds nothing, if they contradict each other.
  @discardableResult
  private static func add(_ changes: [TagChange], to all: inout [TagChange]) -> Bool {
    var result = all
    for change in changes {
      guard let same = result.first(where: { $0.key.lowercased() == change.key.lowercased() })
      else {
        result.append(change)
        continue
      }
      if same.value != change.value { return false }
    }
    all = result
    return true
  }

  /// The ways to meet a statement; empty if no change is needed or no change is sufficient.
  private func ways(_ goal: Goal, _ known: [String: String]) -> [[TagChange]] {
    var lists: [[TagChange]] = []
    for part in goal.parts {
      let current = known[part.key.lowercased()]
      let isMet =
        part.isOfCall || part.conditions.isEmpty
        ? part.isMetWithout
        : (part.conditions.map { $0.holds(current, in: context) }.all == .no) == goal.isDeny
      if isMet, goal.isDeny { return [] }
      if isMet { continue }
      let options = part.options.filter { part.isOfCall || $0 != current }
      if options.isEmpty, !goal.isDeny { return [] }
      lists.append(options.prefix(Self.maximumPerRule).map { TagChange(key: part.key, value: $0) })
    }
    if goal.isDeny { return lists.flatMap { $0.map { [$0] } } }
    // All of them are needed, and at most the known tags can be removed.
    if lists.count > Self.mostTags + known.count { return [] }
    return (0..<(lists.map(\.count).max() ?? 0)).map { place in
      lists.reduce(into: []) { Self.add([$1[min(place, $1.count - 1)]], to: &$0) }
    }
  }
}
