/// What escalation needs to know of every principal, and no more, so that thousands are cheap.
struct PrincipalPower: Sendable {
  /// Which of the permissions that paths need it has, contained or not: a bit each.
  let permissions: PathPermissions
  let administrator: AdministratorStatus
  /// Powers that make it stronger than one without: a bit each.
  let strengths: UInt8
}

/// The permissions that some path needs, as bits.
struct PathPermissions: Hashable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  mutating func insert(_ bit: Int) {
    if bit < 64 { low |= 1 << UInt64(bit) } else { high |= 1 << UInt64(bit - 64) }
  }

  func isSuperset(of other: PathPermissions) -> Bool {
    other.low & ~low == 0 && other.high & ~high == 0
  }
}

extension PrincipalPower {
  /// All of a sensitive service, or powers of IAM on everything; a role that only writes its logs
  /// is not stronger than one that does not.
  static func strengths(_ access: EffectiveAccess, iamPowers: ActionSet) -> UInt8 {
    var result: UInt8 = 0
    for (bit, service) in ["iam", "s3", "ec2", "kms", "organizations"].enumerated()
    where access.onAllResources.coversAll(ofService: service) {
      result |= 1 << UInt8(bit)
    }
    if access.onAllResources.overlaps(iamPowers) { result |= 1 << 7 }
    return result
  }
}
