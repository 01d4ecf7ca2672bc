/// The properties of a principal that the search for escalation paths needs, small enough for
/// thousands.
struct PrincipalPower: Sendable {
  /// The permissions that it has among those that paths require, blocked or not, one bit each.
  let permissions: PathPermissions
  let administrator: AdministratorStatus
  let strengths: Strengths

  var isAdministrator: Bool { administrator == .yes || administrator == .conditional }
}

/// The permissions that paths require, as bits.
struct PathPermissions: Hashable, Sendable {
  private var words = SIMD4<UInt64>()

  mutating func insert(_ bit: Int) { words[bit / 64] |= 1 << UInt64(bit % 64) }

  func isSuperset(of other: PathPermissions) -> Bool { other.words & ~words == .zero }

  func overlaps(_ other: PathPermissions) -> Bool { words & other.words != .zero }

  mutating func formUnion(_ other: PathPermissions) { words |= other.words }

  static let capacity = 256
}

/// Properties that give a principal more privileges than one without them, one bit each. Writing
/// logs, for example, does not count.
struct Strengths: Hashable, Sendable {
  /// Full access to a sensitive service, or IAM permissions management, on all resources.
  var control: UInt16 = 0
  /// Data of a service.
  var data: UInt16 = 0

  /// Whether it has control that `other` does not have.
  func controlsMore(than other: Strengths) -> Bool { control & ~other.control != 0 }

  /// Whether it has data of a service of which `other` has none.
  func readsMore(than other: Strengths) -> Bool { data & ~other.data != 0 }
}

/// Measures all principals with the same action sets.
struct PowerMeasure {
  private let permissions: [(name: String, index: Int?)]
  let iamPowers: ActionSet
  private let data: [ActionSet]
  private let anyData: ActionSet
  private let keys: ActionSet
  private let controlling: ActionSet

  /// Creates a measure with one bit for each of `permissions`; every path needs one of `keys`.
  init(permissions: [String], keys: [String], catalogue: ActionCatalogue) {
    precondition(permissions.count <= PathPermissions.capacity)
    self.permissions = permissions.map { ($0, catalogue.index(ofAction: $0)) }
    iamPowers = ActionSet(of: .only(["iam:*"]), in: catalogue)
      .filtered(levels: [.permissionsManagement])
    data = Self.data.map { ActionSet(of: .only($0), in: catalogue) }
    anyData = ActionSet(of: .only(Self.data.flatMap(\.self)), in: catalogue)
    controlling = iamPowers.union(ActionSet(of: .only(Self.witnesses), in: catalogue))
    self.keys = ActionSet(of: .only(keys), in: catalogue)
  }

  private static let controlled = ["iam", "s3", "ec2", "kms", "organizations"]

  /// Without these actions, a principal does not have full access to the services.
  private static let witnesses = [
    "s3:DeleteBucket", "ec2:DeleteVpc", "kms:ScheduleKeyDeletion",
    "organizations:LeaveOrganization",
  ]

  private static let data = [
    ["s3:GetObject", "s3:PutObject"], ["secretsmanager:GetSecretValue"],
    ["ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath"],
    ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"], ["kms:Decrypt"],
    ["rds-db:connect", "rds-data:ExecuteStatement", "redshift:GetClusterCredentials"],
  ]

  /// The privileges of `access`.
  func power(of access: EffectiveAccess) -> PrincipalPower {
    PrincipalPower(
      permissions: permissions(in: access.granted), administrator: access.administrator,
      strengths: strengths(access))
  }

  /// Those of the permissions that are among `actions`.
  func permissions(in actions: ActionSet) -> PathPermissions {
    var mask = PathPermissions()
    for (bit, permission) in permissions.enumerated()
    where permission.index.map(actions.contains(index:)) ?? actions.contains(permission.name) {
      mask.insert(bit)
    }
    return mask
  }

  /// The strengths that no condition limits, in any session.
  func certainStrengths(_ access: EffectiveAccess) -> Strengths {
    strengths(onAll: access.unrestricted, allowed: access.unconditional)
  }

  private func strengths(_ access: EffectiveAccess) -> Strengths {
    strengths(onAll: access.onAllResources, allowed: access.allowed)
  }

  private func strengths(onAll: ActionSet, allowed: ActionSet) -> Strengths {
    var result = Strengths()
    for (bit, service) in Self.controlled.enumerated()
    where onAll.coversAll(ofService: service) {
      result.control |= 1 << UInt16(bit)
    }
    if onAll.overlaps(iamPowers) { result.control |= 1 << 15 }
    result.data = dataBits(allowed)
    return result
  }

  private func dataBits(_ actions: ActionSet) -> UInt16 {
    var result: UInt16 = 0
    for (bit, some) in data.enumerated() where actions.overlaps(some) {
      result |= 1 << UInt16(bit)
    }
    return result
  }

  /// The privileges of a principal without any key permission and any control, as most have,
  /// without computing its access; nil if it must be computed.
  func plainPower(of subject: AccessSubject) -> PrincipalPower? {
    guard subject.boundary == nil, !subject.allows(anyOf: keys),
      !subject.isWide || !subject.allows(anyOf: controlling)
    else { return nil }
    var strengths = Strengths()
    for (bit, actions) in data.enumerated() where subject.allows(anyOf: actions) {
      strengths.data |= 1 << UInt16(bit)
    }
    if strengths.data != 0, subject.policies.contains(where: isOpen) { return nil }
    return PrincipalPower(
      permissions: PathPermissions(), administrator: .no, strengths: strengths)
  }

  /// Whether data access is denied, or allowed under a condition.
  private func isOpen(_ policy: AppliedPolicy) -> Bool {
    policy.compiled.lines.contains {
      ($0.effect == .deny || !$0.conditions.isEmpty) && $0.actions.overlaps(anyData)
    }
  }
}
