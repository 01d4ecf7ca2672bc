/// A user, group or role with all policies that affect it.
public struct AccessSubject: Sendable {
  /// The type of principal.
  public enum Kind: String, Hashable, Sendable {
    case user, group, role
  }

  /// The type of principal.
  public let kind: Kind
  /// The identity: name, ARN, tags and so on.
  public private(set) var identity: Identity
  /// Inline and attached policies; for users, also those of their groups.
  public private(set) var policies: [AppliedPolicy]
  /// The permissions boundary; nil if it has none or the boundary is not in the evidence.
  public private(set) var boundary: AppliedPolicy?
  /// Whether service control policies apply to it; they do not apply to principals of the
  /// management account and to service-linked roles. See
  /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp.
  public let isBoundByControlPolicies: Bool
  /// Whether it is a role that only its service can change or use.
  public let isServiceLinked: Bool
  /// Policies that affect it but are not in the evidence.
  public let missingPolicies: [String]
  /// The name of the role session, if the question is about one session.
  public private(set) var session: String?
  /// The complete known context of its request, if more is known than for every request.
  private var broughtContext: RequestContext?
  private let facts: PrincipalFacts?
  /// The session tags that a caller that assumes it can set; none for users and groups. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html.
  private(set) var sessionTags: SessionTags
  /// Patterns for the names that sessions of a role can have, as far as its trust policy limits
  /// them.
  private(set) var sessionNames: [String]

  /// Whether one of its policies allows something on all resources, or on all of a service.
  package var isWide: Bool { policies.contains(where: \.compiled.isWide) }

  /// Whether one of its policies allows one of `actions`; Denies are ignored.
  package func allows(anyOf actions: ActionSet) -> Bool {
    policies.contains { $0.compiled.allows(anyOf: actions) }
  }

  /// Creates a role about which nothing is known except that `policy` is attached to it.
  init(withOnly policy: AppliedPolicy, isBoundByControlPolicies: Bool) {
    kind = .role
    identity = Identity(
      name: "", path: "/", arn: ARN(""), uniqueID: "", created: nil, inlinePolicies: [],
      attachedPolicies: [], boundary: nil, tags: [], citation: policy.source.citation)
    policies = [policy]
    boundary = nil
    self.isBoundByControlPolicies = isBoundByControlPolicies
    isServiceLinked = false
    missingPolicies = []
    facts = nil
    sessionTags = .any
    sessionNames = ["*"]
  }

  init(
    kind: Kind, identity: Identity, policies: [AppliedPolicy], boundary: AppliedPolicy?,
    isBoundByControlPolicies: Bool, isServiceLinked: Bool, missingPolicies: [String],
    facts: PrincipalFacts?, sessionTags: SessionTags = .any, sessionNames: [String] = ["*"]
  ) {
    self.kind = kind
    self.identity = identity
    self.policies = policies
    self.boundary = boundary
    self.isBoundByControlPolicies = isBoundByControlPolicies
    self.isServiceLinked = isServiceLinked
    self.missingPolicies = missingPolicies
    self.facts = facts
    self.sessionTags = sessionTags
    self.sessionNames = sessionNames
  }

  /// A copy with other tags.
  func with(tags: [Tag]) -> AccessSubject {
    var subject = self
    subject.identity = identity.with(tags: tags)
    subject.broughtContext = nil
    return subject
  }

  /// A copy with exactly these tags: those of a user, or those of a role and its session.
  func withExactly(_ tags: [Tag]) -> AccessSubject {
    var subject = with(tags: tags)
    subject.sessionTags = .none
    return subject
  }

  /// A copy whose sessions can have any name, as if its trust policy did not limit them.
  func withAnySessionName() -> AccessSubject {
    var subject = self
    subject.sessionNames = SessionNames.any
    subject.broughtContext = nil
    return subject
  }

  /// A copy with unknown tags.
  func withUnknownTags() -> AccessSubject {
    var subject = with(tags: [])
    subject.sessionTags = .any
    return subject
  }

  /// A copy with other policies or another boundary.
  func with(policies: [AppliedPolicy], boundary: AppliedPolicy?) -> AccessSubject {
    var subject = self
    subject.policies = policies
    subject.boundary = boundary
    subject.broughtContext = nil
    return subject
  }

  /// A copy with another permissions boundary, or none, as if the evidence contained it.
  func replacing(boundary: AppliedPolicy?) -> AccessSubject {
    let attached = boundary.flatMap { policy in
      policy.source.arn.map {
        AttachedPolicy(name: policy.source.name, arn: $0, citation: policy.source.citation)
      }
    }
    var subject = with(policies: policies, boundary: boundary)
    subject.identity = identity.with(boundary: attached)
    return subject
  }

  /// A copy with only the policies that `isKept` selects, and without a permissions boundary.
  package func with(_ isKept: (AppliedPolicy) -> Bool) -> AccessSubject {
    with(policies: policies.filter(isKept), boundary: nil)
  }

  /// The session `name` of the role.
  public func session(named name: String) -> AccessSubject {
    var subject = self
    subject.session = name
    return subject
  }

  /// A copy that makes a request with the known context `context`.
  func withContext(_ context: RequestContext) -> AccessSubject {
    var subject = self
    subject.broughtContext = context
    return subject
  }

  /// The known context of its requests.
  public var context: RequestContext {
    broughtContext ?? facts?.context(
      of: identity, kind, tags: sessionTags, session: session,
      names: sessionNames)
      ?? RequestContext()
  }

  /// The known context of the request by which a service assumes this role on behalf of a resource
  /// of the account.
  var serviceContext: RequestContext { facts?.serviceContext ?? RequestContext() }

  /// Its ARN.
  public var arn: ARN { identity.arn }
  /// Its name.
  public var name: String { identity.name }
}

/// A level of the organization at or above the account, with the SCPs attached there.
struct ControlLevel: Sendable {
  let target: String
  let policies: [AppliedPolicy]
  /// Whether it can allow more than the known policies, because some are not in the evidence.
  let allowsUnseen: Bool
}
