import Model

extension Item {
  /// Requires that most actions are denied outside approved regions. Requests to global services go
  /// to one region and are usually exempt through `NotAction`. A policy that exempts most actions
  /// does not count.
  ///
  /// A policy that lists the denied regions does not deny regions that AWS adds later. That is a
  /// finding, of low severity if the policy denies at least half of the current regions.
  package static let organizationRegionSCP = Item(
    "organization.region-scp", section: .organization, origin: .checklist,
    title: "SCP: region restriction",
    requirement: "A service control policy restricts the account to approved regions.",
    reporting: Reporting(
      effort: .project, priority: 220,
      consequence: "Resources can be created in regions that nobody watches."),
    guidance: Guidance(
      why: """
        Few organizations monitor regions that they do not use, so crypto miners and other intruders \
        start there. The same limit keeps data in the jurisdiction where it must stay.
        """,
      look: """
        The approved regions, the exempt services and principals, and whether the policy is \
        attached above this account or elsewhere.
        """,
      justification: """
        The company works in every region that is enabled by default, and the account cannot enable \
        opt-in regions.
        """)
  ) { examination in
    let account = examination.account
    var limits: RegionLimits?
    if examination.control.unboundReason == nil {
      guard account.controlPolicies.isWhole else {
        return Judgement(missing: examination.missing(.controlPolicies, account.controlPolicies))
      }
      let missing = examination.missingPrincipals
      let found = RegionLimits(
        examination.engine, examination.control, isWhole: missing.isEmpty)
      if found.isLimited {
        return Judgement(
          missing: found.exemptsPrincipals ? missing : [],
          notes: [found.note])
      }
      if found.dependsOnOrganization {
        return Judgement(missing: examination.missingOrganization)
      }
      limits = found
    }
    let elsewhere = (account.controlPolicies.value?.unattached ?? []).filter { policy in
      policy.document?.statements.contains(where: \.hasRegionCondition) == true
    }
    let near =
      (limits?.shortfalls ?? [])
      + elsewhere.map { NearMiss("\($0.name) is not attached above the account") }
    return Judgement(findings: [
      examination.absenceFinding(
        summary: "No service control policy denies actions outside approved regions",
        near: near, elsewhere: elsewhere,
        severity: limits?.deniesHalfByName == true ? .low : .medium, control: .regions,
        advice: Advice(
          "Attach a service control policy that denies all actions except those of global services if"
            + " aws:RequestedRegion is not an approved region."
            + (examination.logged?.regionSentence ?? "")))
    ])
  }
}

extension RegionLimits {
  /// Whether half of the current regions are denied by name, so that later ones are not denied.
  fileprivate var deniesHalfByName: Bool {
    !deniesFuture && denied.count * 2 >= partition.regions.count
  }

  /// A note with the open regions, the policies, and the exempt services and principals.
  fileprivate var note: String {
    let names = policies.isEmpty ? ["an SCP level without an Allow for other regions"] : policies
    let exempt =
      exemptServices.isEmpty
      ? "" : " All actions of \(englishList(exemptServices)) are allowed in every region."
    return reach.note(
      open.isEmpty
        ? "\(listed(names)) \(names.count == 1 ? "denies" : "deny") all regions"
        : "\(listed(names)) \(names.count == 1 ? "limits" : "limit") the account to \(listed(open))"
    ) + exempt
  }

  /// Why policies that come close do not limit the account to approved regions.
  fileprivate var shortfalls: [NearMiss] {
    if deniesFuture, !denied.isEmpty, let gap = reach.gap {
      return [NearMiss("\(listed(policies)) \(gap.text)")]
    }
    guard deniesHalfByName else { return near }
    return [
      NearMiss(
        "\(listed(policies.isEmpty ? near.map(\.fact) : policies)) denies \(denied.count) regions by"
          + " name; \(listed(open)) and every region that AWS adds later stay open")
    ]
  }
}
