/// A principal after a change of its own policies, groups or boundary.
struct SelfChange {
  let subject: AccessSubject
  /// The actions that the change can newly allow; nil for any.
  let actions: ActionSet?
  /// The groups that it joins.
  var groups: Set<Int> = []
  /// Whether its own policies allow everything, so that further policies add nothing.
  var allowsEverything = false
}

/// The changes of itself that a principal made, and the steps that it took.
struct EarlierChanges {
  let attempt: EscalationAttempt
  /// How many changes it made.
  let count: Int
  /// The groups that it joined.
  let groups: Set<Int>
  /// Whether its own policies now allow everything.
  let allowsEverything: Bool
}

/// The policies and groups that a principal can gain from by attaching or joining them.
struct SelfChanges: Sendable {
  /// The permissions of all paths, and those that help to complete a path.
  let useful: ActionSet
  /// Actions that are not steps of a path, each with the steps that it enables.
  private let helpers: [(helping: ActionSet, steps: ActionSet)]
  private let tagging: ActionSet
  /// Whether trust policies compare tags.
  private let trustsCompareTags: Bool
  /// The account's managed policies, attached or not, that the evidence contains.
  let policies: [AppliedPolicy]

  private static let changes = [
    "iam:AttachRolePolicy", "iam:AttachUserPolicy", "iam:AttachGroupPolicy", "iam:PutRolePolicy",
    "iam:PutUserPolicy", "iam:PutGroupPolicy", "iam:CreatePolicyVersion",
  ]
  private static let boundaries = [
    "iam:PutUserPermissionsBoundary", "iam:PutRolePermissionsBoundary",
  ]

  private static let helped: [(helping: [String], steps: [String])] = [
    (["sts:TagSession", "sts:SetSourceIdentity"], ["sts:AssumeRole"]),
    (["iam:DeleteUserPermissionsBoundary", "iam:DeleteRolePermissionsBoundary"], changes),
    (["iam:CreatePolicy", "iam:CreatePolicyVersion"], changes + boundaries),
    (
      [
        "iam:AddRoleToInstanceProfile", "iam:CreateInstanceProfile",
        "iam:RemoveRoleFromInstanceProfile",
      ], ["iam:PassRole"]
    ),
  ]

  /// The permissions for which the existing policies matter.
  static let attaching =
    ["iam:AttachUserPolicy", "iam:AttachRolePolicy", "iam:AttachGroupPolicy", "iam:AddUserToGroup"]
    + boundaries

  /// The policies are only read if `isNeeded`.
  init(engine: AccessEngine, permissions: [String], isNeeded: Bool) {
    func set(_ actions: [String]) -> ActionSet {
      ActionSet(of: .only(actions), in: engine.catalogue)
    }
    tagging = set(["iam:TagUser", "iam:TagRole", "iam:UntagUser", "iam:UntagRole"])
    helpers = Self.helped.map { (set($0.helping), set($0.steps)) }
    useful = helpers.reduce(set(permissions).union(tagging)) { $0.union($1.helping) }
    let identities = engine.account.identities.value
    trustsCompareTags =
      identities?.roles.contains { $0.trust?.comparesTags ?? false } ?? false
    policies = isNeeded ? (identities?.policies ?? []).compactMap(engine.policy) : []
  }

  /// The steps that can newly succeed for `subject` because `policies` allow them or, if `effect` is a
  /// Deny, because they no longer deny them; nil for any.
  func actions(
    _ effect: Statement.Effect, of policies: [AppliedPolicy], for subject: AccessSubject,
    in engine: AccessEngine
  ) -> ActionSet? {
    var actions = ActionSet.union(
      of: policies.flatMap(\.compiled.lines).filter { $0.effect == effect }.map(\.actions),
      in: engine.catalogue)
    if actions.overlaps(tagging),
      trustsCompareTags
        || (subject.policies + engine.limits(on: subject)).contains(where: \.document.comparesTags)
    {
      return nil
    }
    for (helping, steps) in helpers where actions.overlaps(helping) {
      actions = actions.union(steps)
    }
    return actions
  }
}

extension PolicyDocument {
  /// Whether a condition or a variable is about tags of principals or resources.
  fileprivate var comparesTags: Bool {
    func mentions(_ text: String) -> Bool {
      let text = text.lowercased()
      return text.contains("resourcetag/") || text.contains("principaltag/")
    }
    return statements.contains { statement in
      statement.conditions.contains { mentions($0.key) || $0.values.contains(where: mentions) }
        || (statement.resources?.patterns ?? []).contains { $0.contains("${") && mentions($0) }
    }
  }
}

extension AppliedPolicy {
  /// The policy as members of `group` have it.
  func ofGroup(_ group: String) -> AppliedPolicy {
    AppliedPolicy(
      source: PolicySource(
        kind: source.kind, name: source.name, arn: source.arn, version: source.version,
        group: group, target: source.target, citation: source.citation),
      document: document, compiled: compiled)
  }

  /// The policy as a permissions boundary.
  var asBoundary: AppliedPolicy {
    AppliedPolicy(
      source: PolicySource(
        kind: .boundary, name: source.name, arn: source.arn, version: source.version,
        group: nil, target: nil, citation: source.citation),
      document: document, compiled: compiled)
  }
}

extension AccessSubject {
  /// The principal with one more policy.
  func adding(_ policies: [AppliedPolicy]) -> AccessSubject {
    with(policies: self.policies + policies, boundary: boundary)
  }
}
