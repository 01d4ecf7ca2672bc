/// An escalation path that a principal can use, with the statement behind each step.
public struct Escalation: Sendable {
  /// The gain, the largest first.
  public enum Gain: Int, Hashable, Sendable {
    /// Administrator access.
    case administrator
    /// More privileges, but not administrator access as far as is known.
    case more
    /// The privileges of a role or user that is not, or not completely, in the evidence.
    case unknownRole
    /// Another version of a policy, whose content is not in the evidence.
    case otherVersion
    /// No gain for the principal itself: another principal gets administrator access.
    case another
    /// Data of a service to which it had no access.
    case data
    /// Nothing yet: no reachable policy has another version that could be activated.
    case laterVersion
  }

  /// An action that is used, and its resource.
  public struct Step: Hashable, Sendable {
    /// The action, `service:Action`.
    public let action: String
    /// The resource; nil if any resource of the statement is sufficient.
    public let resource: String?
    /// The statements that allow it; if the trust policy alone allows it, that statement is in
    /// `trust`.
    public let statements: [PolicyStatement]
    /// The statement of the trust policy that allows the principal or the service.
    public let trust: Statement?
    /// The session that the step must start; nil if any session is sufficient.
    public var session: SessionRequirement?
    /// The tags that the step sets or removes, as text: `team=data`, `held (removed)`.
    public var tags: [String] = []
  }

  /// The path in the table.
  public let path: EscalationPath
  /// The steps, in order.
  public let steps: [Step]
  /// The target: the principal itself or another one; nil if the role is unknown.
  public let target: ARN?
  /// The resource of a service (function, instance) whose role is gained, if any.
  public let resource: ARN?
  /// The gain.
  public let gain: Gain
  /// The session that the principal itself needs; nil if any session is sufficient.
  public let session: SessionRequirement?
  /// The session of the target that it starts; empty if any session is sufficient.
  let reached: SessionRequirement
  /// Whether it depends on something unknown: a condition, or the existence of a resource.
  public let dependsOnUnknown: Bool
  /// The conditions that are unknown.
  public let openConditions: [Condition]
  /// Denies that would block it if unknown conditions were met.
  public let possibleDenials: [PolicyStatement]
  /// The boundaries and SCPs that block it; empty if none do.
  public let limitedBy: [LimitingPolicy]

  /// Whether it is open under a condition only, or to some sessions of the principal only.
  public var isConditional: Bool { dependsOnUnknown || session != nil }

  /// Whether a boundary or SCP blocks it.
  public var isContained: Bool { !limitedBy.isEmpty }

  /// How strongly something in the evidence blocks it: not at all, a Deny whose conditions are
  /// unknown, or a boundary or SCP.
  enum Obstacle: Int, Comparable {
    case none
    case possibleDenial
    case limit

    static func < (left: Obstacle, right: Obstacle) -> Bool { left.rawValue < right.rawValue }
  }

  var obstacle: Obstacle {
    if isContained { return .limit }
    return possibleDenials.isEmpty ? .none : .possibleDenial
  }

  /// The same steps with another gain, as steps of another path, or with an unknown outcome.
  func with(
    gain: Gain? = nil, path: EscalationPath? = nil, isUnknown: Bool = false
  ) -> Escalation {
    Escalation(
      path: path ?? self.path, steps: steps, target: target, resource: resource,
      gain: gain ?? self.gain,
      session: session, reached: reached, dependsOnUnknown: dependsOnUnknown || isUnknown,
      openConditions: openConditions,
      possibleDenials: possibleDenials, limitedBy: limitedBy)
  }
}

/// All escalation paths of one principal.
public struct EscalationReport: Sendable {
  /// The principal.
  public let subject: ARN
  /// Whether it is a user, group or role.
  public let kind: AccessSubject.Kind
  /// Administrators have no escalation paths.
  public let administrator: AdministratorStatus
  /// The paths that nothing blocks, one per path id: the largest gain first, certain before
  /// conditional, then in the order of the table.
  public let open: [Escalation]
  /// The paths that a boundary or SCP blocks, in the same order.
  public let contained: [Escalation]
  /// The path to administrator, possibly through other principals. Empty if there is none.
  public let chain: [Hop]

  /// A part of the chain.
  public struct Hop: Sendable {
    /// The principal that uses the path.
    public let from: ARN
    /// The path.
    public let escalation: Escalation
  }

  /// Whether the chain leads to administrator and depends on nothing unknown. If a later hop needs
  /// a certain session, the previous hop can start it.
  public var isCertain: Bool {
    guard let first = chain.first else { return false }
    return !first.escalation.isConditional && !chain.contains(where: \.escalation.dependsOnUnknown)
  }

  /// The open paths that no conditional Deny can block.
  package var unobstructed: [Escalation] { open.filter(\.possibleDenials.isEmpty) }

  /// The paths that something blocks: a boundary, an SCP, or possibly a conditional Deny.
  package var obstructed: [Escalation] {
    contained + open.filter { !$0.possibleDenials.isEmpty }
  }

  /// The ids of the open paths.
  public var pathIDs: [String] { open.map(\.path.id) }
}
