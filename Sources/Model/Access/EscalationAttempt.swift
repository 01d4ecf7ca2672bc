/// Tries the steps of a path one by one and keeps what each hangs on.
struct EscalationAttempt {
  let engine: AccessEngine
  let subject: AccessSubject
  let access: EffectiveAccess
  let path: EscalationPath

  private(set) var steps: [Escalation.Step] = []
  private(set) var isPossible = true
  private var isConditional = false
  private var openConditions: [Condition] = []
  private var possibleDenials: [PolicyStatement] = []
  private var containedBy: [Containment] = []

  init(
    engine: AccessEngine, subject: AccessSubject, access: EffectiveAccess, path: EscalationPath
  ) {
    self.engine = engine
    self.subject = subject
    self.access = access
    self.path = path
  }

  /// Uses `action` on `resource` in the most favourable of `contexts`.
  mutating func use(
    _ action: String, on resource: String, contexts: [RequestContext] = [RequestContext()],
    trust: Statement? = nil
  ) {
    guard isPossible else { return }
    var best: AccessDecision?
    for context in contexts {
      let request = AccessRequest(action: action, resource: resource, context: context)
      let decision = engine.decide(request, by: subject)
      if best.map({ Self.favour($0) < Self.favour(decision) }) ?? true { best = decision }
      if Self.favour(decision) == 3 { break }
    }
    if let best { take(best, action: action, resource: resource, trust: trust) }
  }

  /// Surely allowed before perhaps allowed before contained before neither.
  private static func favour(_ decision: AccessDecision) -> Int {
    if decision.isAllowed { return decision.isConditional ? 2 : 3 }
    return decision.containedBy.isEmpty ? 0 : 1
  }

  private mutating func take(
    _ decision: AccessDecision, action: String, resource: String?, trust: Statement?
  ) {
    let isOwnDenial = decision.statements.contains {
      $0.statement.effect == .deny && ($0.source.kind == .inline || $0.source.kind == .attached)
    }
    guard decision.isAllowed || !decision.containedBy.isEmpty && !isOwnDenial else {
      isPossible = false
      return
    }
    steps.append(
      Escalation.Step(
        action: action, resource: resource,
        statements: decision.statements.filter { $0.statement.effect == .allow }, trust: trust))
    isConditional = isConditional || decision.isConditional
    openConditions += decision.openConditions
    possibleDenials += decision.possibleDenials
    containedBy += decision.containedBy
  }

  /// Uses `action` on any resource that some statement allows.
  mutating func useAnywhere(_ action: String) {
    guard isPossible else { return }
    let grants = access.grants.filter { $0.allowed.contains(action) }
    let blocked = access.grants.filter { $0.contained.contains(action) }
    guard
      let first = grants.first(where: { $0.unconditional.contains(action) }) ?? grants.first
        ?? blocked.first
    else {
      isPossible = false
      return
    }
    let isSure = first.unconditional.contains(action)
    steps.append(
      Escalation.Step(
        action: action, resource: nil,
        statements: [
          PolicyStatement(
            source: first.source, statement: first.statement, applies: isSure ? .yes : .unknown)
        ], trust: nil))
    if grants.isEmpty {
      containedBy += access.contained.filter { $0.actions.contains(action) }.map(\.by)
    } else if !isSure {
      isConditional = true
      openConditions += first.statement.conditions
    }
    let denials = engine.decide(AccessRequest(action: action), by: subject).possibleDenials
    possibleDenials += denials
    isConditional = isConditional || !denials.isEmpty
  }

  /// Takes the trust of a role as a step that needs no permission.
  mutating func trusted(_ action: String, _ role: ARN, _ answer: RoleTrust.Answer) {
    guard isPossible else { return }
    steps.append(
      Escalation.Step(
        action: action, resource: role.description, statements: [], trust: answer.statement))
    hang(on: answer)
  }

  /// The trust's conditions count as the path's.
  mutating func hang(on answer: RoleTrust.Answer) {
    guard answer.admits == .unknown else { return }
    isConditional = true
    openConditions += answer.statement?.conditions ?? []
  }

  mutating func contain(by containment: Containment) { containedBy.append(containment) }

  func result(target: ARN?, resource: ARN? = nil, gain: Escalation.Gain) -> Escalation? {
    guard isPossible else { return nil }
    return Escalation(
      path: path, steps: steps, target: target, resource: resource, gain: gain,
      isConditional: isConditional, openConditions: openConditions.uniqued,
      possibleDenials: possibleDenials.uniqued, containedBy: containedBy.uniqued)
  }
}
