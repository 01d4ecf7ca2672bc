/// What every request of the account's principals is known to hold.
///
/// One for all principals: the keys of a principal are collected when they are asked for, which
/// few ever are.
final class PrincipalFacts: Sendable {
  private let account: String?
  private let membership: Membership
  private let moment: Instant

  /// What is known of the account's organization.
  enum Membership: Sendable {
    case unknown
    /// The account is in none.
    case none
    /// Its id, and the way from it down to the account if that is known: `o-1/r-1/ou-1/`.
    case member(id: String, path: String?)
  }

  init(account: String?, membership: Membership, moment: Instant) {
    self.account = account
    self.membership = membership
    self.moment = moment
  }

  /// The keys of the request by which a service assumes a role of the account for a resource of the
  /// same account. Not every service sends the keys of the source, so that they may be absent. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount.
  var serviceContext: RequestContext {
    var context = RequestContext()
    context["aws:PrincipalIsAWSService"] = .values(["true"])
    // A service is a member of no organization, and has neither tags nor a user name.
    for key in ["aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:username"] {
      context[key] = .absent
    }
    context.close("aws:PrincipalTag/")
    if let account {
      context["aws:SourceAccount"] = .valuesOrAbsent([account])
      context["aws:SourceArn"] = .resourceOfAccount(account)
      context["aws:ResourceAccount"] = .values([account])
    }
    switch membership {
    case .unknown: break
    case .none:
      for key in ["aws:SourceOrgID", "aws:SourceOrgPaths", "aws:ResourceOrgID"] {
        context[key] = .absent
      }
    case .member(let id, let path):
      context["aws:SourceOrgID"] = .valuesOrAbsent([id])
      context["aws:ResourceOrgID"] = .values([id])
      if let path {
        context["aws:SourceOrgPaths"] = .valuesOrAbsent([path])
        context["aws:ResourceOrgPaths"] = .values([path])
      }
    }
    tellTime(&context)
    return context
  }

  private func tellTime(_ context: inout RequestContext) {
    context["aws:CurrentTime"] = .values([moment.description])
    context["aws:EpochTime"] = .values([String(moment.seconds)])
  }

  /// The keys that each request of a user or role holds. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties.
  /// Sessions that can have tags of their own leave open which tags there are. Requests are made at
  /// the time of the evidence. `session` is the name of a role's session, if it is known, and `names` are
  /// the patterns of the names that a session can have.
  func context(
    of identity: Identity, _ kind: AccessSubject.Kind, mayBearSessionTags: Bool, session: String?,
    names: [String]
  ) -> RequestContext {
    var context = RequestContext()
    if let account { context["aws:PrincipalAccount"] = .values([account]) }
    if kind == .group { return context }
    context["aws:PrincipalArn"] = .values([identity.arn.description])
    context["aws:PrincipalType"] = .values([kind == .user ? "User" : "AssumedRole"])
    context["aws:PrincipalIsAWSService"] = .values(["false"])
    for key in Self.ofServices { context[key] = .absent }
    tellMembership(&context)
    tellTime(&context)
    // A role's session can always be started again; a user's own keys bring no such key.
    context["aws:TokenIssueTime"] =
      kind == .user ? .valuesOrAbsent([moment.description]) : .values([moment.description])
    for tag in identity.tags { context["aws:PrincipalTag/" + tag.key] = .values([tag.value]) }
    if !mayBearSessionTags { context.close("aws:PrincipalTag/") }
    if kind == .user {
      context["aws:username"] = .values([identity.name])
      if !identity.uniqueID.isEmpty { context["aws:userid"] = .values([identity.uniqueID]) }
      for key in Self.ofSessions { context[key] = .absent }
    } else {
      context["aws:username"] = .absent
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
      if !identity.uniqueID.isEmpty {
        let beginning = identity.uniqueID + ":"
        context["aws:userid"] =
          session.map { .values([beginning + $0]) } ?? .fitting(names.map { beginning + $0 })
      }
    }
    return context
  }

  private func tellMembership(_ context: inout RequestContext) {
    switch membership {
    case .unknown: break
    case .none:
      context["aws:PrincipalOrgID"] = .absent
      context["aws:PrincipalOrgPaths"] = .absent
    case .member(let id, let path):
      context["aws:PrincipalOrgID"] = .values([id])
      if let path { context["aws:PrincipalOrgPaths"] = .values([path]) }
    }
  }

  /// Keys that only requests of AWS services themselves hold.
  private static let ofServices = [
    "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:SourceArn",
    "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths",
  ]

  /// Keys that only requests of roles' sessions hold.
  private static let ofSessions = [
    "aws:FederatedProvider", "aws:SourceIdentity", "aws:Ec2InstanceSourceVpc",
    "aws:Ec2InstanceSourcePrivateIPv4", "ec2:RoleDelivery", "ec2:SourceInstanceArn",
    "lambda:SourceFunctionArn",
  ]
}
