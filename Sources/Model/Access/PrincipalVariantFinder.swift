/// Finds the variants of principals that conditions on `aws:PrincipalTag` could tell apart.
struct PrincipalVariantFinder: Sendable {
  private let engine: AccessEngine
  private let measure: PowerMeasure
  /// What the trust policies of the account's roles ask about their callers' tags, those of
  /// administrators first.
  private let trustRules: [TagRule]
  private let trustRulesAreWhole: Bool
  /// What policies of the account ask of calls that pass session tags, and of calls that tag
  /// principals.
  private let sessionRules: [TagRule]
  private let taggingRules: [TagRule]
  private let tagValues: TagValues
  /// Of what many policies ask, no more is tried with each principal.
  private static let mostOfOthers = 64
  /// How many sessions, and how many ways in which others tag it, are tried for a principal.
  private static let mostSessions = 32
  private static let mostRetagged = 16
  /// Roles to whose sessions principals can pass tags, not only identity providers and services.
  private let taggable: [ARN: PolicyDocument]
  private let tagging: ActionSet
  private let passing: ActionSet
  /// Whether some principal that is no administrator can tag others.
  private let canRetag: Bool
  private static let prefix = "aws:PrincipalTag/"

  /// `strong` says which subjects are administrators.
  init(engine: AccessEngine, measure: PowerMeasure, strong: [Bool]) {
    self.engine = engine
    self.measure = measure
    let roles = engine.account.identities.value?.roles ?? []
    let tagging = ActionSet(
      of: .only(["iam:TagUser", "iam:TagRole", "iam:UntagUser", "iam:UntagRole"]),
      in: engine.catalogue)
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
          of: subject.policies, { $0.actions.overlaps(actions) && Self.isOnPassed($1) })
        where found.insert(rule).inserted { result.append(rule) }
      }
      return result
    }
    taggingRules = rules(taggers, tagging)
    sessionRules = rules(passers, passing)
    tagValues = TagValues(engine, strong: strong)
  }

  /// Whether the key or a value of the condition is about the caller's tags.
  static func speaksOfTags(_ condition: Condition) -> Bool {
    ([condition.key] + condition.values).contains { $0.lowercased().contains("aws:principaltag/") }
  }

  /// Whether it is about the tags that a call passes.
  private static func isOnPassed(_ condition: Condition) -> Bool {
    let key = condition.key.lowercased()
    return key.hasPrefix("aws:requesttag/") || key == "aws:tagkeys"
  }

  private static func isOnResource(_ condition: Condition) -> Bool {
    TargetContext.prefixes.contains { condition.key.lowercased().hasPrefix($0.lowercased()) }
  }

  /// The principal after it has tagged itself, for each way that conditions could tell apart.
  func tagged(_ subject: AccessSubject) -> [PrincipalVariant] {
    guard subject.kind != .group, !subject.isServiceLinked, subject.allows(anyOf: tagging) else {
      return []
    }
    let policies = subject.policies + engine.limits(on: subject)
    let calls = TagRule.rules(of: policies) { line, condition in
      line.actions.overlaps(tagging)
        && (Self.isOnPassed(condition) || Self.isOnResource(condition))
    }
    guard let (choices, isWhole) = choices(of: subject, calls, held: TargetContext.prefixes) else {
      return []
    }
    let results = OwnTagging.results(of: subject, choices, in: engine)
    var variants = results.all.map { measured($0.subject, requests: $0.requests) }
    if !(results.isWhole && isWhole) { variants += supposed(subject).map { [$0] } ?? [] }
    return variants
  }

  /// The principal with tags of which nothing is known, where it can tag itself in too many ways.
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

  /// The sessions of a role that whoever assumes it can give tags that conditions tell apart, and
  /// whether the limits left none out.
  func sessions(of subject: AccessSubject) -> (all: [PrincipalVariant], isWhole: Bool) {
    guard let trust = taggable[subject.arn] else { return ([], true) }
    let calls = TagRule.rules(of: trust, Self.isOnPassed) + sessionRules
    guard let (choices, isWhole) = choices(of: subject, calls, held: []) else { return ([], true) }
    let plans = choices.plans(for: subject.identity.tags)
    let sessions = plans.all.filter { $0.allSatisfy { $0.value != nil } }
      .map { [Tag]().applying($0) }.filter(subject.sessionTags.mayHave)
    let variants = sessions.prefix(Self.mostSessions).map { tags in
      // They override the role's own and cannot remove them.
      let all = subject.identity.tags.applying(tags.map { TagChange(key: $0.key, value: $0.value) })
      return measured(subject.withExactly(all), session: SessionRequirement(tags: tags))
    }
    return (variants, isWhole && plans.isWhole && sessions.count <= Self.mostSessions)
  }

  /// The principal after another one has tagged it, as far as its own access differs from `access`, or
  /// the trust policies of roles that it `canAssume` may tell it apart.
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

  /// What can be tried with the tags of `subject`, and whether that is all; nil if no condition is about
  /// its tags. `calls` are the rules about the call that sets them.
  private func choices(
    of subject: AccessSubject, _ calls: [TagRule], held: [String]
  ) -> (TagChoices, isWhole: Bool)? {
    let policies = subject.policies + engine.limits(on: subject)
    let own = TagRule.rules(of: policies) { Self.speaksOfTags($1) }
    let wishes = wishes(of: subject, policies, own + trustRules)
    guard !own.isEmpty || !trustRules.isEmpty || !wishes.all.isEmpty else { return nil }
    let choices = TagChoices(
      own + trustRules + calls, held: [Self.prefix] + held, context: subject.context,
      wishes: wishes.all)
    if choices.isEmpty { return nil }
    return (choices, trustRulesAreWhole && wishes.isWhole)
  }

  /// The values that variables for the principal's tags may have to have.
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

  /// The values of the tag `key` with which what `condition` compares with `value` may fit it.
  private func compared(
    _ condition: Condition, with value: String, _ key: String, _ context: RequestContext
  ) -> TagValues.Values {
    let name = condition.key.lowercased()
    if let slash = name.firstIndex(of: "/"), name[..<slash].hasSuffix("tag") {
      var texts = TagValues.Values()
      let known = tagValues.values(of: String(name[name.index(after: slash)...]))
      texts.isWhole = known.isWhole
      for case let text? in known.all {
        for part in TagVariables.values(of: key, in: value, fitting: text, context: context) {
          texts.add(part)
        }
      }
      return texts
    }
    var texts = TagValues.Values()
    if case .values(let known) = context[condition.key] {
      for text in known {
        for part in TagVariables.values(of: key, in: value, fitting: text, context: context) {
          texts.add(part)
        }
      }
    }
    return texts
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
