internal import Platform

/// The data that all escalation searches share: each principal's power, and the principals that can
/// assume each role.
final class EscalationModel: Sendable {
  let engine: AccessEngine
  let paths: [EscalationPath]
  let needs: [PathPermissions]
  /// The permission to assume roles.
  let assuming: PathPermissions
  let powers: [PrincipalPower]
  /// The access of principals that have a path, kept because they are searched several times.
  private let accesses: [EffectiveAccess?]
  let trusts: RoleTrusts
  let index: TargetIndex
  let resources: ServiceResources
  /// Whether principals can change it; false for service-linked roles and roles of IAM Identity
  /// Center.
  /// See https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html.
  let isChangeable: [Bool]
  let customerPolicies: CustomerPolicies
  let roles: [Int]
  let users: [Int]
  let groups: [Int]
  /// The groups of each user, and the groups that have members.
  let groupsOfUser: [ARN: [Int]]
  let groupsWithMembers: Set<Int>
  /// The roles that are in an instance profile.
  let profiled: Set<ARN>
  /// The power of roles without their boundary, if any principal can remove boundaries.
  let unbound: [Int: PrincipalPower]
  /// The session names and tags that are needed for the power of roles, if it depends on them.
  let sessionsWithPower: [Int: [TargetSession]]
  /// The variants of principals after another principal has tagged them, if conditions distinguish
  /// them, or has lifted their boundary.
  let retagged: [(index: Int, variants: [PrincipalVariant])]
  /// The principals that are administrators only after another principal has changed them: their
  /// tags, policies or boundary, or the trust policy of a role.
  let administratorsByOthers: [Int: [TargetSession]]
  let listByOthers: TargetList
  /// The variants of principals with other tags, if conditions distinguish them.
  private let tagged: [[PrincipalVariant]]
  /// The sessions of roles, by the names that policies distinguish.
  private let named: [Int: [PrincipalVariant]]
  /// The account's own policies that give full access to the principals that they are attached to.
  let widePolicies: [ARN]
  private let wideNames: Set<String>
  /// The boundary of each principal that prevents administrator access; nil if it has no boundary,
  /// or one that allows everything.
  let narrowBoundaries: [LimitingPolicy?]
  /// The roles of `unbound`.
  let unboundRoles: TargetList
  /// The number of versions of each customer managed policy.
  private let versions: [ARN: Int]
  private let measure: PowerMeasure
  /// Finds the privileges that principals can gain by changing their tags.
  let finder: PrincipalVariantFinder
  /// What principals that change themselves can use.
  let changes: SelfChanges
  let existingNames: NewNames.Existing

  /// `visit` receives the access of each principal with relevant permissions, from several threads.
  init(
    engine: AccessEngine, paths: [EscalationPath],
    visit: @Sendable (AccessSubject, EffectiveAccess) -> Void = { _, _ in }
  ) {
    self.engine = engine
    self.paths = paths
    index = TargetIndex(engine.subjects.map(\.arn.description))
    resources = ServiceResources(engine: engine)
    let policies = engine.account.identities.value?.policies ?? []
    widePolicies = policies.filter { policy in
      engine.policy(policy).map { Self.isWide($0.compiled, engine) } ?? false
    }.map(\.arn)
    wideNames = Set(widePolicies.map(\.description))
    narrowBoundaries = Self.narrowBoundaries(engine, wide: wideNames)
    versions = Dictionary(
      policies.map { ($0.arn, $0.versionCount) }, uniquingKeysWith: { first, _ in first })
    let permissions = paths.flatMap(\.permissions).uniqued
    let bits = Dictionary(
      permissions.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { $1 })
    func mask(_ permissions: [String]) -> PathPermissions {
      permissions.reduce(into: PathPermissions()) { mask, permission in
        if let bit = bits[permission] { mask.insert(bit) }
      }
    }
    needs = paths.map { mask($0.permissions) }
    assuming = mask(["sts:AssumeRole"])
    let measure = PowerMeasure(
      permissions: permissions, keys: paths.compactMap(\.permissions.first).uniqued,
      catalogue: engine.catalogue)
    self.measure = measure
    let needs = needs
    let measured = concurrentMap(engine.subjects.count) {
      index -> (power: PrincipalPower, access: EffectiveAccess?) in
      let subject = engine.subjects[index]
      if engine.levels.isEmpty, let plain = measure.plainPower(of: subject) {
        if subject.allows(anyOf: BoundaryDelegation.managing) || subject.isWide {
          visit(subject, engine.effectiveAccess(of: subject))
        }
        return (plain, nil)
      }
      let access = engine.effectiveAccess(of: subject)
      visit(subject, access)
      let power = measure.power(of: access)
      let hasPath = needs.contains(where: power.permissions.isSuperset)
      return (power, hasPath && !power.isAdministrator ? access : nil)
    }
    powers = measured.map(\.power)
    accesses = measured.map(\.access)
    let isChangeable = engine.subjects.map { subject in
      !subject.isServiceLinked && !subject.identity.path.hasPrefix("/aws-reserved/")
    }
    self.isChangeable = isChangeable
    func places(_ kind: AccessSubject.Kind) -> [Int] {
      engine.subjects.indices.filter { engine.subjects[$0].kind == kind }
    }
    users = places(.user)
    groups = places(.group)
    roles = places(.role).filter { isChangeable[$0] }
    customerPolicies = CustomerPolicies(engine)
    trusts = RoleTrusts(engine: engine, roles: roles, services: Set(paths.flatMap(\.services)))
    profiled = Set(
      (engine.account.identities.value?.roles ?? []).filter { !$0.instanceProfiles.isEmpty }
        .map(\.arn))
    let finder = PrincipalVariantFinder(
      engine: engine, measure: measure, strong: powers.map(\.isAdministrator))
    self.finder = finder
    let attaching = SelfChanges.attaching.map { mask([$0]) }.filter { $0 != PathPermissions() }
    changes = SelfChanges(
      engine: engine, permissions: permissions,
      isNeeded: powers.contains { power in
        !power.isAdministrator && attaching.contains(where: power.permissions.isSuperset)
      })
    existingNames = NewNames.Existing(engine)
    func isGranted(_ action: String) -> Bool {
      let permission = mask([action])
      return permission != PathPermissions()
        && measured.contains {
          !$0.power.isAdministrator && $0.power.permissions.isSuperset(of: permission)
        }
    }
    let canLift = EscalationSearch.lifting.contains(where: isGranted)
    let canRemove = EscalationSearch.removingPolicies.contains(where: isGranted)
    let variants = concurrentMap(engine.subjects.count) { [trusts, powers, assuming] index in
      let subject = engine.subjects[index]
      let isNamed = trusts.isNamed(subject)
      let found = finder.variants(
        of: subject, power: powers[index], access: measured[index].access, isNamed: isNamed,
        isChangeable: isChangeable[index])
      let power = SessionPower(
        role: subject, limits: engine.limits(on: subject), whole: powers[index]
      ) { measure.power(of: engine.effectiveAccess(of: $0)) }
      let isWorthFreeing =
        subject.kind != .group && isChangeable[index] && !powers[index].isAdministrator
      let freed =
        isWorthFreeing
        ? (canLift ? Self.unbounded(subject, engine, measure) : [])
          + (canRemove ? Self.undenied(subject, engine, measure) : []) : []
      return UsefulVariants(
        found, freed: freed, power, isChangeable: isChangeable[index]
      ) { permissions in
        var permissions = permissions
        if isNamed { permissions.formUnion(assuming) }
        return needs.contains(where: permissions.isSuperset)
      }
    }
    tagged = variants.map(\.searched)
    var sessionsWithPower: [Int: [TargetSession]] = [:]
    var named: [Int: [PrincipalVariant]] = [:]
    retagged = variants.enumerated().filter { !$0.element.retagged.isEmpty }
      .map { ($0.offset, $0.element.retagged) }
    var administrators: [Int: [TargetSession]] = [:]
    for (place, variants) in variants.enumerated() where !variants.administrators.isEmpty {
      administrators[place] = variants.administrators
    }
    let canWriteTrust = isGranted("iam:UpdateAssumeRolePolicy")
    let sessions = RoleSessions(trusts)
    for role in places(.role) {
      let subject = engine.subjects[role]
      let own = RoleSessions.own(of: subject, limits: engine.limits(on: subject))
      sessionsWithPower[role] = variants[role].sessionsWithPower
      if powers[role].isAdministrator { continue }
      let possible = (own + sessions.trusted(of: subject)).uniqued
      named[role] = possible.map { [powers] name in
        let session = subject.session(named: name)
        let access =
          own.isEmpty
          ? measured[role].access ?? engine.effectiveAccess(of: subject)
          : engine.effectiveAccess(of: session)
        return PrincipalVariant(
          subject: session, access: access,
          power: own.isEmpty ? powers[role] : measure.power(of: access),
          hasOtherAccess: !own.isEmpty)
      }
      guard canWriteTrust, subject.sessionNames != SessionNames.any else { continue }
      let others = Self.retrusted(subject, besides: possible, sessions, engine, measure)
      named[role, default: []] += others
      let strong = others.filter(\.power.isAdministrator).map { TargetSession($0.session) }
      if !strong.isEmpty { administrators[role, default: []] += strong }
    }
    self.sessionsWithPower = sessionsWithPower
    self.named = named
    administratorsByOthers = administrators
    listByOthers = TargetList(administrators.keys.sorted(), in: index)
    groupsOfUser = Self.groupsOfUser(engine, groups)
    groupsWithMembers = Set(groupsOfUser.values.joined())
    let isRemovable = isGranted("iam:DeleteRolePermissionsBoundary")
    var unbound: [Int: PrincipalPower] = [:]
    for role in roles where isRemovable && engine.subjects[role].boundary != nil {
      let subject = engine.subjects[role]
      let free = subject.with(policies: subject.policies, boundary: nil)
      unbound[role] = measure.power(of: engine.effectiveAccess(of: free))
    }
    self.unbound = unbound
    unboundRoles = TargetList(unbound.keys.sorted(), in: index)
  }

  private static func groupsOfUser(_ engine: AccessEngine, _ groups: [Int]) -> [ARN: [Int]] {
    let byName = Dictionary(
      groups.map { (engine.subjects[$0].name.lowercased(), $0) }, uniquingKeysWith: { $1 })
    var result: [ARN: [Int]] = [:]
    for user in engine.account.identities.value?.users ?? [] {
      result[user.arn] = user.groups.compactMap { byName[$0.lowercased()] }
    }
    return result
  }

  /// A principal as in the evidence, then its variants after changing its own tags, and its sessions.
  func variants(of index: Int) -> [PrincipalVariant] {
    let unchanged = PrincipalVariant(
      subject: engine.subjects[index], access: access(of: index), power: powers[index])
    return [unchanged] + changed(index)
  }

  private func changed(_ index: Int) -> [PrincipalVariant] { tagged[index] + (named[index] ?? []) }

  /// The target that a principal is after another principal has tagged it as in `variant`.
  func target(_ variant: PrincipalVariant, of index: Int) -> TargetSession {
    SessionPower(
      role: engine.subjects[index], limits: engine.limits(on: engine.subjects[index]),
      whole: powers[index], power: power
    ).session(of: variant)
  }

  /// How many `variants` a principal has.
  func variantCount(of index: Int) -> Int { 1 + changed(index).count }

  /// Whether some sessions of the principal differ from others.
  func hasSessions(_ index: Int) -> Bool { changed(index).contains { !$0.session.isEmpty } }

  /// What a principal and its variants can do together.
  func permissions(of index: Int) -> PathPermissions {
    changed(index).reduce(into: powers[index].permissions) { $0.formUnion($1.power.permissions) }
  }

  /// The access of a principal.
  func access(of index: Int) -> EffectiveAccess {
    accesses[index] ?? engine.effectiveAccess(of: engine.subjects[index])
  }

  /// The power of a principal with other policies or without its boundary.
  func power(of subject: AccessSubject) -> PrincipalPower {
    measure.power(of: engine.effectiveAccess(of: subject))
  }

  /// The permissions of paths that are among `actions`.
  func permissions(in actions: ActionSet) -> PathPermissions { measure.permissions(in: actions) }

  /// The power of a principal that has `access`.
  func power(of access: EffectiveAccess) -> PrincipalPower { measure.power(of: access) }

  /// The strengths of a principal that do not depend on its session.
  func certainStrengths(of index: Int) -> Strengths {
    measure.certainStrengths(access(of: index))
  }

  /// Whether an administrator is missing IAM permissions that another policy would give it.
  func withholdsPermissions(from index: Int) -> Bool {
    let subject = engine.subjects[index]
    let powers = measure.iamPowers
    let now = engine.effectiveAccess(of: subject).unrestricted.intersection(powers)
    if now.isSuperset(of: powers) { return false }
    let more = engine.effectiveAccess(of: subject.allowed("iam:*", engine)).unrestricted
    return more.intersection(powers).count > now.count
  }

  /// Whether a policy has versions other than the default version.
  func hasOtherVersions(_ policy: ARN) -> Bool { versions[policy, default: 1] > 1 }

  /// Whether a policy allows everything, as a policy or as a boundary.
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

  private static func narrowBoundaries(
    _ engine: AccessEngine, wide: Set<String>
  ) -> [LimitingPolicy?] {
    engine.subjects.map { subject in
      guard let attached = subject.identity.boundary,
        subject.boundary == nil || !wide.contains(attached.arn.description)
      else { return nil }
      return LimitingPolicy(kind: .boundary, name: attached.name, arn: attached.arn, denies: false)
    }
  }

  /// The boundary of `subject` in `narrowBoundaries`.
  func narrowBoundary(of subject: AccessSubject) -> LimitingPolicy? {
    engine.indexByARN[subject.arn.description].flatMap { narrowBoundaries[$0] }
  }

  /// Whether the policy allows everything as a boundary.
  func isWide(_ policy: String) -> Bool {
    wideNames.contains(policy)
      || policy == "arn:\(engine.resources.partition):iam::aws:policy/AdministratorAccess"
  }
}
