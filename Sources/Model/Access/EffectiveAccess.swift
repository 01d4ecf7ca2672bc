/// What a principal can really do: what its policies allow, less what is denied or contained.
///
/// Only an unconditional Deny that covers both action and resource takes an Allow away. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html.
public struct EffectiveAccess: Sendable {
  /// What one Allow statement comes to.
  public struct Grant: Sendable {
    let policy: AppliedPolicy
    let index: Int
    /// The actions that it covers as written, as far as they can be granted on its resources.
    public let written: ActionSet
    /// The actions that it allows on some resource, perhaps under a condition.
    public let allowed: ActionSet
    /// Those of them that it allows on all resources of a type in the account (`*`,
    /// `arn:aws:s3:::*`, `arn:aws:*:*:123456789012:*`, `NotResource` of others).
    public let onAllResources: ActionSet
    /// Those that it allows on all resources as written, denied or contained though they may be.
    public let writtenOnAll: ActionSet
    /// Those that the identity's own policies leave on all resources, contained or not.
    public let grantedOnAll: ActionSet
    /// Those of them that no condition restricts.
    public let unconditional: ActionSet
    /// What it would allow, were it not for a boundary or SCP.
    public let contained: ActionSet
    /// Whether it is written for all resources of every service, or all but some (`NotResource`).
    public let isBroad: Bool

    /// All actions that the statement covers.
    public var actions: ActionSet { policy.compiled.lines[index].actions }
    /// The resource types of `service` that it is written for all resources of; nil for most types.
    public func typesReached(ofService service: String) -> [String]? {
      policy.compiled.typesReached(ofService: service, at: index)
    }
    /// The policy that it stands in.
    public var source: PolicySource { policy.source }
    /// The statement.
    public var statement: Statement { policy.document.statements[index] }
    /// The statement with its policy.
    public var place: PolicyStatement {
      PolicyStatement(source: source, statement: statement, applies: .yes)
    }
  }

  /// The actions that something contains.
  public struct Contained: Sendable {
    /// What contains them.
    public let by: Containment
    /// The actions.
    public let actions: ActionSet
  }

  /// What each Allow statement comes to, in the order of the policies.
  public let grants: [Grant]
  /// The actions that are allowed on some resource, perhaps under a condition.
  public let allowed: ActionSet
  /// Those of them that are allowed on all resources.
  public let onAllResources: ActionSet
  /// Those of them that are allowed somewhere without a condition.
  public let unconditional: ActionSet
  /// Those of them that are allowed on all resources without a condition.
  public let unrestricted: ActionSet
  /// What boundaries and SCPs take away, by what takes it.
  public let contained: [Contained]
  /// What bears on the principal but is not in the evidence.
  public let unjudged: [String]

  /// What containment takes away altogether.
  public var containedActions: ActionSet {
    contained.reduce(ActionSet(in: allowed.catalogue)) { $0.union($1.actions) }
      .subtracting(allowed)
  }

  /// What the identity's policies allow, contained or not.
  public var granted: ActionSet {
    contained.reduce(allowed) { $0.union($1.actions) }
  }

  /// How many actions are allowed, by service and level.
  public var summary: [String: [AccessLevel: Int]] { allowed.summary }
}
