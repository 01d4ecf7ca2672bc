/// Who may assume a role by its trust policy.
///
/// In the role's own account, a trust that names the principal is enough; one that names the
/// account leaves it to the principal's policies. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html.
struct RoleTrust: Sendable {
  struct Answer {
    var admits: Truth = .no
    /// Whether it names the principal, so that no policy of the principal need allow.
    var byName = false
    var statement: Statement?
  }

  let role: AccessSubject
  let trust: PolicyDocument?
  private let catalogue: ActionCatalogue

  init(role: AccessSubject, trust: PolicyDocument?, catalogue: ActionCatalogue) {
    self.role = role
    self.trust = trust
    self.catalogue = catalogue
  }

  /// Whether `subject` is admitted.
  func admits(_ subject: AccessSubject, account: String?) -> Answer {
    answer(to: "sts:AssumeRole", context: subject.context) { principal in
      guard principal.kind == .aws || principal.isEveryone else { return nil }
      if principal.value == subject.arn.description
        || !subject.identity.uniqueID.isEmpty && principal.value == subject.identity.uniqueID
      {
        return true
      }
      let isWhole =
        principal.isEveryone || account.map { principal.value == $0 } == true
        || principal.value == "arn:\(subject.arn.partition):iam::\(account ?? ""):root"
      return isWhole ? false : nil
    }
  }

  /// Whether `service` is admitted. Amazon Cognito acts as a provider of web identities; see
  /// https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html.
  func admits(service: String) -> Answer {
    let isProvider = service == "cognito-identity.amazonaws.com"
    return answer(
      to: isProvider ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole",
      context: isProvider ? RequestContext() : role.serviceContext
    ) { principal in
      principal.kind == (isProvider ? .federated : .service)
        && principal.value.lowercased() == service ? true : nil
    }
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
        .map { $0.evaluate(in: context, variables: trust?.version == "2012-10-17") }.all
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
