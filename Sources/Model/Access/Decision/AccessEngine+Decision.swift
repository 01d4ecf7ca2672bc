extension AccessEngine {
  /// Decides `request` of `subject` by its own policies, its boundary and the SCPs.
  ///
  /// An explicit Deny in any policy prevails; then every level of the SCPs, the boundary and the
  /// identity's own policies must each allow. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html.
  /// Something unknown does not deny; it makes the answer conditional. Trust policies are not
  /// evaluated here, but in `decideAssumption`.
  public func decide(_ request: AccessRequest, by subject: AccessSubject) -> AccessDecision {
    work?.count()
    let level = catalogue.level(of: request.action)
    let rule = ServiceRule(
      request.action, level, on: request.resource, by: subject.kind, of: accountID)
    switch rule {
    case .alwaysAllowed(let reason): return AccessDecision(.allowed, rule: reason)
    case .unsigned(let reason): return AccessDecision(.allowed, rule: reason, isConditional: true)
    case .neverAllowed, nil: break
    }
    let judged = PolicyEvaluation(request, by: subject, in: self)
    let own = judged.own
    let surely = judged.denials.filter { $0.applies == .yes }
    let possibly = judged.denials.filter { $0.applies == .unknown }
    let contained =
      PolicyEvaluation.containments(by: surely) + judged.boundaryContainment
      + judged.controlContainments

    let outcome: AccessDecision.Outcome =
      !surely.isEmpty
      ? .explicitlyDenied
      : own.allowed == .no || !contained.isEmpty ? .implicitlyDenied : .allowed
    if case .neverAllowed(let reason) = rule, outcome == .allowed {
      return AccessDecision(.implicitlyDenied, rule: reason)
    }
    let keyPolicy = needsKeyPolicy(request.action)
    let otherAccount = otherAccount(of: request)
    let layers = min(own.allowed, judged.boundaryAllows, judged.controlAllows)
    let isConditional =
      outcome == .allowed
      && (layers == .unknown || !possibly.isEmpty || judged.hasUnseenBoundary || keyPolicy
        || otherAccount != nil)
    let allows = own.allowed == .yes ? own.allows.filter { $0.applies == .yes } : own.allows
    let open = (isConditional ? allows + judged.undecidedAllows : []) + possibly
    return AccessDecision(
      outcome: outcome, isConditional: isConditional,
      statements: outcome == .explicitlyDenied ? surely : allows,
      possibleDenials: possibly,
      limitedBy: own.allowed == .no ? [] : contained.uniqued,
      elsewhere: own.allowed == .no ? own.elsewhere : [],
      openConditions: judged.openConditions(of: open),
      serviceRule: nil, trust: nil,
      missingPolicies: subject.missingPolicies + missingPolicies
        + (keyPolicy ? ["key policy of the KMS key: not in the evidence"] : [])
        + (otherAccount.map {
          ["resource-based policy of the resource in account \($0): not in the evidence"]
        } ?? []))
  }

  /// The account of the requested resource, if it is not this one: its resource-based policy must allow
  /// the request as well. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html.
  private func otherAccount(of request: AccessRequest) -> String? {
    let account = ARN(request.resource).account
    guard account.isAccountID, let accountID, account != accountID,
      !Self.isAssumption(request.action), !catalogue.takesNoResource(request.action)
    else { return nil }
    return account
  }

  /// Whether the policy of a KMS key decides too: identity-based policies apply only if the key
  /// policy permits it, and the key policy can allow access by itself. See
  /// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html. Actions that are not
  /// about a key, such as `kms:CreateKey` and `kms:ListKeys`, are not subject to a key policy.
  private func needsKeyPolicy(_ action: String) -> Bool {
    action.prefix(4).lowercased() == "kms:" && !catalogue.takesNoResource(action)
  }
}

extension AccessDecision {
  /// Creates the decision of a rule that applies regardless of policies.
  init(_ outcome: Outcome, rule: String, isConditional: Bool = false) {
    self.init(
      outcome: outcome, isConditional: isConditional, statements: [], possibleDenials: [],
      limitedBy: [], elsewhere: [], openConditions: [], serviceRule: rule, trust: nil,
      missingPolicies: [])
  }
}
