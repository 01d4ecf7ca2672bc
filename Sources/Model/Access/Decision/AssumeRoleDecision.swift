extension AccessEngine {
  /// The calls by which a principal assumes a role, and the calls that are authorized with them.
  private static let assuming: Set = ["sts:assumerole", "sts:tagsession", "sts:setsourceidentity"]

  /// Whether the trust policies of roles decide on `action`.
  public static func isAssumption(_ action: String) -> Bool {
    assuming.contains(action.lowercased())
  }

  /// Decides `request` of `subject` to assume a role, including the role's trust policy; nil if it
  /// is about something else.
  ///
  /// A Deny in any policy prevails, and every level of the SCPs must allow. Within an account, a
  /// trust policy that names the user, the session or everyone needs no other Allow. One that names
  /// the role of the session also needs an Allow in the boundary. One that names the account needs
  /// an Allow in the identity's own policies and in the boundary. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
  /// and https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html.
  public func decideAssumption(
    _ request: AccessRequest, by subject: AccessSubject
  ) -> AccessDecision? {
    let arn = ARN(request.resource)
    if let refusal = refusalOfProviders(request, arn) { return refusal }
    guard Self.isAssumption(request.action), arn.service == "iam", arn.resource.hasPrefix("role/")
    else { return nil }
    guard let trust = trustPolicy(of: arn), let target = self.subject(arn),
      !target.isServiceLinked
    else {
      // Another account, several roles, or a role not in the evidence: its trust policy decides
      // too.
      let decision = decide(request, by: subject)
      return decision.awaitingTrust(allowing: canBeTrusted(subject, by: arn, request))
    }
    let evaluation = PolicyEvaluation(request, by: subject, in: self)
    let asking = subject.withContext(evaluation.evaluator.context)
    return decide(
      evaluation, TrustEvaluation(trust, of: target, action: request.action, by: asking, in: self),
      subject)
  }

  /// Whether a trust policy that is not in the evidence can allow `subject` by itself: in the same
  /// account it needs no other Allow, as long as no Deny and no SCP blocks it.
  private func canBeTrusted(
    _ subject: AccessSubject, by role: ARN, _ request: AccessRequest
  ) -> Bool {
    guard role.account == accountID, ARNPattern(request.resource, variables: false).isLiteral,
      subject.kind != .group, !role.resource.hasPrefix("role/aws-service-role/")
    else { return false }
    let evaluation = PolicyEvaluation(request, by: subject, in: self)
    return evaluation.controlAllows != .no && !evaluation.denials.contains { $0.applies == .yes }
  }

  /// The answer to a call with the token of an identity provider if the role trusts no provider.
  private func refusalOfProviders(_ request: AccessRequest, _ role: ARN) -> AccessDecision? {
    let action = request.action.lowercased()
    guard action == "sts:assumerolewithsaml" || action == "sts:assumerolewithwebidentity",
      let trust = trustPolicy(of: role)
    else { return nil }
    let isOpen = trust.statements.contains { statement in
      guard statement.effect == .allow,
        ActionSet(of: statement.actions, in: catalogue).contains(action)
      else { return false }
      if case .allBut = statement.principals { return true }
      return statement.principals?.list.contains { $0.kind == .federated || $0.isEveryone } ?? false
    }
    return isOpen
      ? nil
      : AccessDecision(
        .implicitlyDenied,
        rule: "the role's trust policy does not allow this call for any identity provider")
  }

  private func trustPolicy(of arn: ARN) -> PolicyDocument? {
    account.identities.value?.roles.first { $0.arn == arn }?.trust
  }

  private func decide(
    _ evaluation: PolicyEvaluation, _ trust: TrustEvaluation, _ subject: AccessSubject
  ) -> AccessDecision {
    let denials = evaluation.denials + trust.denials
    let surely = denials.filter { $0.applies == .yes }
    let possibly = denials.filter { $0.applies == .unknown }

    // The permissions of trust policy and identity, before and after the boundary.
    let byIdentity = min(trust.allowed(.account), evaluation.own.allowed)
    let direct = trust.allowed(.direct)
    let granted = max(direct, trust.allowed(.role), byIdentity)
    let byTrust = max(direct, min(trust.allowed(.role), evaluation.boundaryAllows))
    let within = max(byTrust, min(byIdentity, evaluation.boundaryAllows))
    let allowed = min(within, evaluation.controlAllows)

    let outcome: AccessDecision.Outcome =
      !surely.isEmpty ? .explicitlyDenied : allowed == .no ? .implicitlyDenied : .allowed
    let isConditional =
      outcome == .allowed
      && (allowed == .unknown || !possibly.isEmpty || evaluation.hasUnseenBoundary)
    let contained =
      PolicyEvaluation.containments(by: surely)
      + (within == .no ? evaluation.boundaryContainment : [])
      + evaluation.controlContainments
    // If nothing allows the request, show all statements that would.
    var allows: [PolicyStatement] = []
    if byTrust == within {
      allows += trust.allows.filter { $0.grant != .account }.map(\.statement).sufficient
    }
    if byIdentity == within || within == .no {
      allows += trust.allows.filter { $0.grant == .account }.map(\.statement).sufficient
      allows += evaluation.own.allows.sufficient
    }
    let undecided = evaluation.undecidedAllows.filter {
      direct != .yes || $0.source.kind != .boundary
    }
    let open = (isConditional ? allows + undecided : []) + possibly
    return AccessDecision(
      outcome: outcome, isConditional: isConditional,
      statements: outcome == .explicitlyDenied ? surely : allows,
      possibleDenials: possibly, limitedBy: granted == .no ? [] : contained.uniqued,
      elsewhere: granted == .no ? evaluation.own.elsewhere : [],
      openConditions: evaluation.openConditions(of: open), serviceRule: nil, trust: trust.answer,
      missingPolicies: subject.missingPolicies + missingPolicies)
  }
}

extension [PolicyStatement] {
  /// The statements that certainly apply, or else those that possibly apply.
  fileprivate var sufficient: [PolicyStatement] {
    let sure = filter { $0.applies == .yes }
    return sure.isEmpty ? self : sure
  }
}

extension AccessDecision {
  /// The decision if the role's trust policy is not in the evidence; `allowing` says that it can
  /// allow by itself.
  fileprivate func awaitingTrust(allowing: Bool) -> AccessDecision {
    let outcome = allowing && outcome == .implicitlyDenied ? .allowed : outcome
    return AccessDecision(
      outcome: outcome, isConditional: outcome == .allowed, statements: statements,
      possibleDenials: possibleDenials, limitedBy: outcome == .allowed ? [] : limitedBy,
      elsewhere: elsewhere,
      openConditions: openConditions, serviceRule: serviceRule,
      trust: TrustAnswer(admits: nil, grant: nil, sessions: []), missingPolicies: missingPolicies)
  }
}
