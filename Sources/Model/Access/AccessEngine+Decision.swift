extension AccessEngine {
  /// Decides `request` of `subject`.
  ///
  /// An explicit Deny in any policy prevails; then every level of the SCPs, the boundary and the
  /// identity's own policies must each allow. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html.
  /// What cannot be known does not deny: it makes the answer conditional.
  public func decide(_ request: AccessRequest, by subject: AccessSubject) -> AccessDecision {
    let asked = AskedRequest(request, subject: subject, engine: self)
    let rule = ServiceRule(
      request.action, asked.index.map { catalogue.entries[$0].level }, on: request.resource)
    if case .alwaysAllowed(let reason) = rule { return AccessDecision(.allowed, rule: reason) }
    let own = asked.judge(subject.policies)
    let boundary = subject.boundary.map { asked.judge([$0]) }
    let bound = subject.isBoundByControlPolicies ? levels : []
    let control = bound.map { asked.judge($0.policies) }

    let denials = own.denials + (boundary?.denials ?? []) + control.flatMap(\.denials)
    let surely = denials.filter { $0.applies == .yes }
    let possibly = denials.filter { $0.applies == .unknown }
    var contained: [Containment] = surely.compactMap(containment)
    if let boundary, boundary.allowed == .no, let policy = subject.boundary {
      contained.append(
        Containment(
          kind: .boundary, name: policy.source.name, arn: policy.source.arn, denies: false))
    }
    for (level, judged) in zip(bound, control) where judged.allowed == .no && !level.allowsUnseen {
      contained.append(
        Containment(kind: .controlPolicy, name: level.target, arn: nil, denies: false))
    }

    let outcome: AccessDecision.Outcome =
      !surely.isEmpty
      ? .explicitlyDenied
      : own.allowed == .no || !contained.isEmpty ? .implicitlyDenied : .allowed
    if case .keptByAWS(let reason) = rule, outcome == .allowed {
      return AccessDecision(.implicitlyDenied, rule: reason)
    }
    let layers =
      [own.allowed] + (boundary.map { [$0.allowed] } ?? [])
      + zip(bound, control).map { $0.allowsUnseen ? .yes : $1.allowed }
    let isConditional =
      outcome == .allowed
      && (layers.all == .unknown || !possibly.isEmpty || hasUnseenBoundary(subject))
    let allows = own.allowed == .yes ? own.allows.filter { $0.applies == .yes } : own.allows
    let undecided = ([boundary].compactMap(\.self) + control).filter { $0.allowed == .unknown }
    let open = (isConditional ? allows + undecided.flatMap(\.allows) : []) + possibly
    return AccessDecision(
      outcome: outcome, isConditional: isConditional,
      statements: outcome == .explicitlyDenied ? surely : allows,
      possibleDenials: possibly,
      containedBy: own.allowed == .no ? [] : contained.uniqued,
      elsewhere: own.allowed == .no ? own.elsewhere : [],
      openConditions: open.filter { $0.applies == .unknown }
        .flatMap { asked.openConditions($0.statement) }.uniqued,
      serviceRule: nil, unjudged: subject.unjudged + unjudged)
  }

  private func hasUnseenBoundary(_ subject: AccessSubject) -> Bool {
    subject.boundary == nil && subject.identity.boundary != nil
  }

  /// Who contains by a Deny; nil where the identity's own policies do, which is no containment.
  private func containment(_ denial: PolicyStatement) -> Containment? {
    guard denial.source.kind == .boundary || denial.source.kind == .controlPolicy else {
      return nil
    }
    return Containment(
      kind: denial.source.kind, name: denial.source.name, arn: denial.source.arn, denies: true)
  }
}

extension AccessDecision {
  /// What a service does whatever the policies say.
  fileprivate init(_ outcome: Outcome, rule: String) {
    self.init(
      outcome: outcome, isConditional: false, statements: [], possibleDenials: [],
      containedBy: [], elsewhere: [], openConditions: [], serviceRule: rule, unjudged: [])
  }
}

extension Array where Element: Hashable {
  /// Each element once, in the order of its first place.
  package var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
