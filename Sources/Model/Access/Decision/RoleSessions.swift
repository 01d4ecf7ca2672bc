/// The names of role sessions that the policies of an account distinguish.
///
///     Principal   arn:aws:sts::…:assumed-role/dev/deploy   sessions of dev named deploy
///     StringLike  aws:userid  AROADEV:ops                  sessions of dev named ops
///     StringLike  aws:userid  *:ops-*                      sessions named ops-x, for example
///
/// The caller that assumes a role chooses the name, as far as the trust policy allows. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session
/// and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.
struct RoleSessions: Sendable {
  /// The maximum number of names per role.
  private static let maximumNames = 64

  /// The names in `Principal` elements, by role.
  private let byRole: [String: [String]]
  /// The names in conditions of trust policies, by the role id before them.
  private var byID: [String: [String]] = [:]
  /// Those whose role id has a wildcard or variable.
  private var ofAnyRole: [UserID] = []

  init(_ trusts: RoleTrusts) {
    byRole = trusts.sessionNames
    for id in trusts.userIDConditions.flatMap(Self.userIDs) {
      if id.isRoleFixed {
        byID[id.role, default: []].append(id.name)
      } else if ofAnyRole.count < Self.maximumNames {
        ofAnyRole.append(id)
      }
    }
  }

  /// The names that trust policies distinguish.
  func trusted(of role: AccessSubject) -> [String] {
    let id = role.identity.uniqueID
    let names =
      (byRole[role.name] ?? []) + (byID[id] ?? [])
      + ofAnyRole.filter { $0.matches(id) }.map(\.name)
    return Self.possible(names, of: role)
  }

  /// The names that the role's own policies, and those that limit it, distinguish.
  static func own(of role: AccessSubject, limits: [AppliedPolicy]) -> [String] {
    let id = role.identity.uniqueID
    let ids = conditions(of: role, limits: limits).flatMap(userIDs)
    return possible(ids.filter { $0.matches(id) }.map(\.name), of: role)
  }

  /// The conditions on the session's name.
  static func conditions(of role: AccessSubject, limits: [AppliedPolicy]) -> [Condition] {
    (role.policies + limits).lazy.flatMap(\.document.statements).flatMap(\.conditions)
      .filter(testsUserID)
  }

  static func testsUserID(_ condition: Condition) -> Bool {
    condition.key.lowercased() == "aws:userid"
  }

  /// Those of `names` that the role's trust policy lets sessions have.
  private static func possible(_ names: [String], of role: AccessSubject) -> [String] {
    if names.isEmpty { return [] }
    let patterns = role.sessionNames.map { WildcardPattern($0) }
    let possible = names.uniqued.lazy.filter(SessionARN.isName).filter { name in
      patterns.contains { $0.match(name) != .no }
    }
    return Array(possible.prefix(maximumNames))
  }

  /// A value of `aws:userid`: the id of a role and the name of its session.
  private struct UserID {
    let role: String
    /// With `x` for each wildcard.
    let name: String

    init?(_ value: String) {
      guard let colon = value.lastIndex(of: ":") else {
        // `*ops` is the end of a name.
        guard value.hasPrefix("*") else { return nil }
        role = "*"
        name = String(value.dropFirst().map { $0 == "*" || $0 == "?" ? "x" : $0 })
        return
      }
      role = String(value[..<colon])
      name = String(value[value.index(after: colon)...].map { $0 == "*" || $0 == "?" ? "x" : $0 })
    }

    var isRoleFixed: Bool { !role.contains { "*?$".contains($0) } }

    func matches(_ id: String) -> Bool {
      WildcardPattern(role, variables: true).match(id) != .no
    }
  }

  private static func userIDs(_ condition: Condition) -> [UserID] {
    condition.values.compactMap(UserID.init)
  }
}
