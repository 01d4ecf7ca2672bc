import Model

/// What the service control policies on the account's path leave of all actions: every step must
/// allow, and no step may deny. See
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html.
struct ControlledAccess {
  private let account: Account

  init(_ account: Account) {
    self.account = account
  }

  /// Whether service control policies bind this account at all.
  var binds: Bool {
    guard let organization = account.organization.value else { return true }
    guard let organization else { return false }
    return organization.managementAccount != account.id
      && organization.featureSet != "CONSOLIDATED_BILLING"
  }

  /// The policies attached on the path whose documents are known, step by step.
  var steps: [[PolicyInEffect]] {
    (account.controlPolicies.value?.path ?? []).map { step in
      step.policies.compactMap { policy in
        policy.document.map {
          PolicyInEffect(name: policy.name, arn: policy.arn, version: nil, document: $0)
        }
      }
    }
  }

  /// What is left; nil where the path is not wholly known, since then nothing can be proven to be
  /// contained.
  var actions: ActionSet? {
    guard binds, account.controlPolicies.isWhole, !steps.isEmpty else { return nil }
    return steps.reduce(ActionSet(of: .only(["*"]))) { left, policies in
      let allowed = policies.flatMap(\.document.statements)
        .filter { $0.effect == .allow }
        .reduce(ActionSet()) { $0.union(ActionSet(of: $1.actions)) }
      let denied = policies.flatMap(\.document.statements)
        .filter {
          $0.effect == .deny && $0.conditions.isEmpty && $0.isOnEverything && !$0.sparesSome
        }
        .reduce(ActionSet()) { $0.union(ActionSet(of: $1.actions)) }
      return left.intersection(allowed).subtracting(denied)
    }
  }
}

extension Statement {
  /// Whether it reaches all resources but some (`NotResource`).
  var sparesSome: Bool {
    if case .allBut = resources { true } else { false }
  }
}
