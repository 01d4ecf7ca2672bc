/// The answers of all layers of policies to one request: identity policies, boundary, SCPs.
struct PolicyEvaluation {
  let evaluator: RequestEvaluator
  let own: RequestEvaluator.Judgement
  let boundary: RequestEvaluator.Judgement?
  let control: [(level: ControlLevel, judgement: RequestEvaluator.Judgement)]
  private let subject: AccessSubject

  init(_ request: AccessRequest, by subject: AccessSubject, in engine: AccessEngine) {
    let evaluator = RequestEvaluator(request, subject: subject, engine: engine)
    self.evaluator = evaluator
    self.subject = subject
    own = evaluator.evaluate(subject.policies)
    boundary = subject.boundary.map { evaluator.evaluate([$0]) }
    control = (subject.isBoundByControlPolicies ? engine.levels : [])
      .map { ($0, evaluator.evaluate($0.policies)) }
  }

  /// All Denies that apply, certainly or possibly.
  var denials: [PolicyStatement] {
    own.denials + (boundary?.denials ?? []) + control.flatMap(\.judgement.denials)
  }

  /// Whether the boundary allows the request, ignoring its Denies; yes without a boundary.
  var boundaryAllows: Truth { boundary?.allowed ?? .yes }

  /// Whether each level of SCPs allows the request.
  var controlAllows: Truth {
    control.lazy.map { $0.level.allowsUnseen ? .yes : $0.judgement.allowed }.all
  }

  /// Whether the principal has a boundary that is not in the evidence.
  var hasUnseenBoundary: Bool { subject.boundary == nil && subject.identity.boundary != nil }

  /// The boundary, if it does not allow the request.
  var boundaryContainment: [LimitingPolicy] {
    guard boundaryAllows == .no, let source = subject.boundary?.source else { return [] }
    return [LimitingPolicy(kind: .boundary, name: source.name, arn: source.arn, denies: false)]
  }

  /// The levels of SCPs that do not allow the request.
  var controlContainments: [LimitingPolicy] {
    control.filter { $0.judgement.allowed == .no && !$0.level.allowsUnseen }.map {
      LimitingPolicy(kind: .controlPolicy, name: $0.level.target, arn: nil, denies: false)
    }
  }

  /// The Allows of boundary and SCPs that depend on unknown conditions.
  var undecidedAllows: [PolicyStatement] {
    ([boundary].compactMap(\.self) + control.map(\.judgement)).filter { $0.allowed == .unknown }
      .flatMap(\.allows)
  }

  /// The distinct unknown conditions of `statements`.
  func openConditions(of statements: [PolicyStatement]) -> [Condition] {
    statements.filter { $0.applies == .unknown }
      .flatMap { evaluator.openConditions($0.statement) }.uniqued
  }

  /// The boundaries and SCPs among the denying policies; identity policies are not limits.
  static func containments(by denials: [PolicyStatement]) -> [LimitingPolicy] {
    denials.filter { $0.source.kind == .boundary || $0.source.kind == .controlPolicy }.map {
      LimitingPolicy(
        kind: $0.source.kind, name: $0.source.name, arn: $0.source.arn, denies: true)
    }
  }
}
