import Model

extension Item {
  /// A Deny of nearly everything unless the region is an approved one. Global services must be
  /// exempt by `NotAction`; if that leaves next to nothing, the policy does nothing.
  static let organizationRegionSCP = Item(
    "organization.region-scp", section: .organization, origin: .checklist,
    title: "A service control policy keeps the account to approved regions",
    guidance: Guidance(
      why: """
        Regions that nobody uses are regions that nobody watches; miners and intruders start \
        there. Data that must stay in a jurisdiction needs the same fence.
        """,
      look: """
        Which regions are approved, which services and principals are exempt, and whether the \
        policy stands on this account's path or on another's.
        """,
      justification: """
        A company that works in every region, or unused regions that are disabled in the account \
        and cannot be enabled by it.
        """)
  ) { examination in
    let item = "organization.region-scp"
    let account = examination.account
    var notes: [String] = []
    var near: [String] = []
    if examination.control.unboundReason == nil {
      guard account.controlPolicies.isWhole else {
        return Judgement(missing: examination.lacking(.controlPolicies, account.controlPolicies))
      }
      for policy in examination.control.steps.joined() {
        for statement in policy.document.statements {
          switch RegionFence(statement) {
          case .fence(let regions, let exemptions):
            let spared = exemptions.isEmpty ? "" : "; exempt: \(exemptions.joined(separator: ", "))"
            notes.append("\(policy.name) keeps to \(regions.joined(separator: ", "))\(spared).")
          case .tooLittle(let reason): near.append("\(policy.name) \(reason)")
          case .unrelated: break
          }
        }
      }
      guard notes.isEmpty else { return Judgement(notes: notes) }
    }
    let elsewhere = (account.controlPolicies.value?.unattached ?? []).filter { policy in
      policy.document?.statements.contains(where: \.speaksOfRegion) == true
    }
    near += elsewhere.map { "\($0.name) is not attached on the account's path" }
    return Judgement(findings: [
      examination.absenceFinding(
        item, summary: "no service control policy denies actions outside approved regions",
        near: near, elsewhere: elsewhere,
        advice: Advice(
          "Attach a policy that denies all but global services where aws:RequestedRegion is not an"
            + " approved region."))
    ])
  }
}

extension Statement {
  /// Whether a condition of it looks at the region that was asked for.
  var speaksOfRegion: Bool {
    conditions.contains { $0.key.lowercased() == "aws:requestedregion" }
  }
}

/// What a statement does to keep an account to approved regions.
enum RegionFence: Equatable {
  case fence(regions: [String], exemptions: [String])
  case tooLittle(String)
  case unrelated

  init(_ statement: Statement) {
    guard statement.effect == .deny, statement.speaksOfRegion else {
      self = .unrelated
      return
    }
    let onRegion = statement.conditions.filter { $0.key.lowercased() == "aws:requestedregion" }
    guard onRegion.allSatisfy(\.isNegated) else {
      self = .tooLittle("denies the regions that it lists, and no others")
      return
    }
    let regions = onRegion.flatMap(\.values)
    if let all = regions.first(where: { $0.allSatisfy { $0 == "*" } }) {
      self = .tooLittle("approves every region (\(all))")
      return
    }
    let rest = Statement(
      index: statement.index, sid: statement.sid, effect: .deny, principals: nil,
      actions: statement.actions, resources: statement.resources,
      conditions: statement.conditions.filter { $0.key.lowercased() != "aws:requestedregion" },
      citation: statement.citation)
    let denied = ActionSet(of: statement.actions)
    let catalogue = ActionCatalogue.bundled
    // Global services are some 5 % of all actions; less than half left means that it is no fence.
    guard denied.count * 2 >= catalogue.count else {
      self = .tooLittle(
        "denies \(denied.count) of \(catalogue.count) actions outside its regions, which is too few"
      )
      return
    }
    switch ControlProtection.reach(of: rest, service: "ec2") {
    case .everybody(let exemptions): self = .fence(regions: regions, exemptions: exemptions)
    case .some(let reason): self = .tooLittle("denies \(reason)")
    }
  }
}
