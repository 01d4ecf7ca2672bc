import Model
import Platform

extension Item {
  /// Requires that EC2 instances get their credentials from a role.
  package static let rolesInstanceProfiles = Item(
    "roles.instance-profiles", section: .roles, origin: .checklist,
    title: "EC2 instance profiles",
    requirement: "EC2 instances get their credentials from an instance profile.",
    reporting: Reporting(
      effort: .change, priority: 180,
      consequence: "Programs on such an instance need stored keys to call AWS."),
    guidance: Guidance(
      why: """
        An instance without a role either calls no AWS API, or uses access keys that someone put \
        on its disk. Such keys do not expire, and every snapshot of the disk contains them.
        """,
      look: """
        Ask what runs on the instance and how it calls AWS; search its user data and image for \
        keys. A stopped instance still has its disk.
        """,
      justification: "An instance that demonstrably calls no AWS API.")
  ) { examination in
    var judgement = Judgement()
    let account = examination.account
    let all = judgement.take(account.instances, .instances) ?? []
    let gone: Set<String> = ["terminated", "shutting-down"]
    let instances = all.filter { !gone.contains($0.state) }
    let foreign = instances.filter { instance in
      instance.account.map { owner in account.id.map { $0 != owner } ?? false } ?? false
    }
    if let other = foreign.first {
      judgement.noteMissing(
        .instances,
        "includes \(foreign.count.counted("instance")) of another account:"
          + " \(other.account ?? "unknown")")
    }
    let others = Set(foreign.map(\.id))
    let own = instances.filter { !others.contains($0.id) }
    let roles =
      own.contains { $0.profile != nil }
      ? judgement.identities(account, needing: .roles).roles : []
    let rolesAreWhole = !judgement.missing.contains { $0.kind == .authorizationDetails }
    let profiles = Set(
      roles.flatMap { role in role.instanceProfiles.map { $0.arn.description } })
    for instance in own {
      if let profile = instance.profile {
        // Without the whole list of roles, a profile without a known role can still have one.
        guard !profiles.contains(profile.description), rolesAreWhole else { continue }
      }
      judgement.findings.append(instanceFinding(instance))
    }
    return judgement
  }
}

private func instanceFinding(_ instance: Instance) -> Deviation {
  let region = instance.region ?? "unknown"
  let arn = instance.region.flatMap { region in
    instance.account.map {
      ARN("arn:\(Partition.of(region: region).id):ec2:\(region):\($0):instance/\(instance.id)")
    }
  }
  let name = instance.name.map { " (\($0))" } ?? ""
  let command =
    instance.profile == nil
    ? awsCommand(
      "ec2 associate-iam-instance-profile",
      [
        "region": instance.region ?? "REGION", "instance-id": instance.id,
        "iam-instance-profile": "Name=PROFILE",
      ])
    : instance.profile.flatMap {
      awsCommand(
        "iam add-role-to-instance-profile",
        ["instance-profile-name": $0.resourceName, "role-name": "ROLE"])
    }
  return Deviation(
    "instance", instance.id,
    subject: Subject(kind: .instance, name: instance.id, arn: arn),
    severity: instance.state == "stopped" ? .low : .medium,
    summary: instance.profile.map {
      "\(instance.id)\(name) in \(region) has instance profile \($0.resourceName), which has no role"
    } ?? "\(instance.id)\(name) in \(region) has no instance profile",
    facts: [
      Fact("instanceId", instance.id), Fact("region", region), Fact("state", instance.state),
      Fact("profile", instance.profile?.description ?? "none"),
    ],
    evidence: [instance.citation],
    advice: Advice(
      """
      Find out how the instance calls AWS, give it an instance profile with its own role, and \
      delete the access keys that it used.
      """,
      command: command),
    detail: .instance(profile: instance.profile))
}
