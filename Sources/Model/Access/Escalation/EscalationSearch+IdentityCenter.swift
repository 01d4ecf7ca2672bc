/// Paths through IAM Identity Center, which creates roles from permission sets in every account.
///
/// Only the management account is known to administer it; the evidence does not show a delegated
/// administrator account. See
/// https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html.
extension EscalationSearch {
  func byIdentityCenter(_ path: EscalationPath) -> Escalation? {
    let organization = engine.account.organization.value
    guard targets.includesChanged, let accountID = engine.accountID,
      organization?.managementAccount == accountID
    else { return nil }
    return first(in: regions(for: path.permissions)) { region in
      var attempt = attempt(path)
      if region == nil {
        for action in path.permissions { attempt.useAnywhere(action) }
      } else {
        attempt.useTogether(path.permissions, in: region)
      }
      return attempt.result(target: nil, gain: gain(path))
    }
  }

  private func gain(_ path: EscalationPath) -> Escalation.Gain {
    // A permission set that the principal creates, or signed in with, is its own.
    let isOwn =
      path.uses(["sso:CreatePermissionSet"])
      || subject.identity.path.hasPrefix("/aws-reserved/sso.amazonaws.com/")
    if isOwn { return .administrator }
    return path.uses([
      "sso:AttachManagedPolicyToPermissionSet", "sso:PutInlinePolicyToPermissionSet",
    ])
      ? .another : .unknownRole
  }
}
