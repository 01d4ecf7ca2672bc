/// What every request of the account's principals is known to hold.
///
/// One for all principals: the keys of each are put together when they are asked for, which few
/// ever are.
final class PrincipalFacts: Sendable {
  private let account: String?
  private let organization: String?
  private let moment: Instant

  init(account: String?, organization: String?, moment: Instant) {
    self.account = account
    self.organization = organization
    self.moment = moment
  }

  /// The keys that each request of a user or role holds. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties.
  /// A role's session may bear tags of its own, so that only a user's missing tag is surely absent.
  /// Requests are made at the time of the evidence.
  func context(of identity: Identity, _ kind: AccessSubject.Kind) -> RequestContext {
    var context = RequestContext()
    if let account { context["aws:PrincipalAccount"] = .values([account]) }
    if kind == .group { return context }
    context["aws:PrincipalArn"] = .values([identity.arn.description])
    context["aws:PrincipalType"] = .values([kind == .user ? "User" : "AssumedRole"])
    context["aws:PrincipalIsAWSService"] = .values(["false"])
    context["aws:PrincipalServiceName"] = .absent
    if let organization { context["aws:PrincipalOrgID"] = .values([organization]) }
    context["aws:CurrentTime"] = .values([moment.description])
    context["aws:EpochTime"] = .values([String(moment.seconds)])
    // A role's session can always be begun anew; a user's own keys bring no such key.
    context["aws:TokenIssueTime"] =
      kind == .user ? .valuesOrAbsent([moment.description]) : .values([moment.description])
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
