import Model

extension Item {
  /// Reports the group whose policies grant administrator access, and each of its members as well:
  /// the first finding names the policy, the others the credentials.
  package static let usersAdministratorAccess = Item(
    "users.administrator-access", section: .users, origin: .guide,
    title: "No administrator users",
    requirement: "No IAM user or group has administrator access.",
    reporting: Reporting(
      effort: .change, priority: 50,
      consequence: "One stolen long-term credential gives full control of the account."),
    guidance: Guidance(
      why: """
        An IAM user has long-term credentials. If they give administrator access, a single leak \
        compromises the whole account.
        """,
      look: "The members of the group, their MFA, and what they use the access for.",
      justification: """
        One or two break-glass users with hardware MFA, whose credentials are sealed and whose use \
        raises an alarm. Daily administration belongs to roles that people assume for an hour.
        """)
  ) { examination in
    let identities = examination.identities
    let members = Dictionary(
      grouping: identities.users.flatMap { user in user.groups.map { ($0, user.name) } }
    ) { $0.0 }
    let groups = identities.groups.compactMap { group in
      examination.administratorFinding(
        Subject.identity(.group, group.identity), group.identity,
        examination.privilege(of: group.arn),
        members: (members[group.name] ?? []).map(\.1).sorted())
    }
    let users = identities.users.compactMap { user in
      examination.administratorFinding(
        Subject.identity(.user, user.identity), user.identity,
        examination.privilege(of: user.arn),
        more: [Fact("groups", user.groups.sorted().joined(separator: ", "))])
    }
    return Judgement(
      findings: groups + users, missing: examination.missing(.users, .groups, .policies))
  }
}
