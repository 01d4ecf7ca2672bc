/// Requests to assume a role that name no role.
extension AccessEngine {
  /// The best answer on a role: of the account, whose trust policy decides too, or of another account,
  /// whose trust policy is not in the evidence. Nil if the request is not about assuming a role.
  ///
  /// See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html.
  func decideAssumptionAnywhere(
    _ request: AccessRequest, by subject: AccessSubject
  ) -> AnywhereDecision? {
    guard Self.isAssumption(request.action), let identities = account.identities.value else {
      return nil
    }
    let roles = identities.roles.map(\.arn.description)
    let own = Self.best(of: roles) { self.decideAssumption(request.on($0), by: subject) }
    if let own, !own.decision.isConditional { return own }
    if let other = own ?? decideAssumptionElsewhere(request, by: subject) { return other }
    let decided = roles.lazy.compactMap { self.decideAssumption(request.on($0), by: subject) }
    let best = decided.first { $0.outcome != .explicitlyDenied } ?? decided.first
    return best.map { AnywhereDecision(decision: $0, places: []) }
  }

  /// The answer for roles that are not in the evidence: roles of other accounts, and roles of this
  /// account if its list of roles is incomplete.
  private func decideAssumptionElsewhere(
    _ request: AccessRequest, by subject: AccessSubject
  ) -> AnywhereDecision? {
    let rules = RequestRules(request.action, subject: subject, engine: self)
    var accounts = rules.accounts.filter { $0 != accountID } + [Self.anyAccount]
    if let accountID, !account.identities.isWhole { accounts.insert(accountID, at: 0) }
    var budget = Self.maximumWork
    var isOpen = false
    for account in accounts {
      let beginning = "arn:\(resources.partition):iam::\(account):role/"
      var search = TextSearch(ARNPattern(beginning + "?*", variables: false).tokens)
      let asked = request.on(beginning)
      rules.demand(
        .possible, in: RequestEvaluator.context(of: asked, by: subject, self), of: &search)
      switch search.example(&budget) {
      case .none: continue
      case .open: isOpen = true
      case .found(let role):
        guard let decision = decideAssumption(request.on(role), by: subject), decision.isAllowed
        else {
          isOpen = true
          continue
        }
        let named = rules.granted.filter { !$0.isNegated }.flatMap(\.patterns)
          .filter { !$0.matchesEverything && $0.match(role) != .no }.compactMap(\.writtenOut)
        let any = account == Self.anyAccount ? "arn:\(resources.partition):iam::*:role/*" : role
        return AnywhereDecision(decision: decision, places: [named.first ?? any])
      }
    }
    guard isOpen else { return nil }
    let whole = decide(request, by: subject)
    return AnywhereDecision(
      decision: whole.leftOpen("roles of other accounts: not in the evidence"), places: [])
  }

  /// Represents the accounts that no policy names.
  private static let anyAccount = "000000000000"
  private static let maximumWork = 1 << 21
}

extension RequestRules {
  /// The accounts that the statements name, in ARNs or in conditions on the resource's account.
  fileprivate var accounts: [String] {
    let named = patterns.map { ARN(ARNPattern.completed($0.text)).account }
    return (named + resourceAccounts).filter(\.isAccountID).uniqued
  }
}
