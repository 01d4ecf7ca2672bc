/// One way in which one principal gains power, with the statement behind each step.
public struct Escalation: Sendable {
  /// What is gained, the most first.
  public enum Gain: Int, Hashable, Sendable {
    /// Everything.
    case administrator
    /// More than before, but not everything as far as is known.
    case more
    /// What a role or user has, which is not in the evidence, or not all of it.
    case unknownRole
    /// What another version of a policy says, which is not in the evidence.
    case otherVersion
    /// Nothing for oneself: another principal is given everything.
    case another
    /// Data of a service of which it had none.
    case data
    /// Nothing yet: no policy in reach has another version that could be put into effect.
    case laterVersion
  }

  /// A permission that is used, and on what.
  public struct Step: Hashable, Sendable {
    /// The action, `service:Action`.
    public let action: String
    /// The resource that it is used on; nil where any that the statement allows will do.
    public let resource: String?
    /// The statements that allow it; for a step that a role's trust alone allows, that statement
    /// is told in `trust`.
    public let statements: [PolicyStatement]
    /// The statement of the role's trust policy that admits the principal or the service.
    public let trust: Statement?
    /// What the session that the step begins must carry; nil where any session will do.
    public var session: SessionRequirement?
    /// The tags that the step sets or removes, as text: `team=data`, `held (removed)`.
    public var tags: [String] = []
  }

  /// The path of the table.
  public let path: EscalationPath
  /// What is used, in order.
  public let steps: [Step]
  /// Who is gained: the principal itself, another one; nil where the role is not known.
  public let target: ARN?
  /// The service's resource (function, instance) whose role is gained, where one is.
  public let resource: ARN?
  /// What is gained.
  public let gain: Gain
  /// What the principal's own session must carry; nil where any session will do.
  public let session: SessionRequirement?
  /// Whether something must hold that is not known: a condition, or that a resource is there.
  public let dependsOnUnknown: Bool
  /// The conditions that are not known.
  public let openConditions: [Condition]
  /// Denies that would stop it if what is not known turned out so.
  public let possibleDenials: [PolicyStatement]
  /// What stops it: boundaries and SCPs. Empty where nothing does.
  public let containedBy: [Containment]

  /// Whether it is open only under a condition, or to some sessions of the principal only.
  public var isConditional: Bool { dependsOnUnknown || session != nil }

  /// Whether a boundary or SCP stops it.
  public var isContained: Bool { !containedBy.isEmpty }

  /// The same way to another gain.
  func with(gain: Gain) -> Escalation {
    Escalation(
      path: path, steps: steps, target: target, resource: resource, gain: gain,
      session: session, dependsOnUnknown: dependsOnUnknown, openConditions: openConditions,
      possibleDenials: possibleDenials, containedBy: containedBy)
  }
}

/// All ways in which one principal gains power.
public struct EscalationReport: Sendable {
  /// Whose ways.
  public let subject: ARN
  /// Whether it is a user, group or role.
  public let kind: AccessSubject.Kind
  /// Administrators are that, and no escalators.
  public let administrator: AdministratorStatus
  /// The ways that nothing stops, one a path id: those that gain the most first, the sure before
  /// the conditional, then in the order of the table.
  public let open: [Escalation]
  /// The ways that a boundary or SCP stops, in the same order.
  public let contained: [Escalation]
  /// From the principal to administrator, one way after another: A becomes B becomes
  /// administrator. Empty where it does not get there.
  public let chain: [Hop]

  /// A way and who takes it.
  public struct Hop: Sendable {
    /// Who takes it.
    public let from: ARN
    /// The way.
    public let escalation: Escalation
  }

  /// Whether the chain leads to administrator and depends on nothing that is not known. A session
  /// that a later hop demands is one that the hop before it can begin.
  public var isCertain: Bool {
    guard let first = chain.first else { return false }
    return !first.escalation.isConditional && !chain.contains(where: \.escalation.dependsOnUnknown)
  }

  /// The ids of the open paths.
  public var pathIDs: [String] { open.map(\.path.id) }
}
