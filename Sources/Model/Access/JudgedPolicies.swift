/// The answers of all layers of policies to one request: identity policies, boundary, SCPs.
struct JudgedPolicies {
  let asked: AskedRequest
  let own: AskedRequest.Judgement
  let boundary: AskedRequest.Judgement?
  let control: [(level: ControlLevel, judgement: AskedRequest.Judgement)]
  private let subject: AccessSubject

  init(_ request: AccessRequest, by subject: AccessSubject, in engine: AccessEngine) {
    let asked = AskedRequest(request, subject: subject, engine: engine)
    self.asked = asked
    self.subject = subject
    own = asked.judge(subject.policies)
    boundary = subject.boundary.map { asked.judge([$0]) }
    control = (subject.isBoundByControlPolicies ? engine.levels : [])
      .map { ($0, asked.judge($0.policies)) }
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
  var boundaryContainment: [Containment] {
    guard boundaryAllows == .no, let source = subject.boundary?.source else { return [] }
    return [Containment(kind: .boundary, name: source.name, arn: source.arn, denies: false)]
  }

  /// The levels of SCPs that do not allow the request.
  var controlContainments: [Containment] {
    control.filter { $0.judgement.allowed == .no && !$0.level.allowsUnseen }.map {
      Containment(kind: .controlPolicy, name: $0.level.target, arn: nil, denies: false)
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
      .flatMap { asked.openConditions($0.statement) }.uniqued
  }

  /// The boundaries and SCPs among the denying policies; identity policies are not limits.
  static func containments(by denials: [PolicyStatement]) -> [Containment] {
    denials.filter { $0.source.kind == .boundary || $0.source.kind == .controlPolicy }.map {
      Containment(
        kind: $0.source.kind, name: $0.source.name, arn: $0.source.arn, denies: true)
    }
  }
}
