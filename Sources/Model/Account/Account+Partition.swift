extension Account {
  /// The partition as the account's ARNs spell it: `aws-cn`; `aws` where no evidence shows one.
  package var partitionID: String {
    let identities = identities.value
    let arn =
      credentialReport.value?.root?.arn ?? identities?.roles.first?.arn
      ?? identities?.users.first?.arn ?? identities?.groups.first?.arn
    return arn.map(\.partition).flatMap { $0.isEmpty ? nil : $0 } ?? "aws"
  }
}
