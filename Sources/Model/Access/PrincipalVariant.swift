/// A principal as it can make itself: a user or role that tags itself, or a session of a role that is
/// started with session tags or with a name that policies tell apart.
///
/// Conditions on `aws:PrincipalTag` do not stop a principal that can set the tag. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
///
/// A class, because each attempt at a path refers to it.
final class PrincipalVariant: Sendable {
  /// The principal after the change.
  let subject: AccessSubject
  let access: EffectiveAccess
  let power: PrincipalPower
  /// Whether its own policies give it other permissions than the unchanged principal has.
  let hasOtherAccess: Bool
  /// The calls by which the principal tags itself before the change, with their answers.
  let requests: [(call: TagRequest, decision: AccessDecision)]
  /// The session tags that it needs.
  let sessionTags: [Tag]

  init(
    subject: AccessSubject, access: EffectiveAccess, power: PrincipalPower,
    hasOtherAccess: Bool = true,
    requests: [(call: TagRequest, decision: AccessDecision)] = [], sessionTags: [Tag] = []
  ) {
    self.subject = subject
    self.access = access
    self.power = power
    self.hasOtherAccess = hasOtherAccess
    self.requests = requests
    self.sessionTags = sessionTags
  }

  /// What its session must have been given.
  var session: SessionRequirement { SessionRequirement(name: subject.session, tags: sessionTags) }

  /// Whether the principal is as the evidence shows it, in any session.
  var isUnchanged: Bool { requests.isEmpty && session.isEmpty }
}

/// Finds the variants of principals that conditions on `aws:PrincipalTag` can distinguish.
struct PrincipalVariantFinder: Sendable {
  private let engine: AccessEngine
  private let measure: PowerMeasure
  /// The tag values in the conditions of trust policies on their callers' tags, without variables.
  private let trustChoices: TagChoices
  /// The conditions of trust policies on their callers' tags that contain variables.
  private let trustConditions: [Condition]
  /// The keys of the callers' tags in these variables.
  private let trustKeys: [String]
  private let tagValues: TagValues
  /// The maximum number of keys, values and conditions from trust policies that are tried.
  private static let mostOfTrusts = 64
  /// Roles to which principals can pass session tags, not only identity providers and services.
  private let taggable: Set<ARN>
  private let tagging: ActionSet
  private static let prefix = "aws:PrincipalTag/"

  init(engine: AccessEngine, measure: PowerMeasure) {
    self.engine = engine
    self.measure = measure
    let roles = engine.account.identities.value?.roles ?? []
    tagging = ActionSet(
      of: .only(["iam:TagUser", "iam:TagRole", "iam:UntagUser", "iam:UntagRole"]),
      in: engine.catalogue)
    let tagSession = ActionSet(of: .only(["sts:TagSession"]), in: engine.catalogue)
    taggable = Set(
      roles.filter { role in
        role.trust?.statements.contains { statement in
          statement.effect == .allow
            && statement.principals?.list.contains { $0.kind == .aws || $0.isEveryone } != false
            && ActionSet(of: statement.actions, in: engine.catalogue).overlaps(tagSession)
        } ?? false
      }.map(\.arn))
    let conditions = roles.flatMap { $0.trust?.statements ?? [] }.flatMap(\.conditions)
      .filter(Self.speaksOfTags).uniqued
    let open = Dictionary(grouping: conditions) { $0.values.contains { $0.contains("${") } }
    trustChoices = TagChoices(
      open[false] ?? [], prefix: Self.prefix, context: RequestContext()
    ).limited(to: Self.mostOfTrusts)
    trustConditions = Array((open[true] ?? []).prefix(Self.mostOfTrusts))
    trustKeys = trustConditions.flatMap(\.values).flatMap(Self.keysOfVariables).uniqued
    tagValues = TagValues(engine.subjects)
  }

  /// Whether the key or a value of the condition refers to the tags of the caller.
  private static func speaksOfTags(_ condition: Condition) -> Bool {
    ([condition.key] + condition.values).contains { $0.lowercased().contains("aws:principaltag/") }
  }

  /// The variants of `subject`; empty if no condition can distinguish them, or if neither the
  /// principal nor the callers that start its sessions can choose tags.
  func variants(of subject: AccessSubject) -> [PrincipalVariant] {
    guard subject.kind != .group, !subject.isServiceLinked else { return [] }
    let mayTag = subject.allows(anyOf: tagging)
    let isTaggable = taggable.contains(subject.arn)
    guard mayTag || isTaggable else { return [] }
    let choices = choices(of: subject)
    if choices.isEmpty { return [] }
    return choices.changes(to: subject.identity.tags).flatMap { changes -> [PrincipalVariant] in
      var variants: [PrincipalVariant] = []
      if mayTag { variants += variant(of: subject, tagging: changes).map { [$0] } ?? [] }
      if isTaggable {
        variants += variant(of: subject, sessionTags: changes).map { [$0] } ?? []
      }
      return variants
    }
  }

  private func choices(of subject: AccessSubject) -> TagChoices {
    let policies = subject.policies + engine.limits(on: subject)
    let statements = policies.flatMap(\.document.statements)
    let own = statements.flatMap(\.conditions).filter(Self.speaksOfTags)
    var choices = TagChoices(
      own + trustConditions, prefix: Self.prefix, context: subject.context)
    choices.offer(trustChoices)
    let texts = own.flatMap(\.values) + statements.flatMap { $0.resources?.patterns ?? [] }
    for key in (texts.flatMap(Self.keysOfVariables) + trustKeys).uniqued {
      choices.offer(key, tagValues.values(of: key))
    }
    return choices
  }

  /// The keys of the variables `${aws:PrincipalTag/KEY}` in `text`.
  private static func keysOfVariables(_ text: String) -> [String] {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return [] }
    return text.lowercased().split(separator: "${").dropFirst(text.hasPrefix("${") ? 0 : 1)
      .compactMap { part in
        guard part.hasPrefix(prefix.lowercased()), let end = part.firstIndex(of: "}") else {
          return nil
        }
        return String(part[..<end].dropFirst(prefix.count).prefix { $0 != "," })
      }
  }

  private func variant(
    of subject: AccessSubject, tagging changes: [TagChange]
  ) -> PrincipalVariant? {
    let requests = TagRequest.requests(changes, on: subject)
      .map { (call: $0, decision: engine.decide($0.asked, by: subject)) }
    guard requests.allSatisfy({ $0.decision.isAllowed || !$0.decision.containedBy.isEmpty })
    else { return nil }
    let changed = subject.with(tags: subject.identity.tags.applying(changes))
    return measured(changed, requests: requests, sessionTags: [])
  }

  /// The variant with session tags, which override the tags of the role and cannot remove them.
  private func variant(
    of subject: AccessSubject, sessionTags changes: [TagChange]
  ) -> PrincipalVariant? {
    guard changes.allSatisfy({ $0.value != nil }) else { return nil }
    let changed = subject.with(tags: subject.identity.tags.applying(changes))
    return measured(changed, requests: [], sessionTags: [Tag]().applying(changes))
  }

  private func measured(
    _ changed: AccessSubject, requests: [(call: TagRequest, decision: AccessDecision)],
    sessionTags: [Tag]
  ) -> PrincipalVariant {
    let access = engine.effectiveAccess(of: changed)
    return PrincipalVariant(
      subject: changed, access: access, power: measure.power(of: access),
      requests: requests, sessionTags: sessionTags)
  }
}
