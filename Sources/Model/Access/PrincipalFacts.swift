/// What every request of the account's principals is known to hold.
///
/// One for all principals: the keys of each are put together when they are asked for, which few
/// ever are.
final class PrincipalFacts: Sendable {
  private let account: String?
  private let organization: String?

  init(account: String?, organization: String?) {
    self.account = account
    self.organization = organization
  }

  /// The keys that each request of a user or role holds. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties.
  /// A role's session may bear tags of its own, so that only a user's missing tag is surely absent.
  func context(of identity: Identity, _ kind: AccessSubject.Kind) -> RequestContext {
    var context = RequestContext()
    if let account { context["aws:PrincipalAccount"] = .values([account]) }
    if kind == .group { return context }
    context["aws:PrincipalArn"] = .values([identity.arn.description])
    context["aws:PrincipalType"] = .values([kind == .user ? "User" : "AssumedRole"])
    context["aws:PrincipalIsAWSService"] = .values(["false"])
    context["aws:PrincipalServiceName"] = .absent
    if let organization { context["aws:PrincipalOrgID"] = .values([organization]) }
    for tag in identity.tags { context["aws:PrincipalTag/" + tag.key] = .values([tag.value]) }
    if kind == .user {
      context["aws:username"] = .values([identity.name])
      if !identity.uniqueID.isEmpty { context["aws:userid"] = .values([identity.uniqueID]) }
    } else {
      context["aws:username"] = .absent
    }
    return context
  }
}
