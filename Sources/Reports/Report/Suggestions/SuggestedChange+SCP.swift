internal import Checklist
internal import Model
internal import Platform

/// Statements of service control policies. AWS shows such policies in
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html.
extension Suggestions {
  func controlPolicy(_ missing: MissingControl) -> [Code.Line] {
    let arn = "arn:\(account.partitionID):iam::*"
    switch missing {
    case .rootUser:
      return [
        .added(
          "{ \"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\":"
            + " { \"StringLike\": { \"aws:PrincipalArn\": \"\(arn):root\" } } }")
      ]
    case .regions:
      return [
        .added(
          "{ \"Effect\": \"Deny\", \"NotAction\": \(Suggestions.list(Suggestions.globalActions)),"
            + " \"Resource\": \"*\", \"Condition\": { \"StringNotEquals\":"
            + " { \"aws:RequestedRegion\": \(Suggestions.list(regionsInUse)) } } }")
      ]
    case .actions(let open, let exceptNamedRole):
      guard !open.isEmpty else { return [] }
      let exception =
        exceptNamedRole
        ? ", \"Condition\": { \"ArnNotLike\": { \"aws:PrincipalArn\": \"\(arn):role/NAMED_ROLE\" } }"
        : ""
      return [
        .added(
          "{ \"Effect\": \"Deny\", \"Action\": \(Suggestions.list(open)), \"Resource\": \"*\""
            + "\(exception) }")
      ]
    }
  }

  /// Actions of common global services, whose requests all go to one region; readers add those that
  /// they use. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html.
  private static let globalActions = [
    "iam:*", "organizations:*", "sts:*", "cloudfront:*", "route53:*", "support:*",
    "OTHER_GLOBAL_SERVICES_IN_USE:*",
  ]

  /// The regions with resources in the evidence, as far as it shows them.
  private var regionsInUse: [String] {
    let regions =
      (account.instances.value ?? []).compactMap(\.region)
      + (account.functions.value ?? []).map(\.arn.region)
    let known = Set(regions.filter { !$0.isEmpty }).sorted()
    return known.isEmpty ? ["APPROVED_REGION"] : known
  }
}
