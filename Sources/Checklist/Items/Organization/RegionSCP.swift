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
      for step in examination.control.steps {
        if let regions = RegionFence.allowed(by: step) {
          notes.append(
            "\(listed(step.map(\.name))) allow only \(regions.joined(separator: ", ")).")
        }
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
    guard statement.isOnEverything, !statement.sparesSome else {
      self = .tooLittle("denies on some resources only")
      return
    }
    let denied = ActionSet(of: statement.actions)
    let catalogue = ActionCatalogue.bundled
    // Global services are some 5 % of all actions; less than half left means that it is no fence.
    guard denied.count * 2 >= catalogue.count else {
      self = .tooLittle(
        "denies \(denied.count) of \(catalogue.count) actions outside its regions, which is too few"
      )
      return
    }
    let others = statement.conditions.filter { $0.key.lowercased() != "aws:requestedregion" }
    switch ControlProtection.reach(of: others) {
    case .everybody(let exemptions): self = .fence(regions: regions, exemptions: exemptions)
    case .some(let reason): self = .tooLittle("denies \(reason)")
    }
  }
}

extension RegionFence {
  /// The regions to which a step of the path limits nearly all that it allows; nil where it does
  /// not. See
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html#strategy_using_scps.
  static func allowed(by step: [ControlledAccess.Policy]) -> [String]? {
    var everywhere = ActionSet()
    var regions: [String] = []
    for statement in step.flatMap(\.document.statements) where statement.effect == .allow {
      let named = statement.conditions.filter {
        $0.key.lowercased() == "aws:requestedregion" && !$0.isNegated
          && ["stringequals", "stringlike", "stringequalsignorecase"].contains($0.plainOperator)
          && !$0.values.contains { $0.allSatisfy { $0 == "*" } }
      }
      if named.isEmpty {
        everywhere = everywhere.union(ActionSet(of: statement.actions))
      } else {
        regions += named.flatMap(\.values)
      }
    }
    return regions.isEmpty || everywhere.count * 2 >= ActionCatalogue.bundled.count
      ? nil : Set(regions).sorted()
  }
}
