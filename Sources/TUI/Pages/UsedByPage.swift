import Checklist
import Model

extension PageTopic {
  /// The principals that have a policy, use it, or can assume a role.
  static func usedBy(_ entity: PageSubject) -> PageTopic { PageTopic(UsedByPage(entity: entity)) }
}

/// The record of the page.
private struct UsedByPage: PageRecord {
  let entity: PageSubject

  var subject: PageSubject? { entity }

  func step(isNamed: Bool, _ inventory: Inventory) -> String {
    isNamed ? "used by" : "\(inventory.title(of: entity)) used by"
  }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    UsedByText(context).add(entity, to: &text)
  }
}

/// The principals that have, use or can assume an identity or policy; each line is a link.
struct UsedByText {
  let context: TextContext
  private var inventory: Inventory { context.model.inventory }
  private var account: Account { context.model.account }

  init(_ context: TextContext) { self.context = context }

  func add(_ subject: PageSubject, to text: inout TextBuilder) {
    text.paragraph(
      "References to \(subject.kind) \(inventory.name(of: subject))", role: .heading)
    switch subject {
    case .policy(let number): addPolicy(inventory.policies[number], to: &text)
    case .role(let number): addRole(inventory.roles[number], subject, to: &text)
    case .user(let number): addUser(inventory.users[number], subject, to: &text)
    case .group(let number): addMembers(of: inventory.groups[number].name, to: &text)
    case .controlPolicy(let number): addControl(inventory.controlPolicies[number], to: &text)
    }
  }

  private func addPolicy(_ policy: ManagedPolicy, to text: inout TextBuilder) {
    let uses = inventory.uses(of: policy.arn)
    for (title, isBoundary) in [("Attached to", false), ("Permissions boundary of", true)] {
      add(title, uses.filter { $0.isBoundary == isBoundary }.map { ($0.holder, "") }, to: &text)
    }
    // Members of a group have the policies of the group too.
    let members = uses.flatMap { use -> [(PageSubject, String)] in
      guard case .group(let number) = use.holder, !use.isBoundary else { return [] }
      let group = inventory.groups[number].name
      return inventory.members(ofGroup: group).map { (.user($0), "in group \(group)") }
    }
    add("Through a group", members, to: &text)
  }

  private func addRole(_ role: Role, _ subject: PageSubject, to text: inout TextBuilder) {
    text.heading("Can be assumed by")
    for statement in role.trust?.statements ?? [] where statement.effect == .allow {
      TrustedText(context).add(statement, to: &text)
    }
    if role.trust == nil {
      text.paragraph("the trust policy is not in the evidence", indent: 2)
    }
    let arrivals = context.model.access.escalations.arrivals(at: role.arn).map { arrival in
      (arrival.from, arrival.paths.joined(separator: ", then "))
    }
    text.heading("Principals that can escalate to this role", count: arrivals.count)
    for (arn, way) in arrivals {
      text.entry(arn.resourceName, aside: way, link: inventory.page(of: arn).map(Link.page))
    }
    if arrivals.isEmpty { text.paragraph("none", role: .muted, indent: 2) }
    addMachines(of: role, to: &text)
  }

  private func addMachines(of role: Role, to text: inout TextBuilder) {
    text.heading("Instance profiles", count: role.instanceProfiles.count)
    for profile in role.instanceProfiles {
      text.entry(profile.name, aside: profile.arn.description)
    }
    let profiles = Set(role.instanceProfiles.map(\.arn.description))
    let instances = (account.instances.value ?? []).filter {
      $0.profile.map { profiles.contains($0.description) } ?? false
    }
    text.heading("Instances", count: instances.count)
    for instance in instances { text.entry(instance.id, aside: instance.region ?? "") }
    let functions = (account.functions.value ?? []).filter { $0.role == role.arn }
    text.heading("Functions", count: functions.count)
    for function in functions { text.entry(function.name, aside: function.arn.region) }
  }

  private func addUser(_ user: User, _ subject: PageSubject, to text: inout TextBuilder) {
    let groups = user.groups.map { (inventory.page(ofGroup: $0), $0) }
    text.heading("Groups", count: groups.count)
    for (page, name) in groups { text.entry(name, link: page.map(Link.page)) }
    let trusting = inventory.roles.enumerated().filter { _, role in
      role.trust?.statements.contains { statement in
        statement.effect == .allow
          && statement.principals?.list.contains { $0.value == user.arn.description } ?? false
      } ?? false
    }
    add("Named in the trust policy of", trusting.map { (.role($0.offset), "") }, to: &text)
  }

  private func addMembers(of group: String, to text: inout TextBuilder) {
    add("Members", inventory.members(ofGroup: group).map { (.user($0), "") }, to: &text)
  }

  private func addControl(_ placed: Inventory.PlacedControlPolicy, to text: inout TextBuilder) {
    guard let policy = placed.policy else { return text.paragraph(placed.attachment) }
    let places = inventory.controlPolicies.filter { $0.policy?.id == policy.id }
    text.heading("Attached to", count: places.count)
    for place in places { text.entry(place.attachment) }
  }

  private func add(
    _ title: String, _ subjects: [(PageSubject, String)], to text: inout TextBuilder
  ) {
    text.heading(title, count: subjects.count)
    if subjects.isEmpty { text.paragraph("none", role: .muted, indent: 2) }
    for (subject, aside) in subjects {
      text.entry(
        "\(subject.kind) \(inventory.name(of: subject))", aside: aside, link: .page(subject))
    }
  }
}
