import Model

/// The principals of the account to which a control applies.
///
/// A control counts only if it applies to ordinary principals: to a new role and a new user without
/// tags, and to at least one existing user or role. An exemption of named principals does not
/// exempt ordinary principals. A pattern that matches every role does, and so does an exemption of
/// the account itself or of its organization.
struct ControlReach {
  /// Why the control does not count.
  enum Gap: Equatable {
    case everyone, roles, users
    /// All existing principals, by name.
    case existing([String])
    /// All existing roles, by a pattern that new roles can match too.
    case existingRoles([String])
  }

  /// Whether it applies to a new role and a new user.
  let ordinary: Truth
  /// Nil if the control counts.
  let gap: Gap?
  /// The principals that are always exempt, as text.
  let exempt: [String]
  /// Principals for which it is unknown whether the control applies, for example because of session
  /// tags.
  let undecided: [String]

  /// The reach of a control. `binds` returns whether the control applies to a principal, given the
  /// truth of the conditions of each statement on the path.
  init(among principals: ControlledPrincipals, binds: ([Truth]) -> Truth) {
    var known: [[Truth]: Truth] = [:]
    func bindsOnce(_ truths: [Truth]) -> Truth {
      if let truth = known[truths] { return truth }
      let truth = binds(truths)
      known[truths] = truth
      return truth
    }
    func bindsNew(_ context: RequestContext) -> Truth {
      bindsOnce(principals.control.truths(in: context))
    }
    // A pattern exempts all new roles only if it exempts each of the examples.
    let newRole = principals.newRoles.map(bindsNew).max() ?? .no
    let newUser = principals.newUsers.map(bindsNew).max() ?? .no
    let users = Self.sorted(principals.users, bindsOnce)
    let roles = Self.sorted(principals.roles, bindsOnce)
    ordinary = min(newRole, newUser)
    exempt =
      (bindsOnce(principals.root) == .no ? ["the root user"] : [])
      + Self.text("role", roles.exempt) + Self.text("user", users.exempt)
    undecided = Self.text("role", roles.undecided) + Self.text("user", users.undecided)
    gap =
      switch (newRole, newUser) {
      case (.no, .no): .everyone
      case (.no, _): .roles
      case (_, .no): .users
      default: Self.gap(principals, users, roles, bindsNew)
      }
  }

  /// The reach of a control that counts in every case; `reaches` are its reaches in the individual
  /// cases.
  init(commonTo reaches: [ControlReach]) {
    ordinary = reaches.map(\.ordinary).min() ?? .no
    gap = reaches.lazy.compactMap(\.gap).first
    exempt = reaches.flatMap(\.exempt).uniqued
    undecided = reaches.flatMap(\.undecided).uniqued
  }

  private typealias Principals = [ControlledPrincipals.Principal]
  private typealias Sorted = (exempt: Principals, undecided: Principals)

  private static func sorted(
    _ principals: Principals, _ binds: ([Truth]) -> Truth
  ) -> Sorted {
    var sorted: Sorted = ([], [])
    for principal in principals {
      switch binds(principal.truths) {
      case .no: sorted.exempt.append(principal)
      case .unknown: sorted.undecided.append(principal)
      case .yes: continue
      }
    }
    return sorted
  }

  private static func gap(
    _ principals: ControlledPrincipals, _ users: Sorted, _ roles: Sorted,
    _ binds: (RequestContext) -> Truth
  ) -> Gap? {
    guard principals.isWhole else { return nil }
    let exempt = roles.exempt + users.exempt
    if !exempt.isEmpty, exempt.count == principals.users.count + principals.roles.count {
      return .existing(exempt.map(\.subject.name))
    }
    guard !roles.exempt.isEmpty, roles.exempt.count == principals.roles.count else { return nil }
    let isPattern = roles.exempt.contains { role in
      principals.namesakes(of: role).contains { binds($0) == .no }
    }
    return isPattern ? .existingRoles(roles.exempt.map(\.subject.name)) : nil
  }

  private static func text(_ kind: String, _ principals: Principals) -> [String] {
    guard !principals.isEmpty else { return [] }
    return ["\(kind)\(principals.count == 1 ? "" : "s") \(listed(principals.map(\.subject.name)))"]
  }
}

extension ControlReach.Gap {
  /// The gap, as the end of a sentence that begins with the policy.
  var text: String {
    switch self {
    case .everyone: "applies to no user or role of the account"
    case .roles: "exempts every role"
    case .users: "exempts every IAM user"
    case .existing(let names): "exempts all users and roles that exist (\(listed(names)))"
    case .existingRoles(let names): "exempts all roles that exist (\(listed(names)))"
    }
  }
}
