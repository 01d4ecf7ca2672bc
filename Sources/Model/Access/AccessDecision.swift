/// A question: may a principal perform an action on a resource?
public struct AccessRequest: Hashable, Sendable {
  /// The action, written `service:Action`.
  public let action: String
  /// The resource's ARN, or a pattern that must be covered wholly; `*` for all resources.
  public let resource: String
  /// What is known of the request beyond what the principal brings.
  public let context: RequestContext

  /// The question whether `action` may be performed on `resource`.
  public init(action: String, resource: String = "*", context: RequestContext = RequestContext()) {
    self.action = action
    self.resource = resource
    self.context = context
  }
}

/// The answer to a request, with the statements that decide.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html.
public struct AccessDecision: Sendable {
  /// What AWS's evaluation logic comes to.
  public enum Outcome: String, Hashable, Sendable {
    case allowed, explicitlyDenied, implicitlyDenied
  }

  /// What AWS's evaluation logic comes to.
  public let outcome: Outcome
  /// Whether an allowed request hangs on a condition or variable that is not known.
  public let isConditional: Bool
  /// The statements that decide: Denies if denied explicitly, else the Allows of the identity's own
  /// policies, even where a boundary or SCP contains them.
  public let statements: [PolicyStatement]
  /// Denies that would prevail if what is not known of the request turned out so.
  public let possibleDenials: [PolicyStatement]
  /// What takes away what the identity's own policies allow.
  public let containedBy: [Containment]
  /// Allows of the action on other resources, or on some of those that were asked about.
  public let elsewhere: [PolicyStatement]
  /// The conditions that could not be judged, on which the answer hangs.
  public let openConditions: [Condition]
  /// What the service does whatever the policies say; nil where they decide.
  public let serviceRule: String?
  /// What the trust policy of the role says that would be assumed; nil for other requests.
  public let trust: TrustAnswer?
  /// What bears on the principal but is not in the evidence.
  public let unjudged: [String]

  /// Whether it is allowed, under whatever conditions.
  public var isAllowed: Bool { outcome == .allowed }
}
