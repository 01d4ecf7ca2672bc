import Model

extension Item {
  /// A group that makes its members administrators is one finding, and each user who is one another:
  /// the one names the policy, the other the credentials behind it.
  static let usersAdministratorAccess = Item(
    "users.administrator-access", section: .users, origin: .guide,
    title: "No user or group may do everything",
    guidance: Guidance(
      why: """
        A user has credentials that live for ever. With administrator access behind them, one leak \
        is the account.
        """,
      look: "Who is in the group, whether they have MFA, and what they do with the power.",
      justification: """
        One or two break-glass users with hardware MFA, sealed and alarmed. Daily administration \
        belongs to roles that people assume for an hour.
        """)
  ) { examination in
    let identities = examination.identities
    let members = Dictionary(
      grouping: identities.users.flatMap { user in user.groups.map { ($0, user.name) } }
    ) { $0.0 }
    let groups = identities.groups.compactMap { group in
      examination.administratorFinding(
        "users.administrator-access", Subject.identity(.group, group.identity), group.identity,
        examination.privilege(of: group.arn),
        more: [
          Fact("members", (members[group.name] ?? []).map(\.1).sorted().joined(separator: ", "))
        ])
    }
    let users = identities.users.compactMap { user in
      examination.administratorFinding(
        "users.administrator-access", Subject.identity(.user, user.identity), user.identity,
        examination.privilege(of: user.arn),
        more: [Fact("groups", user.groups.sorted().joined(separator: ", "))])
    }
    return Judgement(
      findings: groups + users, missing: examination.lacking(.users, .groups, .policies))
  }
}
