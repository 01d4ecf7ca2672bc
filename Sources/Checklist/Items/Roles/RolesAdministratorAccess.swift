import Model
import Platform

extension Item {
  /// Evaluates the combined effect of all policies of a role, not the names of the policies.
  package static let rolesAdministratorAccess = Item(
    "roles.administrator-access", section: .roles, origin: .checklist,
    title: "No unneeded admin roles",
    requirement: "No role has administrator access without a documented need.",
    reporting: Reporting(
      effort: .project, priority: 40,
      consequence:
        "A person or program that gains such a role, by its trust policy or a flaw in its workload, controls the account."
    ),
    guidance: Guidance(
      why: """
        An intruder who gets hold of such a role, through its trust policy or a bug in the \
        workload, owns the account: the data, the keys, and the trail that would show the attack.
        """,
      look: """
        The people or programs that can assume it, and when it was last used. The role of a \
        service or a pipeline is a greater risk than a role that people reach through the identity \
        provider.
        """,
      justification: """
        A break-glass or landing-zone role that requires MFA or trusts only a named principal, and \
        whose use raises an alarm. A pipeline that "needs everything" needs a list of what it does.
        """)
  ) { examination in
    let findings = examination.identities.roles.compactMap { role in
      examination.administratorFinding(
        Subject.identity(.role, role.identity), role.identity,
        examination.privilege(of: role.arn),
        more: [
          Fact("trustedBy", role.trustText),
          Fact("identityCenter", String(role.isFromIdentityCenter)),
        ])
    }
    let linked = examination.identities.roles.count(where: \.isServiceLinked)
    return Judgement(
      findings: findings, missing: examination.missing(.roles, .policies),
      notes: linked > 0
        ? [
          "\(linked.counted("service-linked role")) not evaluated: only AWS can change such roles."
        ]
        : [])
  }
}

extension Role {
  /// The principals in the trust policy, as text.
  var trustText: String {
    let principals = (trust?.statements ?? []).filter { $0.effect == .allow }
      .flatMap { $0.principals?.list ?? [] }
    return principals.isEmpty ? "nobody" : principals.map(\.value).joined(separator: ", ")
  }
}

extension Examination {
  func administratorFinding(
    _ subject: Subject, _ identity: Identity, _ privilege: Privilege,
    members: [String]? = nil, more: [Fact] = []
  ) -> Deviation? {
    guard privilege.administrator != .no else { return nil }
    let sources = privilege.everything.map(\.policyFirst)
    let conditions = privilege.everything.map(\.statement.conditionsText).filter { !$0.isEmpty }
    let under =
      privilege.administrator != .conditional
      ? ""
      : conditions.isEmpty
        ? ", as far as the evidence shows"
        : ", under conditions (\(listed(conditions, separator: "; ")))"
    return Deviation(
      subject.kind.rawValue, subject.name, subject: subject,
      severity: privilege.isAdministrator ? .critical : .low,
      summary: "\(subject.name) \(privilege.limitedBy.isEmpty ? "has" : "would have")"
        + " administrator access via"
        + " \(privilege.everything.policiesText)\(under)"
        + privilege.limitedBy.summary,
      facts: [
        Fact("policies", many: sources, separator: " | "),
        Fact("conditions", many: conditions, separator: " | "),
        Fact("containedBy", privilege.limitedBy.factText),
      ] + (members.map { [Fact("members", $0.joined(separator: ", "))] } ?? []) + more,
      evidence: privilege.everything.prefix(Fact.maximumValues).map(\.statement.citation),
      advice: Advice(
        replacementText(
          privilege.everything, of: subject,
          "actions that it uses (see its last-accessed details) on the resources that it needs"),
        command: privilege.everything.first.flatMap { detachCommand($0.source, from: subject) }),
      detail: .fullAccess(
        FullAccess(
          policies: privilege.everything.map(\.source.name).uniqued,
          isLimited: !privilege.limitedBy.isEmpty, members: members)))
  }

  /// Advice to replace the policies with one that allows only `actions`. The command that follows
  /// removes the first of them.
  func replacementText(
    _ statements: [PolicyStatement], of subject: Subject, _ actions: String
  ) -> String {
    guard let first = statements.first?.source, detachCommand(first, from: subject) != nil else {
      return subject.isFromIdentityCenter
        ? "Change its permission set in IAM Identity Center: allow only the \(actions)."
        : "Allow only the \(actions)."
    }
    let isInline = first.arn == nil
    let last =
      Set(statements.map(\.source.name)).count > 1
      ? "remove \(englishList(statements.map(\.source.name).uniqued))"
      : (isInline ? "delete the inline policy" : "detach \(first.name)")
        + (first.group.map { " from group \($0), or remove the user from the group" } ?? "")
    return "Attach a policy that allows only the \(actions). Then \(last)."
  }

  /// The command that removes the policy from `subject`, or from the group that it comes from.
  func detachCommand(_ source: PolicySource, from subject: Subject) -> String? {
    let kind = source.group == nil ? subject.kind.rawValue : "group"
    // Roles of IAM Identity Center can only be changed through their permission set.
    guard ["user", "group", "role"].contains(kind), !subject.isFromIdentityCenter else {
      return nil
    }
    let name = source.group ?? subject.name
    if let arn = source.arn {
      return awsCommand(
        "iam detach-\(kind)-policy", ["\(kind)-name": name, "policy-arn": arn.description])
    }
    return awsCommand(
      "iam delete-\(kind)-policy", ["\(kind)-name": name, "policy-name": source.name])
  }
}
