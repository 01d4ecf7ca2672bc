import Model

/// The service control policies that bear on the account, as the items on them ask it. See
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html.
struct ControlledAccess: Sendable {
  /// A policy attached on the path.
  struct Policy: Sendable {
    let name: String
    let document: PolicyDocument
  }

  /// The policies attached on the account's path whose documents are known, step by step.
  let steps: [[Policy]]
  /// Why no service control policy can bind the account; nil where they can.
  let unboundReason: String?

  init(_ account: Account) {
    steps = (account.controlPolicies.value?.path ?? []).map { step in
      step.policies.compactMap { policy in
        policy.document.map { Policy(name: policy.name, document: $0) }
      }
    }
    unboundReason = ControlledAccess.unboundReason(account)
  }

  private static func unboundReason(_ account: Account) -> String? {
    if case .absent = account.organization {
      return "the account is in no organization, so no service control policy binds it"
    }
    guard let organization = account.organization.value else { return nil }
    if organization.managementAccount == account.id {
      return "this is the management account, which service control policies never bind"
    }
    return organization.featureSet == "CONSOLIDATED_BILLING"
      ? "the organization has no policies (feature set CONSOLIDATED_BILLING)" : nil
  }
}
