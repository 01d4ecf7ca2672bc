import Model

/// What the service control policies on the account's path leave of all actions: every step must
/// allow, and no step may deny. See
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html.
struct ControlledAccess: Sendable {
  /// The policies attached on the path whose documents are known, step by step.
  let steps: [[PolicyInEffect]]
  /// Why no service control policy can bind the account; nil where they can.
  let unboundReason: String?
  /// What is left of all actions; nil where the path is not wholly known, since then nothing can be
  /// proven to be contained.
  let actions: ActionSet?

  init(_ account: Account) {
    steps = (account.controlPolicies.value?.path ?? []).map { step in
      step.policies.compactMap { policy in
        policy.document.map {
          PolicyInEffect(name: policy.name, arn: policy.arn, version: nil, document: $0)
        }
      }
    }
    unboundReason = ControlledAccess.unboundReason(account)
    guard unboundReason == nil, account.controlPolicies.isWhole, !steps.isEmpty else {
      actions = nil
      return
    }
    actions = steps.reduce(ActionSet(of: .only(["*"]))) { left, policies in
      left.intersection(policies.reduce(ActionSet()) { $0.union($1.allowed) })
        .subtracting(policies.deniedOutright)
    }
  }

  private static func unboundReason(_ account: Account) -> String? {
    guard let known = account.organization.value else { return nil }
    guard let organization = known else {
      return "the account is in no organization, so no service control policy binds it"
    }
    if organization.managementAccount == account.id {
      return "this is the management account, which service control policies never bind"
    }
    return organization.featureSet == "CONSOLIDATED_BILLING"
      ? "the organization has no policies (feature set CONSOLIDATED_BILLING)" : nil
  }
}

extension Statement {
  /// Whether it reaches all resources but some (`NotResource`).
  var sparesSome: Bool {
    if case .allBut = resources { true } else { false }
  }
}
