import Model

extension Item {
  /// Running and stopped instances count: a stopped one comes back as it was. Terminated ones
  /// linger in the answer for an hour and are gone.
  static let rolesInstanceProfiles = Item(
    "roles.instance-profiles", section: .roles, origin: .checklist,
    title: "Instances get their credentials from a role",
    guidance: Guidance(
      why: """
        An instance without a role needs keys somewhere on its disk as soon as it calls AWS; those \
        keys never change and go wherever an image of the disk goes.
        """,
      look:
        "Whether the instance calls AWS at all, and whether keys lie in its files or user data.",
      justification: """
        An instance that provably calls no AWS service, such as an appliance, and that is reached \
        for maintenance by other means than Systems Manager.
        """)
  ) { examination in
    let account = examination.account
    var missing = examination.lacking(.instances, account.instances)
    missing += examination.lacking(.roles)
    let profiles = examination.identities.roles.flatMap(\.instanceProfiles)
    let withRole = Set(profiles.filter { !$0.roles.isEmpty }.map(\.arn))
    let rolesAreWhole = examination.lacking(.roles).isEmpty
    let findings = (account.instances.value ?? []).compactMap { instance -> Finding? in
      guard ["running", "stopped", "stopping", "pending"].contains(instance.state) else {
        return nil
      }
      let lacksRole = instance.profile.map { rolesAreWhole && !withRole.contains($0) } ?? true
      guard lacksRole else { return nil }
      let partition = account.identities.value?.roles.first?.arn.partition ?? "aws"
      let arn = instance.region.flatMap { region in
        (instance.account ?? account.id).map {
          ARN("arn:\(partition):ec2:\(region):\($0):instance/\(instance.id)")
        }
      }
      let subject = Subject(kind: .instance, name: instance.id, arn: arn)
      let name = instance.name.map { " \($0)" } ?? ""
      return Finding(
        id: FindingID("roles.instance-profiles", subject),
        item: ItemID("roles.instance-profiles"), subject: subject, severity: .medium,
        summary: instance.profile == nil
          ? "the \(instance.state) instance\(name) has no instance profile"
          : "the \(instance.state) instance\(name) has an instance profile without a role",
        facts: [
          Fact("name", instance.name ?? ""), Fact("region", instance.region ?? "not said"),
          Fact("instanceProfile", instance.profile?.description ?? "none"),
        ],
        evidence: [instance.citation],
        advice: Advice(
          "Give it a profile with a role that has what it uses, and search it for keys.",
          command: awsCommand(
            "ec2 associate-iam-instance-profile",
            [
              "region": instance.region ?? "REGION", "instance-id": instance.id,
              "iam-instance-profile": "Name=PROFILE",
            ])))
    }
    return Judgement(findings: findings, missing: missing)
  }
}
