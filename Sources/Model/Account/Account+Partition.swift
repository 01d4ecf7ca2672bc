extension Account {
  /// The partition as the account's ARNs spell it: `aws-cn`; `aws` where no evidence shows one.
  package var partitionID: String {
    let arn = credentialReport.value?.root?.arn ?? identities.value?.firstARN
    return arn.map(\.partition).flatMap { $0.isEmpty ? nil : $0 } ?? "aws"
  }
}

extension Identities {
  /// The ARN of a role, else of a user, else of a group: all are of the account.
  var firstARN: ARN? { roles.first?.arn ?? users.first?.arn ?? groups.first?.arn }
}
