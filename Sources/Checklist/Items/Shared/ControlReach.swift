import Model

/// To which principals of the account a control applies.
///
/// A control is only one if an ordinary principal is bound by it: a role and a user that somebody
/// creates tomorrow, without tags, and some user or role that exists. Exemptions of principals by
/// name leave such a principal bound; a pattern that every role fits, the own account's id or the
/// own organization's id do not.
struct ControlReach {
  /// Why the control is none.
  enum Gap: Equatable {
    case everyone, roles, users
    /// All that exist, by name.
    case existing([String])
    /// All roles that exist, by a pattern that new ones would fit too.
    case existingRoles([String])
  }

  /// Whether a new role and a new user are bound.
  let ordinary: Truth
  /// Nil where the control is one.
  let gap: Gap?
  /// The principals that are never bound, in words.
  let exempt: [String]
  /// Principals of which it is unknown whether they are bound, for example because session tags decide.
  let undecided: [String]

  /// The reach of a control that binds a principal as `binds` says of the conditions of each
  /// statement on the path.
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
    func bindsKnown(_ principal: ControlledPrincipals.Principal) -> Truth {
      bindsOnce(principal.truths)
    }
    // A pattern exempts all new roles only if it exempts each of the examples.
    let newRole = principals.newRoles.map(bindsNew).max() ?? .no
    let newUser = principals.newUsers.map(bindsNew).max() ?? .no
    let users = Self.sorted(principals.users, bindsKnown)
    let roles = Self.sorted(principals.roles, bindsKnown)
    ordinary = min(newRole, newUser)
    exempt =
      (binds(principals.root) == .no ? ["the root user"] : [])
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

  private typealias Principals = [ControlledPrincipals.Principal]
  private typealias Sorted = (exempt: Principals, undecided: Principals)

  private static func sorted(
    _ principals: Principals, _ binds: (ControlledPrincipals.Principal) -> Truth
  ) -> Sorted {
    var sorted: Sorted = ([], [])
    for principal in principals {
      switch binds(principal) {
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
  /// What a policy does that leaves it, as the rest of a sentence.
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
