import Model

/// The service control policies on the account's path, prepared for evaluating requests.
///
/// A request is allowed if every step of the path allows it and no statement denies it. See
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html.
struct ControlledAccess: Sendable {
  /// A statement of a policy on the path.
  struct Line: Sendable {
    /// Its index among all lines of the path.
    let index: Int
    /// The policy's name.
    let policy: String
    let statement: Statement
    /// The actions that it covers.
    let actions: ActionSet
    /// Whether the policy's version supports policy variables.
    let hasVariables: Bool
    /// The account's partition, as in ARNs.
    let partition: String
  }

  /// The account, an OU or the root.
  struct Step: Sendable {
    let lines: [Line]
    /// Whether nothing is attached because the policy type is not enabled, so that all is allowed.
    let allowsAll: Bool
  }

  let steps: [Step]
  /// The lines of all steps.
  private let lines: [Line]
  /// The Deny statements of the path.
  let denials: [Line]
  /// Whether a condition can hold for one principal and not for another; a condition on the region
  /// cannot.
  let distinguishesPrincipals: Bool
  /// Why service control policies do not apply to the account; nil if they do.
  let unboundReason: String?

  init(_ account: Account) {
    var count = 0
    let partition = account.partitionID
    steps = (account.controlPolicies.value?.path ?? []).map { step in
      var lines: [Line] = []
      for policy in step.policies {
        let hasVariables = policy.document?.hasVariables ?? false
        for statement in policy.document?.statements ?? [] {
          lines.append(
            Line(
              index: count, policy: policy.name,
              statement: hasVariables ? statement.with(account: account.id) : statement,
              actions: ActionSet(of: statement.actions),
              hasVariables: hasVariables, partition: partition))
          count += 1
        }
      }
      return Step(lines: lines, allowsAll: step.policies.isEmpty && !step.isBare)
    }
    lines = steps.flatMap(\.lines)
    denials = lines.filter { $0.statement.effect == .deny }
    distinguishesPrincipals = lines.flatMap(\.statement.conditions).contains {
      !$0.isOnRegion || $0.values.contains { $0.contains("${") }
    }
    unboundReason = ControlledAccess.unboundReason(account)
  }

  /// Whether the conditions of each line hold in `context`, by the index of the line.
  func truths(in context: RequestContext) -> [Truth] {
    lines.map {
      $0.statement.evaluateConditions(in: context, variables: $0.hasVariables)
    }
  }

  /// Whether the path denies `action` on `target` to a principal; `truths` says which lines'
  /// conditions hold for it.
  func denies(_ action: String, on target: ControlTarget, _ truths: [Truth]) -> Truth {
    var denied = deniesByName(action, target, truths)
    for step in steps where denied != .yes {
      var allowed = Truth(step.allowsAll)
      for line in step.lines where line.statement.effect == .allow {
        if line.actions.contains(action), line.overlaps(target) {
          allowed = max(allowed, truths[line.index])
        }
      }
      denied = max(denied, !allowed)
    }
    return denied
  }

  /// Whether Denies cover all of `target`: one of them, or one with `NotResource` and others on all
  /// that it leaves out.
  private func deniesByName(
    _ action: String, _ target: ControlTarget, _ truths: [Truth]
  ) -> Truth {
    let lines = denials.filter { $0.actions.contains(action) && truths[$0.index] != .no }
    func covering(_ target: ControlTarget) -> Truth {
      lines.filter { $0.covers(target) }.map { truths[$0.index] }.max() ?? .no
    }
    var denied = covering(target)
    for line in lines where truths[line.index] > denied {
      guard let excludedParts = line.excludedParts(of: target) else { continue }
      let rest = excludedParts.map(covering).min() ?? .yes
      denied = max(denied, min(truths[line.index], rest))
    }
    return denied
  }

  /// The actions that the path leaves available to a principal; `truths` says which lines'
  /// conditions hold for it. Actions that are denied on some resources only are available.
  /// Conditions whose truth is unknown count in favor of the principal, or against it.
  func available(_ truths: [Truth], undecidedCountsAgainst: Bool = false) -> ActionSet {
    var available = ActionSet(of: .only(["*"]))
    for step in steps where !step.allowsAll {
      var allowed = ActionSet()
      for line in step.lines where line.statement.effect == .allow {
        let truth = truths[line.index]
        if truth == .yes || truth == .unknown && !undecidedCountsAgainst {
          allowed = allowed.union(line.actions)
        }
      }
      available = available.intersection(allowed)
    }
    for line in denials {
      let truth = truths[line.index]
      if truth == .yes || truth == .unknown && undecidedCountsAgainst {
        available = available.subtracting(line.deniedActions)
      }
    }
    return available
  }

  private static func unboundReason(_ account: Account) -> String? {
    if case .absent = account.organization {
      return "the account is in no organization, so no service control policy applies to it"
    }
    if let root = account.controlPolicies.value?.notEnabled { return root.text }
    guard let organization = account.organization.value else { return nil }
    if organization.managementAccount == account.id {
      return "this is the management account, to which service control policies never apply"
    }
    return organization.featureSet == "CONSOLIDATED_BILLING"
      ? "the organization has no policies (feature set CONSOLIDATED_BILLING)" : nil
  }
}

extension Statement {
  /// A copy with the account's ID in place of its variables in the resources: a service control policy
  /// applies to principals of the account, and the evaluated resources belong to it too. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
  fileprivate func with(account: String?) -> Statement {
    guard let account, let resources, resources.patterns.contains(where: { $0.contains("${") })
    else { return self }
    let known = resources.patterns.map { pattern in
      ["${aws:principalaccount}", "${aws:resourceaccount}"].reduce(pattern) { text, variable in
        text.replacing(variable: variable, with: account) ?? text
      }
    }
    let scope: Scope =
      switch resources {
      case .only: .only(known)
      case .allBut: .allBut(known)
      }
    return Statement(
      index: index, sid: sid, effect: effect, principals: principals, actions: actions,
      resources: scope, conditions: conditions, citation: citation)
  }
}
