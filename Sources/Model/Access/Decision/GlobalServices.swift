/// The regions of services that have one endpoint per partition.
///
/// Whatever region a caller works in, `aws:RequestedRegion` of a call to such a service is the region
/// of its endpoint: us-east-1 for IAM. AWS STS is not one of them, because its callers choose between
/// the global and the regional endpoints; nor is AWS Health, whose endpoint changes region, nor AWS
/// Support in the partition `aws`, which has endpoints in three Regions. Sources:
/// https://docs.aws.amazon.com/general/latest/gr/awssupport.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_deny-requested-region.html,
/// https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html,
/// and the signing regions in botocore's `endpoints.json` and the endpoint rules of each service.
package enum GlobalServices {
  /// The regions by partition, with the prefixes of the services in each region.
  private static let table: [String: [String: [String]]] = [
    "aws": [
      "us-east-1": [
        "account", "artifact", "bcm-data-exports", "bcm-pricing-calculator", "billing",
        "billingconductor", "budgets", "ce", "cloudfront", "cost-optimization-hub", "cur",
        "freetier", "iam", "importexport", "invoicing", "notifications-contacts", "organizations",
        "route53", "route53domains", "savingsplans", "shield", "tax", "waf",
      ],
      "us-west-2": [
        "devicefarm", "globalaccelerator", "networkmanager",
        "route53-recovery-control-config", "route53-recovery-readiness",
      ],
    ],
    "aws-cn": [
      "cn-north-1": ["iam", "support"],
      "cn-northwest-1": [
        "account", "budgets", "ce", "cloudfront", "cur", "freetier", "organizations", "route53",
      ],
    ],
    "aws-us-gov": [
      "us-gov-west-1": ["iam", "networkmanager", "organizations", "route53", "support"]
    ],
    "aws-iso": [
      "us-iso-east-1": ["budgets", "ce", "iam", "organizations", "route53", "support"]
    ],
    "aws-iso-b": [
      "us-isob-east-1": ["budgets", "ce", "iam", "organizations", "route53", "support"]
    ],
    "aws-iso-e": [
      "eu-isoe-west-1": ["budgets", "ce", "iam", "organizations", "route53", "savingsplans"]
    ],
    "aws-iso-f": [
      "us-isof-south-1": ["budgets", "ce", "iam", "organizations", "route53", "savingsplans"]
    ],
    "aws-eusc": ["eusc-de-east-1": ["budgets", "ce", "iam", "route53"]],
  ]

  /// Permissions that are not the name of a call: they are checked in calls to other services, in
  /// the region of those. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html.
  private static let withoutCall = ["iam:PassRole"]

  /// Whether all calls to a service, given by its prefix, go to one region of the partition.
  package static func includes(_ service: String, in partition: String) -> Bool {
    regions[partition]?[service] != nil
  }

  /// The region of every call of `action`, written `service:Action`; nil if callers choose it.
  static func region(of action: String, in partition: String) -> String? {
    let action = action.lowercased()
    guard let service = action.split(separator: ":").first.map(String.init),
      !withoutCall.contains(where: { $0.lowercased() == action })
    else { return nil }
    return regions[partition]?[service]
  }

  private static let regions: [String: [String: String]] = table.mapValues { services in
    Dictionary(
      services.flatMap { region, names in names.map { ($0, region) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The regions of a partition with global services, each with the actions of those services.
  static func actions(
    in partition: String, _ catalogue: ActionCatalogue
  ) -> [(region: String, actions: ActionSet)] {
    (table[partition] ?? [:]).map { region, services in
      let actions = catalogue.scopes.set(of: .only(["\u{0}global \(partition) \(region)"])) {
        ActionSet(of: .only(services.map { $0 + ":*" }), in: catalogue)
          .subtracting(ActionSet(of: .only(withoutCall), in: catalogue))
      }
      return (region, actions)
    }
  }
}

/// The actions of a statement with a condition on the region of the request.
///
/// The region is known for actions of global services, so for them the condition is certainly met
/// or not met; for other actions it is unknown.
struct RegionalActions: Sendable {
  /// The actions for which the conditions can be met.
  let possible: ActionSet
  /// The actions for which they are certainly met.
  let sure: ActionSet

  /// Nil if `line` has no condition on the region, or no action of a global service.
  init?(
    _ line: CompiledPolicy.Line, of policy: CompiledPolicy, in context: RequestContext,
    _ engine: AccessEngine
  ) {
    guard line.conditions.contains(where: \.isOnRegion) else {
      return nil
    }
    var excluded = ActionSet(in: engine.catalogue)
    var sure = excluded
    for (region, actions) in GlobalServices.actions(
      in: engine.resources.partition, engine.catalogue)
    where actions.overlaps(line.actions) {
      var context = context
      context["aws:RequestedRegion"] = .values([region])
      switch policy.conditions(of: line, in: context) {
      case .no: excluded = excluded.union(actions)
      case .yes: sure = sure.union(line.actions.intersection(actions))
      case .unknown: break
      }
    }
    if excluded.isEmpty, sure.isEmpty { return nil }
    possible = line.actions.subtracting(excluded)
    self.sure = sure
  }
}

extension Condition {
  /// Whether it depends on the region of a request.
  package var isOnRegion: Bool { key.lowercased() == "aws:requestedregion" }
}
