/// A question: is a principal allowed to perform an action on a resource?
public struct AccessRequest: Hashable, Sendable {
  /// The action, written `service:Action`.
  public let action: String
  /// The ARN of the resource, or a pattern that must be covered completely; `*` for all resources.
  public let resource: String
  /// The context of the request, in addition to that of the principal.
  public let context: RequestContext

  /// Whether its resource is a version or an alias, and AWS authorizes the call with the ARN of what
  /// it belongs to.
  package var isAuthorizedOnOther: Bool { VersionForm.authorized(resource).qualifier != nil }

  /// Whether a Deny counts if it applies to only a part of the resources that a pattern matches.
  var countsParts = false

  /// The same request on each resource that its pattern matches: a Deny of one of them counts, although
  /// it is unknown which of them the request names.
  public var onEach: AccessRequest {
    var request = self
    request.countsParts = resource != "*"
    return request
  }

  /// The question whether `action` is allowed on `resource`.
  public init(action: String, resource: String = "*", context: RequestContext = RequestContext()) {
    self.action = action
    self.resource = resource
    self.context = context
  }
}

/// The answer to a request, with the deciding statements.
///
/// See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html.
public struct AccessDecision: Sendable {
  /// The result of the AWS evaluation logic.
  public enum Outcome: String, Hashable, Sendable {
    case allowed, explicitlyDenied, implicitlyDenied
  }

  /// The result of the AWS evaluation logic.
  public let outcome: Outcome
  /// Whether an Allow depends on an unknown condition or variable.
  public let isConditional: Bool
  /// The deciding statements: the Denies of an explicit deny, or else the Allows of the identity's
  /// own policies, even if a boundary or SCP blocks them.
  public let statements: [PolicyStatement]
  /// Denies that would apply if unknown conditions were met.
  public let possibleDenials: [PolicyStatement]
  /// The limits that block the Allows of the identity's own policies.
  public let limitedBy: [LimitingPolicy]
  /// Allows of the action on other resources, or on some of the requested ones.
  public let elsewhere: [PolicyStatement]
  /// The conditions that could not be evaluated and on which the answer depends.
  public let openConditions: [Condition]
  /// A rule of the service that applies regardless of policies; nil if policies decide.
  public let serviceRule: String?
  /// The answer of the trust policy of the role that is assumed; nil for other requests.
  public let trust: TrustAnswer?
  /// Policies that affect the principal but are not in the evidence.
  public let missingPolicies: [String]

  /// Whether it is allowed, possibly under conditions.
  public var isAllowed: Bool { outcome == .allowed }
}

extension AccessDecision {
  /// Whether it is allowed, or only a boundary or an SCP blocks it.
  var isOpenOrContained: Bool { isAllowed || !limitedBy.isEmpty }
}
