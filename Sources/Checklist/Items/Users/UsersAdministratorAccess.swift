import Model

extension Item {
  /// A group that makes its members administrators is one finding; a user who is one by policies
  /// of its own, or only by several groups together, another.
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
    var findings: [Finding] = []
    var administrators: [String: [PolicyInEffect]] = [:]
    let members = Dictionary(
      grouping: identities.users.flatMap { user in user.groups.map { ($0, user.name) } }
    ) { $0.0 }
    for group in identities.groups {
      let policies = examination.policies(of: group.identity)
      administrators[group.name] = policies
      let privilege = examination.privilege(of: group.identity, policies: policies)
      let names = (members[group.name] ?? []).map(\.1).sorted()
      if let finding = examination.administratorFinding(
        "users.administrator-access", Subject.identity(.group, group.identity), group.identity,
        privilege,
        more: [Fact("members", names.joined(separator: ", "))])
      {
        findings.append(finding)
      }
    }
    for user in identities.users {
      let policies =
        examination.policies(of: user.identity) + user.groups.flatMap { administrators[$0] ?? [] }
      let privilege = examination.privilege(of: user.identity, policies: policies)
      if let finding = examination.administratorFinding(
        "users.administrator-access", Subject.identity(.user, user.identity), user.identity,
        privilege,
        more: [Fact("groups", user.groups.sorted().joined(separator: ", "))])
      {
        findings.append(finding)
      }
    }
    return Judgement(
      findings: findings, missing: examination.lacking(.users, .groups, .policies))
  }
}
