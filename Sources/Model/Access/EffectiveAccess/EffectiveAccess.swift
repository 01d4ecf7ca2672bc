/// The effective access of a principal: what its policies allow, except what is denied or blocked.
///
/// Only an unconditional Deny that covers both action and resource removes an Allow. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html.
public struct EffectiveAccess: Sendable {
  /// The effect of one Allow statement.
  public struct Grant: Sendable {
    let policy: AppliedPolicy
    let index: Int
    /// The actions that it covers as written, as far as they can be granted on its resources.
    public let written: ActionSet
    /// The actions that it allows on some resource, possibly under a condition.
    public let allowed: ActionSet
    /// The actions that it allows on all resources of a type in the account (`*`, `arn:aws:s3:::*`,
    /// `arn:aws:*:*:123456789012:*`, `NotResource` of others).
    public let onAllResources: ActionSet
    /// The actions that it allows on all resources as written, even if denied or blocked.
    public let writtenOnAll: ActionSet
    /// The actions that the identity's own policies allow on all resources, blocked or not.
    public let grantedOnAll: ActionSet
    /// The actions that no condition limits.
    public let unconditional: ActionSet
    /// The actions that it would allow without a boundary or SCP.
    public let contained: ActionSet
    /// Whether it is written for all resources of every service, or all except some
    /// (`NotResource`).
    public let isBroad: Bool

    /// All actions that the statement covers.
    public var actions: ActionSet { policy.compiled.lines[index].actions }
    /// The resource types of `service` of which it covers all resources; nil if that is most types.
    public func typesReached(ofService service: String) -> [String]? {
      policy.compiled.typesReached(ofService: service, at: index)
    }
    /// The policy that contains it.
    public var source: PolicySource { policy.source }
    /// The statement.
    public var statement: Statement { policy.document.statements[index] }
    /// The statement with its policy.
    public var place: PolicyStatement {
      PolicyStatement(source: source, statement: statement, applies: .yes)
    }
  }

  /// Actions that a limit blocks.
  public struct Contained: Sendable {
    /// The limit.
    public let by: LimitingPolicy
    /// The actions.
    public let actions: ActionSet
  }

  /// The effect of each Allow statement, in the order of the policies.
  public let grants: [Grant]
  /// The actions that are allowed on some resource, possibly under a condition.
  public let allowed: ActionSet
  /// The actions that are allowed on all resources.
  public let onAllResources: ActionSet
  /// The actions that are allowed on some resource without a condition.
  public let unconditional: ActionSet
  /// The actions that are allowed on all resources without a condition.
  public let unrestricted: ActionSet
  /// The actions that boundaries and SCPs block, by limit.
  public let contained: [Contained]
  /// Policies that affect the principal but are not in the evidence.
  public let missingPolicies: [String]

  /// All blocked actions.
  public var containedActions: ActionSet {
    contained.reduce(ActionSet(in: allowed.catalogue)) { $0.union($1.actions) }
      .subtracting(allowed)
  }

  /// The actions that the identity's policies allow, blocked or not.
  public var granted: ActionSet {
    contained.reduce(allowed) { $0.union($1.actions) }
  }

  /// The number of allowed actions by service and access level.
  public var summary: [String: [AccessLevel: Int]] { allowed.summary }
}
