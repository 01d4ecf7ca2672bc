/// Tries the steps of a path one by one and keeps what each hangs on.
struct EscalationAttempt {
  let engine: AccessEngine
  private let variant: PrincipalVariant
  let path: EscalationPath
  var subject: AccessSubject { variant.subject }
  private var access: EffectiveAccess { variant.access }

  private(set) var steps: [Escalation.Step] = []
  private(set) var isPossible = true
  private var dependsOnUnknown = false
  /// What the principal's own session must carry.
  private let session: SessionRequirement
  /// The session of the target that it starts.
  private var reached = SessionRequirement()
  private var openConditions: [Condition] = []
  private var possibleDenials: [PolicyStatement] = []
  private var containedBy: [Containment] = []

  /// The attempt of a principal that has been changed as `variant` says.
  init(engine: AccessEngine, variant: PrincipalVariant, path: EscalationPath) {
    self.engine = engine
    self.variant = variant
    self.path = path
    session = variant.session
    for (call, decision) in variant.requests { take(decision, call) }
  }

  /// Uses `action` on `resource` in the most favourable of `contexts`; `shown` is what the step says
  /// instead, where the resource is an example.
  mutating func use(
    _ action: String, on resource: String, shown: String?? = .none,
    contexts: [RequestVariant] = [RequestVariant()],
    trust: Statement? = nil, session: SessionRequirement? = nil, isFirst: Bool = false
  ) {
    guard isPossible else { return }
    let best = best(action, resource, contexts)
    for request in best?.requests ?? [] {
      take(decision(request), request)
    }
    take(
      best?.decision, action: action, resource: shown ?? resource, trust: trust, session: session)
    if isFirst, isPossible { steps.insert(steps.removeLast(), at: 0) }
  }

  private func decision(_ request: TagRequest) -> AccessDecision {
    engine.decide(request.asked, by: subject)
  }

  /// The most favourable answer, and the tagging that it takes first.
  private func best(
    _ action: String, _ resource: String, _ variants: [RequestVariant]
  ) -> (decision: AccessDecision, requests: [TagRequest])? {
    var best: (decision: AccessDecision, requests: [TagRequest])?
    var favour = -1
    for variant in variants {
      let request = AccessRequest(action: action, resource: resource, context: variant.context)
      let decision = engine.decide(request, by: subject)
      var own = Self.favour(decision)
      guard own > favour else { continue }
      own = variant.requests.reduce(own) { min($0, Self.favour(self.decision($1))) }
      guard own > favour else { continue }
      favour = own
      best = (decision, variant.requests)
      if own == 3 { break }
    }
    return best
  }

  /// Takes the step that changes tags, once.
  private mutating func take(_ decision: AccessDecision, _ request: TagRequest) {
    let isDone = steps.contains {
      $0.action == request.action && $0.resource == request.resource && $0.tags == request.texts
    }
    guard isPossible, !isDone else { return }
    take(
      decision, action: request.action, resource: request.resource, trust: nil,
      tags: request.texts)
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
    _ decision: AccessDecision?, action: String, resource: String?, trust: Statement?,
    session: SessionRequirement? = nil, tags: [String] = []
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
        statements: decision.statements.filter { $0.statement.effect == .allow }, trust: trust,
        session: session, tags: tags))
    count(decision)
  }

  /// Counts what the decision on a step depends on.
  private mutating func count(_ decision: AccessDecision) {
    dependsOnUnknown = dependsOnUnknown || decision.isConditional
    openConditions += decision.openConditions
    possibleDenials += decision.possibleDenials
    containedBy += decision.containedBy
  }

  /// Uses `action` in one request on all of `resources`, of which the first is shown as `shown`.
  private mutating func use(
    _ action: String, onAll resources: [String], shown: String?, context: RequestContext
  ) {
    guard let first = resources.first else { return }
    use(action, on: first, shown: shown, contexts: [RequestVariant(context: context)])
    for resource in resources.dropFirst() where isPossible {
      let request = AccessRequest(action: action, resource: resource, context: context)
      let decision = engine.decide(request, by: subject)
      guard Self.favour(decision) > 0, !Self.isOwnDenial(decision) else { return fail() }
      count(decision)
    }
  }

  /// How many choices of resources are tried; each is judged by all statements of the principal.
  private var mostPlans: Int {
    max(16, 65_536 / subject.policies.reduce(64) { $0 + $1.document.size })
  }

  /// Uses `actions` one after another, on resources that they have in common, in `region` if one is
  /// given.
  mutating func useTogether(_ actions: [String], in region: String?) {
    guard isPossible else { return }
    let joint = JointUse(
      actions, in: region, subject: subject, access: access, engine: engine)
    if joint.isFree {
      for action in actions { useAnywhere(action) }
      return
    }
    let regional = Set(
      actions.filter {
        GlobalServices.region(of: $0, in: engine.resources.partition) == nil
          && !engine.catalogue.hasResourcesInAnyRegion($0)
      })
    var best: EscalationAttempt?
    var plans = 0
    let isWhole = joint.forEach { plan in
      plans += 1
      if plans > mostPlans { return true }
      var trial = self
      for use in plan.resources {
        var known = RequestContext()
        if regional.contains(use.action) {
          known["aws:RequestedRegion"] = .values([plan.region])
        }
        trial.use(use.action, onAll: use.examples, shown: use.shown, context: known)
      }
      if plan.isSupposed { trial.suppose() }
      guard trial.isPossible else { return false }
      if best.map({ trial.doubt < $0.doubt }) ?? true { best = trial }
      return trial.doubt == doubt
    }
    if let best {
      self = best
    } else if isWhole, plans <= mostPlans {
      fail()
    } else {
      for action in actions { useAnywhere(action) }
      suppose()
    }
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
      dependsOnUnknown = true
      openConditions += first.statement.conditions
    }
    let denials = engine.decide(AccessRequest(action: action), by: subject).possibleDenials
    possibleDenials += denials
    dependsOnUnknown = dependsOnUnknown || !denials.isEmpty
  }

  /// Assumes `role`, or passes it session tags, as `call` says; a trust that names the principal
  /// needs no other Allow.
  mutating func assume(
    _ role: AccessSubject, _ call: AssumeRoleCall, _ answer: RoleTrust.Answer,
    contexts: [RequestVariant]
  ) {
    guard isPossible else { return }
    let contexts = contexts.map { $0.merging(call.request) }
    let decision = best(call.action, role.arn.description, contexts)?.decision
    if answer.byName, decision.map({ !$0.isAllowed }) ?? true {
      assumeByTrust(
        role, call, statement: answer.statement, isSession: answer.sessionName != nil)
    } else {
      use(
        call.action, on: role.arn.description, contexts: contexts, trust: answer.statement,
        session: call.shown)
    }
    hang(on: answer)
  }

  /// The trust's conditions count as the path's.
  mutating func hang(on answer: RoleTrust.Answer) {
    guard answer.admits == .unknown else { return }
    dependsOnUnknown = true
    openConditions += answer.statement?.conditions ?? []
  }

  /// Assumes `role`, whose trust names the principal or can be made to: a Deny and SCPs stand
  /// against it, and for roles their own boundary, unless the trust names the session. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic.
  mutating func assumeByTrust(
    _ role: AccessSubject, _ call: AssumeRoleCall = AssumeRoleCall(), statement: Statement?,
    isSession: Bool = false
  ) {
    guard isPossible else { return }
    let request = AccessRequest(
      action: call.action, resource: role.arn.description, context: call.request)
    let decision = engine.decide(request, by: subject.allowed(call.action, engine))
    if Self.isOwnDenial(decision) {
      isPossible = false
      return
    }
    containedBy += decision.containedBy.filter {
      $0.kind != .boundary || $0.denies || subject.kind == .role && !isSession
    }
    possibleDenials += decision.possibleDenials
    dependsOnUnknown = dependsOnUnknown || !decision.possibleDenials.isEmpty
    if let statement {
      steps.append(
        Escalation.Step(
          action: call.action, resource: role.arn.description, statements: [],
          trust: statement, session: call.shown))
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

  /// The path ends in `session`.
  mutating func reach(_ session: TargetSession) { reached = session.requirement }

  /// Gives the path up.
  mutating func fail() { isPossible = false }

  /// The smaller the more surely the steps so far can be taken.
  var doubt: Int {
    (containedBy.isEmpty ? 0 : 4) + (dependsOnUnknown ? 2 : 0) + (session.isEmpty ? 0 : 1)
  }

  /// Supposes what the evidence cannot show.
  mutating func suppose() { dependsOnUnknown = true }

  /// Counts the boundary of whom it changes. A statement that demands it delegates the changing of
  /// principals within it, which is no escalation path. See
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
      session: session.isEmpty ? nil : session, reached: reached,
      dependsOnUnknown: dependsOnUnknown,
      openConditions: openConditions.uniqued,
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
      compiled: CompiledPolicy(document, in: engine.resources))
    return with(policies: policies + [policy], boundary: boundary)
  }
}
