/// Rules of services that apply regardless of policies.
enum ServiceRule {
  /// The action needs no permissions, and a Deny has no effect on it.
  case alwaysAllowed(String)
  /// The call is not made with the credentials of the principal, so its policies have no effect.
  case unsigned(String)
  /// The principal cannot make the call, whatever its policies allow.
  case neverAllowed(String)

  /// The rule for `action`, with its access level if known, on the resource `text` by a principal
  /// of `kind` in the account `account`.
  init?(
    _ action: String, _ level: AccessLevel?, on text: String, by kind: AccessSubject.Kind,
    of account: String?
  ) {
    let lowered = action.lowercased()
    if let rule = UncheckedCalls.rule(for: lowered, by: kind) {
      self = rule
      return
    }
    if let reason = Self.absence(of: ARN(text), to: lowered, account) {
      self = .neverAllowed(reason)
      return
    }
    let changes = level == .write || level == .permissionsManagement || level == .tagging
    guard changes, let reason = Self.protectionReason(of: ARN(text), from: lowered) else {
      return nil
    }
    self = .neverAllowed(reason)
  }

  /// Why no call of `action` is about the resource.
  private static func absence(of arn: ARN, to action: String, _ account: String?) -> String? {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
    if action.hasPrefix("iam:"), arn.service == "iam", let account, arn.account.isAccountID,
      arn.account != account
    {
      return "IAM calls act only on the account of the caller"
    }
    // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
    guard AccessEngine.isAssumption(action), arn.isComplete else { return nil }
    let type = arn.resource.prefix { $0 != "/" }
    let isOpen = (arn.service + type).contains { $0 == "*" || $0 == "?" || $0 == "$" }
    return isOpen || arn.service == "iam" && type == "role"
      ? nil : "the resource is not a role, and only roles can be assumed"
  }

  private static func protectionReason(of arn: ARN, from action: String) -> String? {
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
