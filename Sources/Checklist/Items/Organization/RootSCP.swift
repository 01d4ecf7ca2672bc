import Model
import Platform

extension Item {
  /// Requires that most actions are denied to the root user of a member account, in any form: a
  /// Deny for root only, a Deny for everyone, or a list of allowed actions.
  package static let organizationRootSCP = Item(
    "organization.root-scp", section: .organization, origin: .guide,
    title: "SCP: root user",
    requirement: "A service control policy limits the root user.",
    reporting: Reporting(
      effort: .change, priority: 160,
      consequence: "Nothing outside the account limits its root user."),
    guidance: Guidance(
      why: "Nothing inside the account limits the root user. Only service control policies do.",
      look:
        "The actions that the root user keeps, and whether they include the tasks that need root.",
      justification: """
        Root credentials of member accounts are removed centrally, so there is no root user to \
        limit.
        """)
  ) { examination in
    let account = examination.account
    let control = examination.control
    var near: [NearMiss] = []
    var summary = "No service control policy limits the root user"
    if control.unboundReason == nil {
      guard account.controlPolicies.isWhole else {
        return Judgement(missing: examination.missing(.controlPolicies, account.controlPolicies))
      }
      let limits = RootLimits(examination.engine, control)
      if limits.isLimited {
        return Judgement(notes: [
          "\(listed(limits.policies)) denies the root user \(limits.denied.grouped) of"
            + " \(ActionCatalogue.bundled.count.grouped) actions."
        ])
      }
      if limits.dependsOnOrganization {
        return Judgement(missing: examination.missingOrganization)
      }
      near = limits.near
      summary = limits.summary ?? summary
    }
    return Judgement(findings: [
      examination.absenceFinding(
        summary: summary, near: near, control: .rootUser,
        advice: Advice(
          "Attach a service control policy that denies all actions if aws:PrincipalArn matches"
            + " arn:aws:iam::*:root."))
    ])
  }
}

/// The actions that the policies on the path deny to the root user in every request.
private struct RootLimits {
  /// The number of actions in the catalogue that the root user cannot use.
  let denied: Int
  /// The policies that deny them, with their conditions.
  let policies: [String]
  /// The names of these policies.
  private let names: [String]
  /// Why other statements do not count.
  let near: [NearMiss]
  /// Whether the result depends on the position of the account in the organization, which is
  /// unknown.
  let dependsOnOrganization: Bool

  /// Whether at least half of all actions are denied to the root user.
  var isLimited: Bool { Self.isMost(denied) }

  init(_ engine: AccessEngine, _ control: ControlledAccess) {
    let root = engine.rootContext.ofDirectRequest(engine.accountID, to: nil)
    let truths = control.truths(in: root)
    // What is denied in every case is denied.
    let cases = ControlCases(control.denials, in: root).contexts
    let available = cases.map { control.available(control.truths(in: root.merging($0))) }
    denied =
      ActionCatalogue.bundled.count
      - (available.isEmpty
      ? control.available(truths)
      : available.dropFirst().reduce(available[0]) { $0.union($1) }).count
    let deniers = control.denials.filter {
      (truths[$0.index] == .yes || !cases.isEmpty && truths[$0.index] == .unknown)
        && !$0.deniedActions.isEmpty
    }
    policies =
      deniers.isEmpty
      ? ["an SCP level without an Allow for them"]
      : deniers.map(\.nameWithConditions).uniqued
    names = deniers.isEmpty ? policies : deniers.map(\.policy).uniqued
    near =
      control.denials.compactMap { line in
        let count = line.deniedActions.count
        switch truths[line.index] {
        case .yes where line.refersToPrincipals || Self.isMost(count * 5):
          return NearMiss(
            "\(line.policy) denies \(count) of \(ActionCatalogue.bundled.count) actions", words: "")
        case .unknown where Self.isMost(count):
          return NearMiss(
            "\(line.policy) denies only under \(line.conditions(.unknown, in: [root]).text)")
        case .no where Self.isMost(count):
          return NearMiss(
            "\(line.policy) never applies to it (\(line.conditions(.no, in: [root]).text))")
        case .no, .unknown, .yes: return nil
        }
      }.uniqued
    dependsOnOrganization = control.denials.contains {
      Self.isMost($0.deniedActions.count) && $0.dependsOnMembership(in: [root])
    }
  }

  /// The actions that are denied, if there are any but too few.
  var summary: String? {
    guard denied > 0 else { return nil }
    let all = ActionCatalogue.bundled.count
    return
      "The root user is \(denied * 10 < all ? "hardly" : "only partly") limited: service control"
      + " policies deny \(denied.grouped) of \(all.grouped) actions (\(listed(names)))"
  }

  private static func isMost(_ count: Int) -> Bool {
    count * 2 >= ActionCatalogue.bundled.count
  }
}
