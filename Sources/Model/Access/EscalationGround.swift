/// What all searches for escalation share: each principal's power, and who may assume which role.
struct EscalationGround: Sendable {
  let engine: AccessEngine
  let paths: [EscalationPath]
  let needs: [PathPermissions]
  private(set) var powers: [PrincipalPower] = []
  private(set) var trusts: [Int: RoleTrust] = [:]
  /// Roles that leave to the account's policies who assumes them.
  private(set) var openToAccount: [Int] = []
  private(set) var openByName: [String: [Int]] = [:]
  private(set) var openToService: [String: [Int]] = [:]
  /// The account's own policies that give everything to whom they are attached.
  let widePolicies: [ARN]
  private let versioned: Set<ARN>
  let index: TargetIndex
  /// Whether it is no service-linked role.
  private(set) var isChangeable: [Bool] = []
  private(set) var roles: [Int] = []
  private(set) var users: [Int] = []
  private(set) var groups: [Int] = []

  init(engine: AccessEngine, paths: [EscalationPath]) {
    self.engine = engine
    self.paths = paths
    index = TargetIndex(engine.subjects)
    widePolicies = (engine.account.identities.value?.policies ?? []).filter { policy in
      policy.document.map { Self.isWide($0, engine) } ?? false
    }.map(\.arn)
    versioned = Set(
      (engine.account.identities.value?.policies ?? []).filter { $0.versionCount > 1 }.map(\.arn))
    let permissions = paths.flatMap(\.permissions).uniqued
    let bits = Dictionary(
      permissions.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { $1 })
    needs = paths.map { path in
      path.permissions.reduce(into: PathPermissions()) { mask, permission in
        if let bit = bits[permission] { mask.insert(bit) }
      }
    }
    let iamPowers = ActionSet(of: .only(["iam:*"]), in: engine.catalogue)
      .filtered(levels: [.permissionsManagement])
    let indices = permissions.map { engine.catalogue.index(ofAction: $0) }
    powers = engine.subjects.map { subject in
      let access = engine.effectiveAccess(of: subject)
      let granted = access.granted
      var mask = PathPermissions()
      for (bit, permission) in permissions.enumerated()
      where indices[bit].map(granted.contains(index:)) ?? granted.contains(permission) {
        mask.insert(bit)
      }
      return PrincipalPower(
        permissions: mask, administrator: access.administrator,
        strengths: PrincipalPower.strengths(access, iamPowers: iamPowers))
    }
    sortSubjects()
    readTrusts()
  }

  /// Service-linked roles can neither be changed nor passed nor assumed by principals.
  private mutating func sortSubjects() {
    for (index, subject) in engine.subjects.enumerated() {
      switch subject.kind {
      case .user: users.append(index)
      case .group: groups.append(index)
      case .role:
        if !subject.identity.path.hasPrefix("/aws-service-role/") { roles.append(index) }
      }
      isChangeable.append(!subject.identity.path.hasPrefix("/aws-service-role/"))
    }
  }

  private mutating func readTrusts() {
    let services = Set(paths.flatMap(\.services))
    let evidence = engine.account.identities.value?.roles ?? []
    let documents = Dictionary(evidence.map { ($0.arn, $0.trust) }, uniquingKeysWith: { $1 })
    let account = engine.accountID ?? ""
    for role in roles {
      let subject = engine.subjects[role]
      let trust = RoleTrust(
        role: subject, trust: documents[subject.arn] ?? nil, catalogue: engine.catalogue)
      trusts[role] = trust
      for statement in trust.trust?.statements ?? [] where statement.effect == .allow {
        var isOpen = false
        if case .allBut = statement.principals { isOpen = true }
        for principal in statement.principals?.list ?? [] {
          switch principal.kind {
          case .service:
            let service = principal.value.lowercased()
            if services.contains(service) { openToService[service, default: []].append(role) }
          case .aws where principal.value == account || principal.value.hasSuffix(":root"),
            .aws where principal.value == "*", .everyone:
            isOpen = true
          case .aws: openByName[principal.value, default: []].append(role)
          default: break
          }
        }
        if isOpen, openToAccount.last != role { openToAccount.append(role) }
      }
    }
  }

  func isAdministrator(_ index: Int) -> Bool {
    powers[index].administrator == .yes || powers[index].administrator == .conditional
  }

  /// Whether a policy has versions besides the one in effect.
  func hasOtherVersions(_ policy: ARN) -> Bool { versioned.contains(policy) }

  /// Whether a document leaves or gives everything to its bearer.
  private static func isWide(_ document: PolicyDocument, _ engine: AccessEngine) -> Bool {
    let policy = CompiledPolicy(document, catalogue: engine.catalogue, account: engine.accountID)
    return isWide(policy, engine)
  }

  private static func isWide(_ policy: CompiledPolicy, _ engine: AccessEngine) -> Bool {
    var actions = ActionSet(in: engine.catalogue)
    for line in policy.lines
    where line.effect == .allow && (line.resources.coversEverything || line.resources.isAllBut) {
      actions = actions.union(line.actions)
    }
    for line in policy.lines
    where line.effect == .deny && line.conditions.isEmpty && line.resources.coversEverything {
      actions = actions.subtracting(line.actions)
    }
    return EffectiveAccess.isEverything(actions)
  }

  /// The boundary that keeps `subject` from using whatever powers its policies are given; nil
  /// where it has none, or one that leaves everything.
  func narrowBoundary(of subject: AccessSubject) -> Containment? {
    guard let attached = subject.identity.boundary else { return nil }
    if let boundary = subject.boundary, Self.isWide(boundary.compiled, engine) { return nil }
    return Containment(
      kind: .boundary, name: attached.name, arn: attached.arn, denies: false)
  }
}
