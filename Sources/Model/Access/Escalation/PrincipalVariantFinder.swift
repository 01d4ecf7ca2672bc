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
  private let choicesOf = TagChoicesCache()
  /// The maximum number of such conditions that are tried.
  private static let maximumOfOthers = 64
  /// The maximum numbers of tagged sessions, and of changes by other principals, per principal.
  private static let maximumSessions = 32
  private static let maximumRetagged = 16
  /// The trust policies of roles to which principals can pass session tags, not only identity
  /// providers and services.
  private let taggable: [ARN: PolicyDocument]
  private let tagging: ActionSet
  private let passing: ActionSet
  /// Whether some principal that is no administrator can tag others.
  private let canRetag: Bool
  static let prefix = TagRule.principalPrefix

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
      role.trust.map { TagRule.rules(of: $0, Self.refersToTags) } ?? []
    }.uniqued
    trustRules = Array(trusts.prefix(Self.maximumOfOthers))
    trustRulesAreWhole = trusts.count <= Self.maximumOfOthers
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
      for subject in subjects where result.count < Self.maximumOfOthers {
        for rule in TagRule.rules(
          of: subject.policies, { AssumeRoleCall.testsTags($1) && $0.actions.overlaps(actions) })
        where found.insert(rule).inserted { result.append(rule) }
      }
      return result
    }
    taggingRules = rules(taggers, tagging)
    sessionRules = rules(passers, passing)
    tagValues = TagValues(engine, strong: strong)
  }

  /// Whether the key or a value of the condition refers to the tags of the caller.
  static func refersToTags(_ condition: Condition) -> Bool {
    ([condition.key] + condition.values).contains { $0.lowercased().contains("aws:principaltag/") }
  }

  /// Whether the condition is on a tag of the caller.
  private static func testsTags(_ condition: Condition) -> Bool {
    condition.key.lowercased().hasPrefix(prefix.lowercased())
  }

  /// The principal whose variants are found.
  private final class Query {
    let subject: AccessSubject
    /// The policies that apply to it, and their conditions on its tags.
    let policies: [AppliedPolicy]
    let rules: [TagRule]
    /// Whether its own access depends on its tags.
    let dependsOnTags: Bool
    /// Whether it can assume roles, so that conditions of their trust policies count.
    let canAssume: Bool
    let power: PrincipalPower
    private var known: EffectiveAccess?
    private let engine: AccessEngine

    init(
      _ subject: AccessSubject, _ power: PrincipalPower, _ access: EffectiveAccess?,
      canAssume: Bool, _ engine: AccessEngine
    ) {
      self.subject = subject
      self.power = power
      self.engine = engine
      self.canAssume = canAssume
      known = access
      policies = subject.policies + engine.limits(on: subject)
      rules = TagRule.rules(of: policies) { PrincipalVariantFinder.refersToTags($1) }
      dependsOnTags =
        !rules.isEmpty
        || policies.contains { policy in
          policy.document.statements.contains {
            $0.resources?.patterns.contains { !TagVariables.keys(in: $0).isEmpty } == true
          }
        }
    }

    /// Its access without a change.
    var access: EffectiveAccess {
      let access = known ?? engine.effectiveAccess(of: subject)
      known = access
      return access
    }
  }

  /// The variants of `subject`, which has `power` and `access`; `isNamed` is true if a trust policy
  /// names it, `isChangeable` if other principals can tag it.
  func variants(
    of subject: AccessSubject, power: PrincipalPower, access: EffectiveAccess?, isNamed: Bool,
    isChangeable: Bool
  ) -> TagVariants {
    var variants = TagVariants()
    guard subject.kind != .group, !subject.isServiceLinked else { return variants }
    let canTag = !power.isAdministrator && subject.allows(anyOf: tagging)
    let isTaggable = taggable[subject.arn] != nil
    let canBeTagged = isChangeable && canRetag
    guard canTag || isTaggable || canBeTagged else { return variants }
    let query = Query(
      subject, power, access, canAssume: isNamed || subject.allows(anyOf: passing), engine)
    // A Deny that depends on tags can limit an administrator too.
    guard power.administrator != .yes || query.dependsOnTags else { return variants }
    if canTag { variants.own = tagged(query) }
    if isTaggable { (variants.sessions, variants.isWhole) = sessions(of: query) }
    if canBeTagged { variants.retagged = retagged(query) }
    return variants
  }

  /// `subject`, which has `power` and `access`, after it has changed its own tags; `isNamed` is true if
  /// a trust policy names it.
  func tagged(
    _ subject: AccessSubject, power: PrincipalPower, access: EffectiveAccess, isNamed: Bool
  ) -> [PrincipalVariant] {
    guard subject.kind != .group, !subject.isServiceLinked, subject.allows(anyOf: tagging) else {
      return []
    }
    let canAssume = isNamed || subject.allows(anyOf: passing)
    return tagged(Query(subject, power, access, canAssume: canAssume, engine))
  }

  /// The principal after it has changed its own tags.
  private func tagged(_ query: Query) -> [PrincipalVariant] {
    let calls = TagRule.rules(of: query.policies) { line, condition in
      (AssumeRoleCall.testsTags(condition) || TargetContext.testsTags(condition))
        && line.actions.overlaps(tagging)
    }
    guard let (choices, isWhole) = choices(of: query, calls, keyPrefixes: TargetContext.prefixes)
    else {
      return []
    }
    let results = SelfTagging.results(of: query.subject, choices, in: engine)
    var variants = results.all.map { measured($0.subject, query, requests: $0.requests) }
    if !(results.isWhole && isWhole) {
      let call = TagRequest.unknown(on: query.subject)
      let decision = engine.decide(call.request, by: query.subject)
      if decision.isOpenOrContained {
        variants.append(
          measured(
            query.subject.withUnknownTags(), query, requests: [(call, decision)],
            isHypothetical: true))
      }
    }
    return variants
  }

  /// The sessions of a role with session tags, and whether they are complete.
  private func sessions(of query: Query) -> (all: [PrincipalVariant], isWhole: Bool) {
    let subject = query.subject
    let calls =
      (taggable[subject.arn].map { TagRule.rules(of: $0, AssumeRoleCall.testsTags) } ?? [])
      + sessionRules
    guard let (choices, isWhole) = choices(of: query, calls, keyPrefixes: []) else {
      return ([], true)
    }
    let plans = choices.plans(for: subject.identity.tags)
    let sessions = plans.all.filter { $0.allSatisfy { $0.value != nil } }
      .map { [Tag]().applying($0) }.filter(subject.sessionTags.canHave)
    let variants = sessions.prefix(Self.maximumSessions).map { tags in
      measured(
        subject.withExactly(subject.identity.tags.overridden(by: tags)), query,
        session: SessionRequirement(tags: tags))
    }
    return (variants, isWhole && plans.isWhole && sessions.count <= Self.maximumSessions)
  }

  /// The principal after another principal has changed its tags, if it then has other access, or if
  /// trust policies of roles that it can assume have conditions on tags.
  private func retagged(_ query: Query) -> [PrincipalVariant] {
    guard let (choices, isWhole) = choices(of: query, taggingRules, keyPrefixes: []) else {
      return []
    }
    let subject = query.subject
    let canAssumeWithTags = query.canAssume && !trustRules.isEmpty
    let plans = choices.plans(for: subject.identity.tags)
    var variants: [PrincipalVariant] = []
    var areAllTried = isWhole && plans.isWhole
    for plan in plans.all {
      let changed = subject.withExactly(subject.identity.tags.applying(plan))
      let variant = measured(changed, query, session: SessionRequirement(changes: plan))
      guard canAssumeWithTags || variant.access.differs(from: query.access) else { continue }
      if variants.count == Self.maximumRetagged {
        areAllTried = false
        break
      }
      variants.append(variant)
    }
    if !areAllTried {
      variants.append(
        measured(
          subject.withUnknownTags(), query, session: SessionRequirement(hasUnknownChanges: true),
          isHypothetical: true))
    }
    return variants
  }

  /// The choices of tags for a principal, and whether they are complete; nil if no condition depends
  /// on its tags. `calls` are the conditions on the call that sets them.
  private func choices(
    of query: Query, _ calls: [TagRule], keyPrefixes: [String]
  ) -> (TagChoices, isWhole: Bool)? {
    let all = query.rules + (query.canAssume ? trustRules : [])
    if all.isEmpty, !query.dependsOnTags { return nil }
    let preferredValues = preferredValues(of: query.subject, query.policies, all)
    // Other conditions, such as those on tags of targets, only contain variables of the tags.
    let rules = all.compactMap { $0.filtered(Self.testsTags) } + calls
    let choices = choicesOf.choices(
      rules, keyPrefixes: [Self.prefix] + keyPrefixes, context: query.subject.context,
      preferredValues: preferredValues.all)
    if choices.isEmpty { return nil }
    return (choices, (trustRulesAreWhole || !query.canAssume) && preferredValues.isWhole)
  }

  /// The values of the principal's tags with which their policy variables match something.
  private func preferredValues(
    of subject: AccessSubject, _ policies: [AppliedPolicy], _ rules: [TagRule]
  ) -> (all: [(key: String, values: [String?])], isWhole: Bool) {
    var preferredValues: [String: TagValues.Values] = [:]
    for policy in policies where policy.document.hasVariables {
      for pattern in policy.document.statements.lazy.flatMap({ $0.resources?.patterns ?? [] }) {
        for key in TagVariables.keys(in: pattern) {
          preferredValues[key, default: TagValues.Values()].add(
            tagValues.values(of: key, fitting: pattern, of: subject))
        }
      }
    }
    let context = subject.context
    for rule in rules where rule.hasVariables {
      for condition in rule.conditions {
        for value in condition.values {
          for key in TagVariables.keys(in: value) {
            preferredValues[key, default: TagValues.Values()].add(tagValues.values(of: key))
            preferredValues[key, default: TagValues.Values()].add(
              compared(condition, with: value, key, context))
          }
        }
      }
    }
    let sorted = preferredValues.sorted { $0.key < $1.key }
    return (sorted.map { ($0.key, $0.value.all) }, preferredValues.values.allSatisfy(\.isWhole))
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
    _ changed: AccessSubject, _ query: Query,
    requests: [(call: TagRequest, decision: AccessDecision)] = [],
    session: SessionRequirement = SessionRequirement(), isHypothetical: Bool = false
  ) -> PrincipalVariant {
    let access = query.dependsOnTags ? engine.effectiveAccess(of: changed) : query.access
    return PrincipalVariant(
      subject: changed, access: access,
      power: query.dependsOnTags ? measure.power(of: access) : query.power,
      hasOtherAccess: query.dependsOnTags, requests: requests, session: session,
      isHypothetical: isHypothetical)
  }
}
