import Model

extension Subject {
  /// The root user of `account`, with the ARN from the credential report if there is one.
  static func root(of account: Account) -> Subject {
    let arn =
      account.credentialReport.value?.root?.arn
      ?? account.id.map { ARN("arn:\(account.partitionID):iam::\($0):root") }
    return Subject(kind: .root, name: "root", arn: arn)
  }

  /// The user, group or role `identity`.
  static func identity(_ kind: Kind, _ identity: Identity) -> Subject {
    Subject(
      kind: kind, name: identity.name, arn: identity.arn,
      uniqueID: identity.uniqueID.isEmpty ? nil : identity.uniqueID)
  }

  /// Whether it is a role that IAM Identity Center created and manages.
  var isFromIdentityCenter: Bool { arn?.resource.hasPrefix("role/aws-reserved/") ?? false }
}

extension Subject.Kind {
  /// The kind of a principal.
  init(_ kind: AccessSubject.Kind) {
    self =
      switch kind {
      case .user: .user
      case .group: .group
      case .role: .role
      }
  }
}
