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
    trust: Statement? = nil, isFirst: Bool = false
  ) {
    guard isPossible else { return }
    take(decision(action, resource, contexts), action: action, resource: resource, trust: trust)
    if isFirst, isPossible { steps.insert(steps.removeLast(), at: 0) }
  }

  private func decision(
    _ action: String, _ resource: String, _ contexts: [RequestContext]
  ) -> AccessDecision? {
    var best: AccessDecision?
    for context in contexts {
      let request = AccessRequest(action: action, resource: resource, context: context)
      let decision = engine.decide(request, by: subject)
      if best.map({ Self.favour($0) < Self.favour(decision) }) ?? true { best = decision }
      if Self.favour(decision) == 3 { break }
    }
    return best
  }

  /// Surely allowed before perhaps allowed before contained before neither.
  private static func favour(_ decision: AccessDecision) -> Int {
    if decision.isAllowed { return decision.isConditional ? 2 : 3 }
    return decision.containedBy.isEmpty ? 0 : 1
  }

  /// Denied by the principal's own policies, which is no containment.
  private static func isOwnDenial(_ decision: AccessDecision) -> Bool {
    decision.statements.contains {
      $0.statement.effect == .deny && ($0.source.kind == .inline || $0.source.kind == .attached)
    }
  }

  private mutating func take(
    _ decision: AccessDecision?, action: String, resource: String?, trust: Statement?
  ) {
    guard let decision,
      decision.isAllowed || !decision.containedBy.isEmpty && !Self.isOwnDenial(decision)
    else {
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
    let sure = access.grants.firstIndex { $0.unconditional.contains(action) }
    let open = sure ?? access.grants.firstIndex { $0.allowed.contains(action) }
    guard let place = open ?? access.grants.firstIndex(where: { $0.contained.contains(action) })
    else {
      isPossible = false
      return
    }
    let first = access.grants[place]
    let isSure = sure != nil
    steps.append(
      Escalation.Step(
        action: action, resource: nil,
        statements: [
          PolicyStatement(
            source: first.source, statement: first.statement, applies: isSure ? .yes : .unknown)
        ], trust: nil))
    if open == nil {
      containedBy += access.contained.filter { $0.actions.contains(action) }.map(\.by)
    } else if !isSure {
      isConditional = true
      openConditions += first.statement.conditions
    }
    let denials = engine.decide(AccessRequest(action: action), by: subject).possibleDenials
    possibleDenials += denials
    isConditional = isConditional || !denials.isEmpty
  }

  /// Assumes `role`, whose trust answered; one that names the principal needs no other Allow.
  mutating func assume(
    _ role: AccessSubject, _ answer: RoleTrust.Answer, contexts: [RequestContext]
  ) {
    guard isPossible else { return }
    let decision = decision("sts:AssumeRole", role.arn.description, contexts)
    if answer.byName, decision.map({ !$0.isAllowed }) ?? true {
      assumeByTrust(role, statement: answer.statement)
    } else {
      take(
        decision, action: "sts:AssumeRole", resource: role.arn.description,
        trust: answer.statement)
    }
    hang(on: answer)
  }

  /// The trust's conditions count as the path's.
  mutating func hang(on answer: RoleTrust.Answer) {
    guard answer.admits == .unknown else { return }
    isConditional = true
    openConditions += answer.statement?.conditions ?? []
  }

  /// Assumes `role`, whose trust names the principal or can be made to: a Deny and SCPs stand
  /// against it, and for roles their own boundary. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic.
  mutating func assumeByTrust(_ role: AccessSubject, statement: Statement?) {
    guard isPossible else { return }
    let request = AccessRequest(action: "sts:AssumeRole", resource: role.arn.description)
    let decision = engine.decide(request, by: subject.allowed("sts:AssumeRole", engine))
    if Self.isOwnDenial(decision) {
      isPossible = false
      return
    }
    containedBy += decision.containedBy.filter {
      $0.kind != .boundary || $0.denies || subject.kind == .role
    }
    possibleDenials += decision.possibleDenials
    isConditional = isConditional || !decision.possibleDenials.isEmpty
    if let statement {
      steps.append(
        Escalation.Step(
          action: "sts:AssumeRole", resource: role.arn.description, statements: [],
          trust: statement))
    }
  }

  /// Whether the role was given to it by name, to assume or to pass: that is how access is delegated.
  func isDelegated(_ role: ARN) -> Bool {
    steps.contains { step in
      ["sts:AssumeRole", "iam:PassRole"].contains(step.action)
        && step.statements.allSatisfy {
          $0.statement.resources?.patterns.contains(role.description) == true
        }
    }
  }

  /// Supposes what the evidence cannot show.
  mutating func suppose() { isConditional = true }

  /// Counts the boundary of whom it changes. A statement that demands it delegates the changing of
  /// principals within it, which is no way to more power. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate.
  mutating func bound(by boundary: Containment?) {
    guard let boundary else { return }
    let conditions = steps.flatMap(\.statements).flatMap(\.statement.conditions)
    if conditions.contains(where: { $0.key.lowercased() == "iam:permissionsboundary" }) {
      isPossible = false
    } else {
      containedBy.append(boundary)
    }
  }

  func result(target: ARN?, resource: ARN? = nil, gain: Escalation.Gain) -> Escalation? {
    guard isPossible else { return nil }
    return Escalation(
      path: path, steps: steps, target: target, resource: resource, gain: gain,
      isConditional: isConditional, openConditions: openConditions.uniqued,
      possibleDenials: possibleDenials.uniqued, containedBy: containedBy.uniqued)
  }
}

extension AccessSubject {
  /// The principal as if one more policy of its own allowed `action` on everything.
  func allowed(_ action: String, _ engine: AccessEngine) -> AccessSubject {
    let statement = Statement(
      index: 0, sid: nil, effect: .allow, principals: nil, actions: .only([action]),
      resources: .only(["*"]), conditions: [], citation: identity.citation)
    let document = PolicyDocument(
      version: "2012-10-17", statements: [statement], text: "", citation: identity.citation)
    let policy = AppliedPolicy(
      source: PolicySource(
        kind: .inline, name: "", arn: nil, version: nil, group: nil, target: nil,
        citation: identity.citation),
      document: document,
      compiled: CompiledPolicy(document, catalogue: engine.catalogue, account: engine.accountID))
    return with(policies: policies + [policy], boundary: boundary)
  }
}
