/// Rules of services that apply regardless of policies.
enum ServiceRule {
  /// The action needs no permissions, and a Deny has no effect on it.
  case alwaysAllowed(String)
  /// The call is not made with the credentials of the principal, so its policies have no effect.
  case unsigned(String)
  /// The principal cannot make the call, whatever its policies allow.
  case neverAllowed(String)

  /// The rule for `action`, with its access level if known, on the resource `text` by a principal
  /// of `kind`.
  init?(_ action: String, _ level: AccessLevel?, on text: String, by kind: AccessSubject.Kind) {
    let lowered = action.lowercased()
    if let rule = UncheckedCalls.rule(for: lowered, by: kind) {
      self = rule
      return
    }
    let changes = level == .write || level == .permissionsManagement || level == .tagging
    guard changes, let reason = Self.keeper(of: ARN(text), from: lowered) else { return nil }
    self = .neverAllowed(reason)
  }

  private static func keeper(of arn: ARN, from action: String) -> String? {
    switch arn.service {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
    case "iam" where action == "sts:assumerole":
      return arn.resource.hasPrefix("role/aws-service-role/")
        ? "only the service can assume its service-linked role" : nil
    case "iam" where action.hasPrefix("iam:"):
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
      if arn.account == "aws", arn.resource.hasPrefix("policy/"), !action.hasPrefix("iam:attach"),
        !action.hasPrefix("iam:detach")
      {
        return "AWS managed policies cannot be changed"
      }
      // https://docs.aws.amazon.com/singlesignon/latest/userguide/using-service-linked-roles.html
      if arn.resource.hasPrefix("role/aws-reserved/") {
        return "only IAM Identity Center can change and pass its roles"
      }
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create-service-linked-role.html
      let isService = arn.resource.hasPrefix("role/aws-service-role/")
      return isService && changingServiceLinked.contains(action)
        ? "only the service can change its service-linked role" : nil
    case "kms" where action.hasPrefix("kms:") && action.hasSuffix("alias"):
      // https://docs.aws.amazon.com/kms/latest/developerguide/alias-about.html
      return arn.resource.hasPrefix("alias/aws/")
        ? "only AWS can change the aliases of its own keys" : nil
    default: return nil
    }
  }

  private static let changingServiceLinked: Set = [
    "iam:attachrolepolicy", "iam:detachrolepolicy", "iam:putrolepolicy", "iam:deleterolepolicy",
    "iam:deleterole", "iam:updateassumerolepolicy", "iam:putrolepermissionsboundary",
    "iam:deleterolepermissionsboundary",
  ]
}
