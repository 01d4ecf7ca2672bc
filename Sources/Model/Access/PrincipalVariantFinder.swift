/// Finds the variants of principals that conditions on `aws:PrincipalTag` can distinguish.
struct PrincipalVariantFinder: Sendable {
  private let engine: AccessEngine
  private let measure: PowerMeasure
  /// The conditions of trust policies on their callers' tags, those of administrator roles first.
  private let trustRules: [TagRule]
  private let trustRulesAreWhole: Bool
  /// The conditions in policies of the account on the tags in calls that start sessions, and in calls
  /// that tag users and roles.
  private let sessionRules: [TagRule]
  private let taggingRules: [TagRule]
  private let tagValues: TagValues
  /// The maximum number of such conditions that are tried.
  private static let mostOfOthers = 64
  /// The maximum numbers of tagged sessions, and of changes by other principals, per principal.
  private static let mostSessions = 32
  private static let mostRetagged = 16
  /// The trust policies of roles to which principals can pass session tags, not only identity
  /// providers and services.
  private let taggable: [ARN: PolicyDocument]
  private let tagging: ActionSet
  private let passing: ActionSet
  /// Whether some principal that is no administrator can tag others.
  private let canRetag: Bool
  static let prefix = "aws:PrincipalTag/"

  /// Creates a finder; `strong` is true for administrators.
  init(engine: AccessEngine, measure: PowerMeasure, strong: [Bool]) {
    self.engine = engine
    self.measure = measure
    let roles = engine.account.identities.value?.roles ?? []
    let tagging = TagRequest.actions(in: engine.catalogue)
    let passing = ActionSet(
      of: .only(["sts:TagSession", "sts:AssumeRole"]), in: engine.catalogue)
    let tagSession = ActionSet(of: .only(["sts:TagSession"]), in: engine.catalogue)
    self.tagging = tagging
    self.passing = passing
    var taggable: [ARN: PolicyDocument] = [:]
    for role in roles {
      let isTaggable = role.trust?.statements.contains { statement in
        statement.effect == .allow
          && statement.principals?.list.contains { $0.kind == .aws || $0.isEveryone } != false
          && ActionSet(of: statement.actions, in: engine.catalogue).overlaps(tagSession)
      }
      if isTaggable == true { taggable[role.arn] = role.trust }
    }
    self.taggable = taggable
    let ordered =
      roles.filter { engine.indexByARN[$0.arn.description].map { strong[$0] } == true }
      + roles.filter { engine.indexByARN[$0.arn.description].map { strong[$0] } != true }
    let trusts = ordered.flatMap { role in
      role.trust.map { TagRule.rules(of: $0, Self.speaksOfTags) } ?? []
    }.uniqued
    trustRules = Array(trusts.prefix(Self.mostOfOthers))
    trustRulesAreWhole = trusts.count <= Self.mostOfOthers
    var taggers: [AccessSubject] = []
    var passers: [AccessSubject] = []
    for (place, subject) in engine.subjects.enumerated() where !strong[place] {
      if subject.allows(anyOf: tagging) { taggers.append(subject) }
      if subject.allows(anyOf: tagSession) { passers.append(subject) }
    }
    canRetag = !taggers.isEmpty
    func rules(_ subjects: [AccessSubject], _ actions: ActionSet) -> [TagRule] {
      var found: Set<TagRule> = []
      var result: [TagRule] = []
      for subject in subjects where result.count < Self.mostOfOthers {
        for rule in TagRule.rules(
          of: subject.policies, { AssumeRoleCall.isOnTags($1) && $0.actions.overlaps(actions) })
        where found.insert(rule).inserted { result.append(rule) }
      }
      return result
    }
    taggingRules = rules(taggers, tagging)
    sessionRules = rules(passers, passing)
    tagValues = TagValues(engine, strong: strong)
  }

  /// Whether the key or a value of the condition refers to the tags of the caller.
  static func speaksOfTags(_ condition: Condition) -> Bool {
    ([condition.key] + condition.values).contains { $0.lowercased().contains("aws:principaltag/") }
  }

  /// Whether the condition is on a tag of the caller.
  private static func isOnTags(_ condition: Condition) -> Bool {
    condition.key.lowercased().hasPrefix(prefix.lowercased())
  }

  /// Whether a policy that applies to `subject` has conditions on its tags.
  func hasTagConditions(_ subject: AccessSubject) -> Bool {
    (subject.policies + engine.limits(on: subject)).contains { policy in
      policy.document.statements.contains { $0.conditions.contains(where: Self.speaksOfTags) }
    }
  }

  /// The principal after it has changed its own tags.
  func tagged(_ subject: AccessSubject) -> [PrincipalVariant] {
    guard subject.kind != .group, !subject.isServiceLinked, subject.allows(anyOf: tagging) else {
      return []
    }
    let policies = subject.policies + engine.limits(on: subject)
    let calls = TagRule.rules(of: policies) { line, condition in
      (AssumeRoleCall.isOnTags(condition) || TargetContext.isOnTags(condition))
        && line.actions.overlaps(tagging)
    }
    guard let (choices, isWhole) = choices(of: subject, calls, held: TargetContext.prefixes) else {
      return []
    }
    let results = OwnTagging.results(of: subject, choices, in: engine)
    var variants = results.all.map { measured($0.subject, requests: $0.requests) }
    if !(results.isWhole && isWhole) { variants += supposed(subject).map { [$0] } ?? [] }
    return variants
  }

  /// The principal with unknown tags, for changes that are too many to try.
  private func supposed(_ subject: AccessSubject) -> PrincipalVariant? {
    let call = TagRequest.unknown(on: subject)
    let decision = engine.decide(call.asked, by: subject)
    guard decision.isOpenOrContained else { return nil }
    let changed = subject.withUnknownTags()
    let access = engine.effectiveAccess(of: changed)
    return PrincipalVariant(
      subject: changed, access: access, power: measure.power(of: access),
      requests: [(call, decision)], isSupposed: true)
  }

  /// The sessions of a role with session tags, and whether they are complete.
  func sessions(of subject: AccessSubject) -> (all: [PrincipalVariant], isWhole: Bool) {
    guard let trust = taggable[subject.arn] else { return ([], true) }
    let calls = TagRule.rules(of: trust, AssumeRoleCall.isOnTags) + sessionRules
    guard let (choices, isWhole) = choices(of: subject, calls, held: []) else { return ([], true) }
    let plans = choices.plans(for: subject.identity.tags)
    let sessions = plans.all.filter { $0.allSatisfy { $0.value != nil } }
      .map { [Tag]().applying($0) }.filter(subject.sessionTags.mayHave)
    let variants = sessions.prefix(Self.mostSessions).map { tags in
      let all = subject.identity.tags.overridden(by: tags)
      return measured(subject.withExactly(all), session: SessionRequirement(tags: tags))
    }
    return (variants, isWhole && plans.isWhole && sessions.count <= Self.mostSessions)
  }

  /// The principal after another principal has changed its tags, if it then has other access than
  /// `access`, or if it `canAssume` roles whose trust policies have conditions on tags.
  func retagged(
    _ subject: AccessSubject, from access: EffectiveAccess?, canAssume: Bool
  ) -> [PrincipalVariant] {
    guard canRetag, subject.kind != .group, !subject.isServiceLinked,
      let (choices, isWhole) = choices(of: subject, taggingRules, held: [])
    else { return [] }
    let isTold = canAssume && !trustRules.isEmpty
    let access = access ?? engine.effectiveAccess(of: subject)
    let plans = choices.plans(for: subject.identity.tags)
    var variants: [PrincipalVariant] = []
    var areAllTried = isWhole && plans.isWhole
    for plan in plans.all {
      let changed = subject.withExactly(subject.identity.tags.applying(plan))
      let variant = measured(changed, session: SessionRequirement(changes: plan))
      guard isTold || variant.access.differs(from: access) else { continue }
      if variants.count == Self.mostRetagged {
        areAllTried = false
        break
      }
      variants.append(variant)
    }
    if !areAllTried {
      let unknown = subject.withUnknownTags()
      let access = engine.effectiveAccess(of: unknown)
      variants.append(
        PrincipalVariant(
          subject: unknown, access: access, power: measure.power(of: access),
          session: SessionRequirement(hasUnknownChanges: true), isSupposed: true))
    }
    return variants
  }

  /// The choices of tags for `subject`, and whether they are complete; nil if no condition depends on
  /// its tags. `calls` are the conditions on the call that sets them.
  private func choices(
    of subject: AccessSubject, _ calls: [TagRule], held: [String]
  ) -> (TagChoices, isWhole: Bool)? {
    let policies = subject.policies + engine.limits(on: subject)
    let own = TagRule.rules(of: policies) { Self.speaksOfTags($1) }
    let all = own + trustRules
    let wishes = wishes(of: subject, policies, all)
    if all.isEmpty, wishes.all.isEmpty { return nil }
    // Other conditions, such as those on tags of targets, only contain variables of the tags.
    let choices = TagChoices(
      all.compactMap { $0.filtered(Self.isOnTags) } + calls, held: [Self.prefix] + held,
      context: subject.context, wishes: wishes.all)
    if choices.isEmpty { return nil }
    return (choices, trustRulesAreWhole && wishes.isWhole)
  }

  /// The values of the principal's tags with which their policy variables match something.
  private func wishes(
    of subject: AccessSubject, _ policies: [AppliedPolicy], _ rules: [TagRule]
  ) -> (all: [(key: String, values: [String?])], isWhole: Bool) {
    var wishes: [String: TagValues.Values] = [:]
    for policy in policies where policy.document.hasVariables {
      for pattern in policy.document.statements.lazy.flatMap({ $0.resources?.patterns ?? [] }) {
        for key in TagVariables.keys(in: pattern) {
          wishes[key, default: TagValues.Values()].add(
            tagValues.values(of: key, fitting: pattern, of: subject))
        }
      }
    }
    let context = subject.context
    for rule in rules where rule.hasVariables {
      for condition in rule.conditions {
        for value in condition.values {
          for key in TagVariables.keys(in: value) {
            wishes[key, default: TagValues.Values()].add(tagValues.values(of: key))
            wishes[key, default: TagValues.Values()].add(
              compared(condition, with: value, key, context))
          }
        }
      }
    }
    let sorted = wishes.sorted { $0.key < $1.key }
    return (sorted.map { ($0.key, $0.value.all) }, wishes.values.allSatisfy(\.isWhole))
  }

  /// The values of the tag `key` with which `value` can match the known values of the key of
  /// `condition`.
  private func compared(
    _ condition: Condition, with value: String, _ key: String, _ context: RequestContext
  ) -> TagValues.Values {
    let name = condition.key.lowercased()
    var known = TagValues.Values()
    if let slash = name.firstIndex(of: "/"), name[..<slash].hasSuffix("tag") {
      known = tagValues.values(of: String(name[name.index(after: slash)...]))
    } else if case .values(let texts) = context[condition.key] {
      known.all = texts
    }
    var result = TagValues.Values(isWhole: known.isWhole)
    for case let text? in known.all {
      for part in TagVariables.values(of: key, in: value, fitting: text, context: context) {
        result.add(part)
      }
    }
    return result
  }

  private func measured(
    _ changed: AccessSubject, requests: [(call: TagRequest, decision: AccessDecision)] = [],
    session: SessionRequirement = SessionRequirement()
  ) -> PrincipalVariant {
    let access = engine.effectiveAccess(of: changed)
    return PrincipalVariant(
      subject: changed, access: access, power: measure.power(of: access),
      requests: requests, session: session)
  }
}
