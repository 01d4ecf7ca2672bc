/// A user, group or role with every policy that bears on it.
public struct AccessSubject: Sendable {
  /// What it is.
  public enum Kind: String, Hashable, Sendable {
    case user, group, role
  }

  /// What it is.
  public let kind: Kind
  /// Name, ARN and the rest.
  public let identity: Identity
  /// Inline, attached and, for users, the groups' policies.
  public let policies: [AppliedPolicy]
  /// The permissions boundary; nil if it has none or the evidence does not hold it.
  public let boundary: AppliedPolicy?
  /// Whether service control policies bind it: not the management account's principals, nor
  /// service-linked roles. See
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp.
  public let isBoundByControlPolicies: Bool
  /// Whether it is a role that only its service can change or use.
  public let isServiceLinked: Bool
  /// What bears on it but is not in the evidence, so that it could not be judged.
  public let unjudged: [String]
  /// The name of a role's session, where the question is about one session.
  public private(set) var session: String?
  /// All that is known of its request, where that is more than what every request of it has.
  private var broughtContext: RequestContext?
  private let facts: PrincipalFacts?
  /// Whether whoever assumes it can give the session tags; false for users and groups. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
  let mayBearSessionTags: Bool
  /// Patterns of the names that sessions of a role can have, as far as its trust policy says.
  let sessionNames: [String]

  /// Whether a policy of it allows something on all resources, or on all of a service.
  package var isWide: Bool { policies.contains(where: \.compiled.isWide) }

  /// Whether a policy of it allows one of `actions`, as far as no Deny is looked at.
  package func allows(anyOf actions: ActionSet) -> Bool {
    policies.contains { $0.compiled.allows(anyOf: actions) }
  }

  /// A role of which nothing is known but that `policy` is attached to it.
  init(bearing policy: AppliedPolicy, isBoundByControlPolicies: Bool) {
    kind = .role
    identity = Identity(
      name: "", path: "/", arn: ARN(""), uniqueID: "", created: nil, inlinePolicies: [],
      attachedPolicies: [], boundary: nil, tags: [], citation: policy.source.citation)
    policies = [policy]
    boundary = nil
    self.isBoundByControlPolicies = isBoundByControlPolicies
    isServiceLinked = false
    unjudged = []
    facts = nil
    mayBearSessionTags = true
    sessionNames = ["*"]
  }

  init(
    kind: Kind, identity: Identity, policies: [AppliedPolicy], boundary: AppliedPolicy?,
    isBoundByControlPolicies: Bool, isServiceLinked: Bool, unjudged: [String],
    facts: PrincipalFacts?, mayBearSessionTags: Bool = true, sessionNames: [String] = ["*"]
  ) {
    self.kind = kind
    self.identity = identity
    self.policies = policies
    self.boundary = boundary
    self.isBoundByControlPolicies = isBoundByControlPolicies
    self.isServiceLinked = isServiceLinked
    self.unjudged = unjudged
    self.facts = facts
    self.mayBearSessionTags = mayBearSessionTags
    self.sessionNames = sessionNames
  }

  /// The same principal with other tags.
  func with(tags: [Tag]) -> AccessSubject {
    var subject = AccessSubject(
      kind: kind, identity: identity.with(tags: tags), policies: policies, boundary: boundary,
      isBoundByControlPolicies: isBoundByControlPolicies, isServiceLinked: isServiceLinked,
      unjudged: unjudged, facts: facts, mayBearSessionTags: mayBearSessionTags,
      sessionNames: sessionNames)
    subject.session = session
    return subject
  }

  /// The same principal with other policies or another boundary.
  func with(policies: [AppliedPolicy], boundary: AppliedPolicy?) -> AccessSubject {
    var subject = AccessSubject(
      kind: kind, identity: identity, policies: policies, boundary: boundary,
      isBoundByControlPolicies: isBoundByControlPolicies, isServiceLinked: isServiceLinked,
      unjudged: unjudged, facts: facts, mayBearSessionTags: mayBearSessionTags,
      sessionNames: sessionNames)
    subject.session = session
    return subject
  }

  /// The same principal with another permissions boundary, or none, as if the evidence showed it so.
  func replacing(boundary: AppliedPolicy?) -> AccessSubject {
    let attached = boundary.flatMap { policy in
      policy.source.arn.map {
        AttachedPolicy(name: policy.source.name, arn: $0, citation: policy.source.citation)
      }
    }
    var subject = AccessSubject(
      kind: kind, identity: identity.with(boundary: attached), policies: policies,
      boundary: boundary, isBoundByControlPolicies: isBoundByControlPolicies,
      isServiceLinked: isServiceLinked, unjudged: unjudged, facts: facts,
      mayBearSessionTags: mayBearSessionTags, sessionNames: sessionNames)
    subject.session = session
    return subject
  }

  /// The same principal with only the policies that `isKept` says, and no permissions boundary.
  package func with(_ isKept: (AppliedPolicy) -> Bool) -> AccessSubject {
    with(policies: policies.filter(isKept), boundary: nil)
  }

  /// The session `name` of the role.
  public func session(named name: String) -> AccessSubject {
    var subject = self
    subject.session = name
    return subject
  }

  /// The same principal making a request of which `context` is known.
  func bringing(_ context: RequestContext) -> AccessSubject {
    var subject = self
    subject.broughtContext = context
    return subject
  }

  /// What is known of its requests.
  public var context: RequestContext {
    broughtContext ?? facts?.context(
      of: identity, kind, mayBearSessionTags: mayBearSessionTags, session: session,
      names: sessionNames)
      ?? RequestContext()
  }

  /// What is known of the request by which a service, acting for a resource of the account, assumes
  /// this role.
  var serviceContext: RequestContext { facts?.serviceContext ?? RequestContext() }

  /// Its ARN.
  public var arn: ARN { identity.arn }
  /// Its name.
  public var name: String { identity.name }
}

/// A level of the organization above the account, and what is attached there.
struct ControlLevel: Sendable {
  let target: String
  let policies: [AppliedPolicy]
  /// Whether it may allow what the policies seen do not: some are not in the evidence.
  let allowsUnseen: Bool
}
