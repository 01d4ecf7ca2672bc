internal import Model
internal import Platform

/// The least-privilege IAM policy for collecting evidence.
public enum CollectPolicy {
  /// The policy as text; includes the permissions for the organization if `withOrganization`, and
  /// for the event history if `withActivity`.
  ///
  /// Limiting the actions to resources would not help, because they list resources.
  public static func text(withOrganization: Bool, withActivity: Bool = false) -> String {
    let isWanted = { (operation: CollectOperation) in
      (withOrganization || !operation.isOfOrganization)
        && (withActivity || operation.scope != .history)
    }
    let actions = Set(
      CollectOperation.all.filter(isWanted).flatMap { operation in
        operation.actions + (operation.preparation?.actions ?? [])
      }
    ).sorted { $0.precedesByScalar($1) }
    let policy: JSONValue = [
      "Version": "2012-10-17",
      "Statement": [
        [
          "Sid": "IamReviewCollect", "Effect": "Allow",
          "Action": .array(actions.map(JSONValue.string)), "Resource": "*",
        ]
      ],
    ]
    return policy.prettyText + "\n"
  }
}
