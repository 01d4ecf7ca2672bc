/// Gathers the policies that affect each identity; each distinct document is compiled once.
struct AccessEngineBuilder {
  let account: Account
  let catalogue: ActionCatalogue
  let accountID: String?
  let resources: AccountResources
  private(set) var subjects: [AccessSubject] = []
  private(set) var levels: [ControlLevel] = []
  private(set) var missingPolicies: [String] = []
  private var compiled: [String: CompiledPolicy] = [:]
  /// The compiled policies by ARN, because hashing the text of a large policy for each identity is
  /// slow.
  private(set) var compiledByARN: [ARN: CompiledPolicy] = [:]
  private var managed: [ARN: ManagedPolicy] = [:]
  private var groups: [String: Group] = [:]
  private(set) var facts: PrincipalFacts?

  init(account: Account, catalogue: ActionCatalogue) {
    self.account = account
    self.catalogue = catalogue
    accountID = account.id ?? account.identities.value?.firstARN.map(\.account)
    resources = AccountResources(
      catalogue: catalogue, account: accountID, partition: account.partitionID)
  }

  mutating func build() {
    let identities = account.identities.value ?? Identities()
    for policy in identities.policies { managed[policy.arn] = policy }
    for group in identities.groups { groups[group.name.lowercased()] = group }
    buildLevels()
    facts = PrincipalFacts(
      account: accountID, membership: membership, moment: account.asOf.instant)
    for user in identities.users { subjects.append(subject(user)) }
    for group in identities.groups { subjects.append(subject(group)) }
    for role in identities.roles { subjects.append(subject(role)) }
  }

  private var organization: Organization? {
    account.organization.isWhole ? account.organization.value : nil
  }

  /// The membership in the organization; the path is known only if no part of it is missing.
  private var membership: PrincipalFacts.Membership {
    if case .absent = account.organization { return .none }
    guard let organization else { return .unknown }
    var path: String?
    if case .collected(let control, _) = account.controlPolicies,
      control.path.first?.target == accountID, control.path.last?.kind == "root"
    {
      path = ([organization.id] + control.path.dropFirst().reversed().map(\.target))
        .map { $0 + "/" }.joined()
    }
    return .member(id: organization.id, path: path)
  }

  private var isManagementAccount: Bool {
    organization?.managementAccount.map { $0 == accountID } ?? false
  }

  private mutating func buildLevels() {
    if case .absent = account.organization { return }
    guard let control = account.controlPolicies.value else {
      missingPolicies.append(
        "service control policies: " + (account.controlPolicies.shortcoming ?? ""))
      return
    }
    if let reason = account.controlPolicies.shortcoming {
      missingPolicies.append("service control policies: \(reason)")
    }
    // SCPs count only if their evidence is undamaged.
    guard !account.controlPoliciesAreDoubtful else { return }
    guard !isManagementAccount, organization?.featureSet.map({ $0 == "ALL" }) ?? true else {
      return
    }
    for step in control.path { addLevel(step) }
  }

  /// Adds a level of SCPs. If some of its policies are not in the evidence, the level can allow more
  /// than the evidence shows. A level without policies means that SCPs are not enabled there, unless
  /// they are known to be enabled.
  private mutating func addLevel(_ step: ControlPolicies.Step) {
    var policies: [AppliedPolicy] = []
    for policy in step.policies {
      guard let document = policy.document else {
        missingPolicies.append(
          "service control policy \(policy.name): its document is not in the evidence")
        continue
      }
      let source = PolicySource(
        kind: .controlPolicy, name: policy.name, arn: policy.arn, version: nil, group: nil,
        target: step.target, citation: policy.citation)
      policies.append(applied(document, source))
    }
    levels.append(
      ControlLevel(
        target: "\(step.kind) \(step.target)", policies: policies,
        allowsUnseen: policies.count < step.policies.count
          || step.policies.isEmpty && !step.isBare))
  }

  private mutating func applied(_ document: PolicyDocument, _ source: PolicySource) -> AppliedPolicy
  {
    let arn = source.arn.flatMap { $0.isComplete ? $0 : nil }
    let known = arn.flatMap { compiledByARN[$0] } ?? compiled[document.text]
    let policy = known ?? CompiledPolicy(document, in: resources)
    if known == nil { compiled[document.text] = policy }
    if let arn { compiledByARN[arn] = policy }
    return AppliedPolicy(source: source, document: document, compiled: policy)
  }

  private mutating func subject(_ user: User) -> AccessSubject {
    var missing: [String] = []
    var policies = self.policies(of: user.identity, group: nil, missing: &missing)
    for name in user.groups {
      if let group = groups[name.lowercased()] {
        policies += self.policies(of: group.identity, group: group.name, missing: &missing)
      } else {
        missing.append("group \(name): not in the evidence")
      }
    }
    return finish(.user, user.identity, policies, missing)
  }

  private mutating func subject(_ group: Group) -> AccessSubject {
    var missing: [String] = []
    let policies = self.policies(of: group.identity, group: nil, missing: &missing)
    return finish(.group, group.identity, policies, missing)
  }

  private mutating func subject(_ role: Role) -> AccessSubject {
    var missing: [String] = []
    let policies = self.policies(of: role.identity, group: nil, missing: &missing)
    return finish(
      .role, role.identity, policies, missing, isServiceLinked: role.isServiceLinked,
      sessionTags: SessionTags(role.trust),
      sessionNames: role.trust.map {
        SessionNames.patterns(of: $0, partition: role.arn.partition)
      } ?? SessionNames.any)
  }

  private mutating func finish(
    _ kind: AccessSubject.Kind, _ identity: Identity, _ policies: [AppliedPolicy],
    _ missing: [String], isServiceLinked: Bool = false,
    sessionTags: SessionTags = .none, sessionNames: [String] = ["*"]
  ) -> AccessSubject {
    var missing = missing
    var boundary: AppliedPolicy?
    if let attached = identity.boundary {
      if let policy = managed[attached.arn], let document = policy.document {
        boundary = applied(document, PolicySource(policy, kind: .boundary, group: nil))
      } else {
        missing.append("permissions boundary \(attached.name): its document is not in the evidence")
      }
    }
    return AccessSubject(
      kind: kind, identity: identity, policies: policies, boundary: boundary,
      isBoundByControlPolicies: !isManagementAccount && !isServiceLinked,
      isServiceLinked: isServiceLinked, missingPolicies: missing, facts: facts,
      sessionTags: sessionTags, sessionNames: sessionNames)
  }

  private mutating func policies(
    of identity: Identity, group: String?, missing: inout [String]
  ) -> [AppliedPolicy] {
    var result: [AppliedPolicy] = []
    for policy in identity.inlinePolicies {
      guard let document = policy.document else {
        missing.append("inline policy \(policy.name): its document is not in the evidence")
        continue
      }
      result.append(applied(document, PolicySource(policy, group: group)))
    }
    for attached in identity.attachedPolicies {
      guard let policy = managed[attached.arn], let document = policy.document else {
        missing.append("policy \(attached.name): its document is not in the evidence")
        continue
      }
      let source = PolicySource(
        policy, kind: .attached, group: group, citation: attached.citation)
      result.append(applied(document, source))
    }
    return result
  }
}
