/// Who may assume a role by its trust policy.
///
/// In the role's own account, a trust that names the principal, or everyone, is enough; one that names
/// the account leaves it to the principal's policies. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html.
struct RoleTrust: Sendable {
  struct Answer {
    var admits: Truth = .no
    /// Whether it names the principal, so that no policy of the principal need allow.
    var byName = false
    /// The session name that it demands: it names a session of the principal, not its role.
    var sessionName: String?
    var statement: Statement?
  }

  let role: AccessSubject
  let trust: PolicyDocument?
  private let catalogue: ActionCatalogue
  /// The conditions of all its statements.
  let conditions: [Condition]

  init(role: AccessSubject, trust: PolicyDocument?, catalogue: ActionCatalogue) {
    conditions = (trust?.statements ?? []).flatMap(\.conditions)
    self.role = role
    self.trust = trust
    self.catalogue = catalogue
  }

  /// Whether `subject` is admitted.
  ///
  /// `session` is the session name of a role's session; where it is nil, the answer is for the
  /// session whose name is admitted most surely, and `Answer.sessionName` says which that must be.
  /// `request` holds what is known of the call besides the principal's keys.
  func admits(
    _ subject: AccessSubject, account: String?, session: String? = nil,
    action: String = "sts:AssumeRole", request: RequestContext = RequestContext()
  ) -> Answer {
    func reply(_ session: String?) -> Answer {
      answer(to: action, context: context(of: subject).merging(request)) { principal in
        names(subject, principal, account: account, session: session)
      }
    }
    var best = reply(session)
    guard session == nil, best.admits != .yes else { return best }
    for name in sessionNames(of: subject) {
      var other = reply(name)
      guard other.admits > best.admits else { continue }
      other.sessionName = name
      best = other
    }
    return best
  }

  /// The principal's keys, and those of the request's resource, which is the role.
  private func context(of subject: AccessSubject) -> RequestContext {
    if conditions.isEmpty { return RequestContext() }
    var context = subject.context.merging(TargetContext.context(of: role.identity.tags))
    context["aws:ResourceAccount"] = .values([role.arn.account])
    if role.arn.account == subject.arn.account {
      context.shareOrganization()
    }
    return context
  }

  private func names(
    _ subject: AccessSubject, _ principal: Principal, account: String?, session: String?
  ) -> Bool? {
    guard principal.kind == .aws || principal.isEveryone else { return nil }
    if principal.isEveryone || principal.value == subject.arn.description
      || !subject.identity.uniqueID.isEmpty && principal.value == subject.identity.uniqueID
    {
      return true
    }
    if let named = SessionARN(principal.value) {
      return named.isSession(of: subject) && named.session == session ? true : nil
    }
    let isWhole =
      account.map { principal.value == $0 } == true
      || principal.value == "arn:\(subject.arn.partition):iam::\(account ?? ""):root"
    return isWhole ? false : nil
  }

  /// The names of the sessions of `subject` that the trust names.
  private func sessionNames(of subject: AccessSubject) -> [String] {
    guard subject.kind == .role, let trust else { return [] }
    return trust.statements.flatMap { $0.principals?.list ?? [] }
      .compactMap { SessionARN($0.value) }.filter { $0.isSession(of: subject) }
      .map(\.session).filter(SessionARN.isName).uniqued
  }

  /// Whether `service` is admitted when it acts in `region`; a nil region stands for one that no
  /// spelling of a service principal names. Amazon Cognito acts as a provider of web identities; see
  /// https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html.
  func admits(service: String, in region: String? = nil) -> Answer {
    let isProvider = service == "cognito-identity.amazonaws.com"
    return answer(
      to: isProvider ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole",
      context: isProvider ? RequestContext() : role.serviceContext
    ) { principal in
      guard principal.kind == (isProvider ? .federated : .service) else { return nil }
      let named = ServicePrincipal(principal.value, partition: role.arn.partition)
      return named?.isService(service, in: region) == true ? true : nil
    }
  }

  /// The Regions in which the trust admits `service`: the Regions that its spellings name, and nil
  /// where one names no Region.
  func regions(of service: String) -> [String?] {
    let allows = (trust?.statements ?? []).filter { $0.effect == .allow }
    return allows.flatMap { $0.principals?.list ?? [] }
      .compactMap { ServicePrincipal($0.value, partition: role.arn.partition) }
      .filter { $0.name == service }.map(\.region).uniqued
  }

  /// Whether sessions that the SAML provider vouches for are admitted. What the provider says of
  /// them is the provider's to choose; see
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml.
  func admits(provider: String) -> Answer {
    answer(to: "sts:AssumeRoleWithSAML", context: RequestContext(), granted: "saml:") { principal in
      principal.kind == .federated && principal.value == provider ? true : nil
    }
  }

  /// `names` says of a principal whether it is meant by name (true), as one of many (false) or not;
  /// conditions on keys that begin with `granted` hold.
  private func answer(
    to action: String, context: RequestContext, granted: String? = nil,
    names: (Principal) -> Bool?
  ) -> Answer {
    var result = Answer()
    var mayBeDenied = false
    for statement in trust?.statements ?? [] {
      guard ActionSet(of: statement.actions, in: catalogue).contains(action) else { continue }
      let named = statement.principals?.list.compactMap(names) ?? []
      let isMeant: Bool
      if case .allBut = statement.principals {
        isMeant = named.isEmpty
      } else {
        isMeant = !named.isEmpty
      }
      guard isMeant else { continue }
      let holds = statement.conditions.lazy
        .filter { condition in
          granted.map { !condition.key.lowercased().hasPrefix($0) } ?? true
        }
        .map { $0.evaluate(in: context, variables: trust?.hasVariables ?? false) }.all
      if statement.effect == .deny {
        if holds == .yes { return Answer() }
        mayBeDenied = mayBeDenied || holds == .unknown
        continue
      }
      if holds > result.admits {
        result = Answer(admits: holds, byName: named.contains(true), statement: statement)
      } else if holds == result.admits, holds != .no, named.contains(true) {
        result.byName = true
      }
    }
    if mayBeDenied { result.admits = min(result.admits, .unknown) }
    return result
  }
}
