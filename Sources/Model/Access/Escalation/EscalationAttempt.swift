/// Tries the steps of a path one by one and records their conditions and limits.
struct EscalationAttempt {
  let engine: AccessEngine
  private var variant: PrincipalVariant
  private(set) var path: EscalationPath
  var subject: AccessSubject { variant.subject }
  private var access: EffectiveAccess { variant.access }

  private(set) var steps: [Escalation.Step] = []
  private(set) var isPossible = true
  /// How many steps change the principal before the path begins.
  private var earlierSteps = 0
  private var dependsOnUnknown = false
  /// The name and tags that the principal's own session must have.
  private let session: SessionRequirement
  /// The session of the target that it starts.
  private var reached = SessionRequirement()
  private var openConditions: [Condition] = []
  private var possibleDenials: [PolicyStatement] = []
  private var limitedBy: [LimitingPolicy] = []

  /// Creates the attempt of a principal after the changes in `variant`.
  init(engine: AccessEngine, variant: PrincipalVariant, path: EscalationPath) {
    self.engine = engine
    self.variant = variant
    self.path = path
    session = variant.session
    dependsOnUnknown = variant.isHypothetical
    for (call, decision) in variant.requests { take(decision, call) }
  }

  /// The attempt at `path` after these steps, which turned the principal into `variant`.
  func continued(by variant: PrincipalVariant, _ path: EscalationPath) -> EscalationAttempt {
    var attempt = self
    attempt.variant = variant
    attempt.path = path
    attempt.earlierSteps = steps.count
    for (call, decision) in variant.requests { attempt.take(decision, call) }
    return attempt
  }

  /// Uses `action` on `resource` in the most favorable of `contexts`. If the resource is an
  /// example, the step shows `shown` instead.
  mutating func use(
    _ action: String, on resource: String, shown: String?? = .none,
    contexts: [RequestVariant] = [RequestVariant()],
    trust: Statement? = nil, session: SessionRequirement? = nil, isFirst: Bool = false
  ) {
    guard isPossible else { return }
    let count = steps.count
    let best = best(action, resource, contexts)
    for request in best?.requests ?? [] {
      take(decision(request), request)
    }
    take(
      best?.decision, action: action, resource: shown ?? resource, trust: trust, session: session)
    if isFirst, isPossible { moveToStart(from: count) }
  }

  private mutating func moveToStart(from place: Int) {
    let moved = steps[place...]
    steps.removeSubrange(place...)
    steps.insert(contentsOf: moved, at: earlierSteps)
  }

  /// Adds the steps that change another principal, before all other steps if `isFirst`.
  mutating func prepare(_ requests: [TagRequest], isFirst: Bool = false) {
    guard isPossible else { return }
    let count = steps.count
    for request in requests {
      take(decision(request), request)
      if request.isUnknown { noteUnknown() }
    }
    if isFirst, isPossible { moveToStart(from: count) }
  }

  private func decision(_ request: TagRequest) -> AccessDecision {
    engine.decide(request.request, by: subject)
  }

  /// The most favorable answer, and the tag changes that it needs first.
  private func best(
    _ action: String, _ resource: String, _ variants: [RequestVariant]
  ) -> (decision: AccessDecision, requests: [TagRequest])? {
    var best: (decision: AccessDecision, requests: [TagRequest])?
    var rank = -1
    for variant in variants {
      let request = AccessRequest(action: action, resource: resource, context: variant.context)
      let decision = engine.decide(request, by: subject)
      var own = Self.rank(decision)
      guard own > rank else { continue }
      own = variant.requests.reduce(own) { min($0, Self.rank(self.decision($1))) }
      guard own > rank else { continue }
      rank = own
      best = (decision, variant.requests)
      if own == 4 { break }
    }
    return best
  }

  /// Adds the step that changes tags, unless it was already added.
  private mutating func take(_ decision: AccessDecision, _ request: TagRequest) {
    let isDone = steps.contains {
      $0.action == request.action && $0.resource == request.resource && $0.tags == request.texts
    }
    guard isPossible, !isDone else { return }
    take(
      decision, action: request.action, resource: request.resource, trust: nil,
      tags: request.texts)
  }

  /// Ranks a decision: certainly allowed (4), possibly allowed (3), possibly denied (2), blocked (1),
  /// denied (0).
  private static func rank(_ decision: AccessDecision) -> Int {
    guard decision.isAllowed else { return decision.limitedBy.isEmpty ? 0 : 1 }
    if !decision.possibleDenials.isEmpty { return 2 }
    return decision.isConditional ? 3 : 4
  }

  /// Whether the principal's own policies deny it, which does not count as a limit.
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
      decision.isAllowed || !decision.limitedBy.isEmpty && !Self.isOwnDenial(decision)
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

  /// Records the conditions that the decision on a step depends on.
  private mutating func count(_ decision: AccessDecision) {
    dependsOnUnknown = dependsOnUnknown || decision.isConditional
    openConditions += decision.openConditions
    possibleDenials += decision.possibleDenials
    limitedBy += decision.limitedBy
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
      guard Self.rank(decision) > 0, !Self.isOwnDenial(decision) else { return fail() }
      count(decision)
    }
  }

  /// The maximum number of choices of resources; each is evaluated with all statements of the principal.
  private var maximumPlans: Int {
    max(16, 65_536 / subject.policies.reduce(64) { $0 + $1.document.size })
  }

  /// Uses `actions` one after another on shared resources, in `region` if given.
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
      if plans > maximumPlans { return true }
      var trial = self
      for use in plan.resources {
        var known = RequestContext()
        if regional.contains(use.action) {
          known["aws:RequestedRegion"] = .values([plan.region])
        }
        trial.use(use.action, onAll: use.examples, shown: use.shown, context: known)
      }
      if plan.isHypothetical { trial.noteUnknown() }
      guard trial.isPossible else { return false }
      if best.map({ trial.doubt < $0.doubt }) ?? true { best = trial }
      return trial.doubt == doubt
    }
    if let best {
      self = best
    } else if isWhole, plans <= maximumPlans {
      fail()
    } else {
      for action in actions { useAnywhere(action) }
      noteUnknown()
    }
  }

  /// Uses `action` on any resource that a statement allows.
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
      limitedBy += access.contained.filter { $0.actions.contains(action) }.map(\.by)
    } else if !isSure {
      dependsOnUnknown = true
      openConditions += first.statement.conditions
    }
    addPossible(engine.decide(AccessRequest(action: action), by: subject).possibleDenials)
  }

  /// Assumes `role` or passes session tags, according to `call`: with a policy of the principal, or
  /// without one if the trust policy names the principal, whichever is more certain. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html.
  mutating func assume(
    _ role: AccessSubject, _ call: AssumeRoleCall, _ answer: RoleTrust.Answer, isDirect: Bool,
    known: RequestContext
  ) {
    guard isPossible else { return }
    var byPolicy = self
    byPolicy.use(
      call.action, on: role.arn.description,
      contexts: [RequestVariant(context: known.merging(call.request))],
      trust: answer.best.statement, session: call.shown)
    byPolicy.addConditions(of: answer.best, in: answer)
    guard answer.named.admits != .no, !byPolicy.isPossible || byPolicy.doubt > doubt else {
      self = byPolicy
      return
    }
    var byName = self
    byName.assumeByTrust(
      role, call, statement: answer.named.statement, isSession: isDirect, known: known)
    byName.addConditions(of: answer.named, in: answer)
    self =
      byName.isPossible && (!byPolicy.isPossible || byName.doubt < byPolicy.doubt)
      ? byName : byPolicy
  }

  /// Adds what the grant by a trust policy depends on: its conditions, and the possible denials.
  mutating func addConditions(of grant: RoleTrust.Grant, in answer: RoleTrust.Answer) {
    if grant.admits == .unknown {
      dependsOnUnknown = true
      openConditions += grant.statement?.conditions ?? []
    }
    addPossible(answer.possibleDenials)
  }

  private mutating func addPossible(_ denials: [PolicyStatement]) {
    possibleDenials += denials
    dependsOnUnknown = dependsOnUnknown || !denials.isEmpty
  }

  /// Assumes `role`, whose trust policy names the principal. A Deny and SCPs can block it; for roles,
  /// their own boundary can too, unless the trust policy names the session. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-eval-logic.
  private mutating func assumeByTrust(
    _ role: AccessSubject, _ call: AssumeRoleCall, statement: Statement?, isSession: Bool,
    known: RequestContext
  ) {
    guard isPossible else { return }
    let request = AccessRequest(
      action: call.action, resource: role.arn.description, context: known.merging(call.request))
    let decision = engine.decide(request, by: subject.allowed(call.action, engine))
    if Self.isOwnDenial(decision) {
      isPossible = false
      return
    }
    limitedBy += decision.limitedBy.filter {
      $0.kind != .boundary || $0.denies || subject.kind == .role && !isSession
    }
    addPossible(decision.possibleDenials)
    steps.append(
      Escalation.Step(
        action: call.action, resource: role.arn.description, statements: [],
        trust: statement, session: call.shown))
  }

  /// The path ends in `session`.
  mutating func reach(_ session: TargetSession) { reached = session.requirement }

  /// Abandons the path.
  mutating func fail() { isPossible = false }

  /// The uncertainty of the steps so far; smaller is more certain.
  var doubt: Int {
    (limitedBy.isEmpty ? 0 : 8) + (possibleDenials.isEmpty ? 0 : 4) + (dependsOnUnknown ? 2 : 0)
      + (session.isEmpty ? 0 : 1)
  }

  /// Whether a boundary or SCP blocks a step.
  var isContained: Bool { !limitedBy.isEmpty }

  /// Records that a step depends on something that the evidence cannot show.
  mutating func noteUnknown() { dependsOnUnknown = true }

  /// Applies the boundary of the principal that is changed. A statement that requires this boundary
  /// delegates the management of principals within it, which is not an escalation path. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate.
  mutating func bound(by boundary: LimitingPolicy?) {
    guard let boundary else { return }
    let conditions = steps.flatMap(\.statements).flatMap(\.statement.conditions)
    if conditions.contains(where: { $0.key.lowercased() == "iam:permissionsboundary" }) {
      isPossible = false
    } else {
      limitedBy.append(boundary)
    }
  }

  func result(target: ARN?, resource: ARN? = nil, gain: Escalation.Gain) -> Escalation? {
    guard isPossible else { return nil }
    return Escalation(
      path: path, steps: steps, target: target, resource: resource, gain: gain,
      session: session.isEmpty ? nil : session, reached: reached,
      dependsOnUnknown: dependsOnUnknown,
      openConditions: openConditions.uniqued,
      possibleDenials: possibleDenials.uniqued, limitedBy: limitedBy.uniqued)
  }
}
