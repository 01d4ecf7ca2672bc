extension Account {
  /// The partition in the account's ARNs, such as `aws-cn`; `aws` if the evidence does not show it.
  package var partitionID: String {
    let arn = credentialReport.value?.root?.arn ?? identities.value?.firstARN
    return arn.map(\.partition).flatMap { $0.isEmpty ? nil : $0 } ?? "aws"
  }
}

extension Identities {
  /// The ARN of a role, or else of a user or group; all of them contain the account id.
  var firstARN: ARN? { roles.first?.arn ?? users.first?.arn ?? groups.first?.arn }
}
