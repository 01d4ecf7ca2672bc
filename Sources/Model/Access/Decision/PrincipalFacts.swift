internal import Platform

/// The known context of requests by principals of the account.
///
/// Shared by all principals; the keys of a principal are computed on demand, which is rare.
final class PrincipalFacts: Sendable {
  private let account: String?
  private let membership: Membership
  private let moment: Instant

  /// The membership of the account in an organization.
  enum Membership: Sendable {
    case unknown
    /// The account is not in an organization.
    case none
    /// The organization id, and the path down to the account if it is known: `o-1/r-1/ou-1/`.
    case member(id: String, path: String?)
  }

  init(account: String?, membership: Membership, moment: Instant) {
    self.account = account
    self.membership = membership
    self.moment = moment
  }

  /// The keys of the request by which a service assumes a role of the account on behalf of a
  /// resource in the same account. Not every service sends the keys about the source, so they can
  /// be missing. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount.
  var serviceContext: RequestContext {
    var context = RequestContext()
    context["aws:PrincipalIsAWSService"] = .values(["true"])
    // A service is a principal of no account or organization that a policy names, and has no tags.
    for key in Self.ofPrincipals { context[key] = .absent }
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
    addTime(to: &context)
    return context
  }

  private func addTime(to context: inout RequestContext) {
    context["aws:CurrentTime"] = .values([moment.description])
    context["aws:EpochTime"] = .values([String(moment.seconds)])
  }

  /// The keys that each request of a user or role has. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principal-properties.
  /// For sessions that can have session tags, the set of tags is unknown. The time of requests is
  /// the time of the evidence. `session` is the name of the role session if it is known, and
  /// `names` are the patterns of possible session names.
  func context(
    of identity: Identity, _ kind: AccessSubject.Kind, tags: SessionTags, session: String?,
    names: [String]
  ) -> RequestContext {
    var context = RequestContext()
    if let account { context["aws:PrincipalAccount"] = .values([account]) }
    if kind == .group { return context }
    context["aws:PrincipalArn"] = .values([identity.arn.description])
    context["aws:PrincipalType"] = .values([kind == .user ? "User" : "AssumedRole"])
    context["aws:PrincipalIsAWSService"] = .values(["false"])
    for key in Self.ofServices { context[key] = .absent }
    addMembership(to: &context)
    addTime(to: &context)
    // A role session can be started at any time; requests signed with the access key of a user do
    // not have this context key.
    context["aws:TokenIssueTime"] =
      kind == .user ? .valuesOrAbsent([moment.description]) : .values([moment.description])
    for tag in identity.tags { context["aws:PrincipalTag/" + tag.key] = .values([tag.value]) }
    tags.addTags(to: &context)
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

  private func addMembership(to context: inout RequestContext) {
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

  /// Keys about users and roles, which requests made by AWS services do not have.
  private static let ofPrincipals = [
    "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths",
    "aws:userid", "aws:username",
  ]

  /// Keys that only requests made by AWS services have.
  private static let ofServices = [
    "aws:PrincipalServiceName", "aws:PrincipalServiceNamesList", "aws:SourceArn",
    "aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths",
  ]

  /// Keys that only requests of role sessions have.
  private static let ofSessions = [
    "aws:FederatedProvider", "aws:SourceIdentity", "aws:Ec2InstanceSourceVpc",
    "aws:Ec2InstanceSourcePrivateIPv4", "ec2:RoleDelivery", "ec2:SourceInstanceArn",
    "lambda:SourceFunctionArn",
  ]
}
