/// The least IAM policy that collecting needs.
public enum CollectPolicy {
  /// The policy as text to attach; with what the way up the organization needs where
  /// `withOrganization`.
  ///
  /// None of the actions can be limited to resources in a useful way: they list.
  public static func text(withOrganization: Bool) -> String {
    let isWanted = { (operation: CollectOperation) in
      withOrganization || operation.kind != .controlPolicies
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
