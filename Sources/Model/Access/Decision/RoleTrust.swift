/// The principals that can assume a role according to its trust policy.
///
/// Within the role's account, a trust policy that names the principal or everyone is sufficient. If
/// it names the account, the principal's policies decide. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
/// and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html.
struct RoleTrust: Sendable {
  /// Whether any of several statements allows the principal, and the one that does so most certainly.
  struct Grant {
    var admits: Truth = .no
    var statement: Statement?

    fileprivate mutating func add(_ statement: Statement, _ holds: Truth) {
      if holds > admits { self = Grant(admits: holds, statement: statement) }
    }
  }

  /// The answer about a principal. Statements are alternatives: if one names the account and another
  /// names the principal under a condition, either can be enough.
  struct Answer {
    /// By any statement.
    var best = Grant()
    /// By a statement that names the principal, so that no policy of the principal has to allow it.
    var named = Grant()
    /// The session name if the policy names that session of the principal, not its role.
    var sessionName: String?
    /// The statements that deny the call if unknown conditions are met.
    var possibleDenials: [PolicyStatement] = []

    var admits: Truth { admits(best) }

    /// Whether `grant` admits the principal, with regard to the possible denials.
    fileprivate func admits(_ grant: Grant) -> Truth {
      possibleDenials.isEmpty ? grant.admits : min(grant.admits, .unknown)
    }
  }

  let role: AccessSubject
  let trust: PolicyDocument?
  /// The conditions of all its statements.
  let conditions: [Condition]
  /// Whether one of them is on a tag of the role.
  let hasTargetConditions: Bool
  /// Whether one of them is on the session name or session tags.
  let hasSessionConditions: Bool
  /// The trust policy's statements.
  let statements: [TrustStatement]
  /// An index of the statements that name a principal; nil if there are only a few statements.
  private let places: TrustPlaces?
  /// The context keys about the role as the resource of a request.
  private let ownContext: RequestContext

  init(role: AccessSubject, trust: PolicyDocument?, catalogue: ActionCatalogue) {
    let partition = role.arn.partition
    let statements = (trust?.statements ?? []).map {
      TrustStatement($0, partition: partition, catalogue: catalogue)
    }
    conditions = statements.flatMap(\.statement.conditions)
    hasTargetConditions = conditions.contains(where: TargetContext.testsTags)
    hasSessionConditions = conditions.contains(where: AssumeRoleCall.testsSession)
    places = statements.count > TrustPlaces.few ? TrustPlaces(statements) : nil
    var context = RequestContext()
    if !conditions.isEmpty {
      context = TargetContext.context(of: role.identity.tags)
      context["aws:ResourceAccount"] = .values([role.arn.account])
    }
    ownContext = context
    self.statements = statements
    self.role = role
    self.trust = trust
  }

  /// Whether `subject` is admitted; its session's name counts if it is known.
  ///
  /// `request` is what is known about the call besides the keys of the principal.
  func admits(
    _ subject: AccessSubject, account: String?, action: String = "sts:AssumeRole",
    request: RequestContext = RequestContext()
  ) -> Answer {
    let places = places(naming: subject, account: account)
    if places.isEmpty { return Answer() }
    let context = context(of: subject).merging(request)
    func reply(_ session: String?) -> Answer {
      answer(to: action, context: context, in: places) {
        $0.names(subject, account: account, session: session)
      }
    }
    let byRole = reply(nil)
    guard let session = subject.session else { return byRole }
    var bySession = reply(session)
    if bySession.admits > byRole.admits
      || bySession.admits(bySession.named) > byRole.admits(byRole.named)
    {
      bySession.sessionName = session
    }
    return bySession
  }

  /// The indices of statements that can apply to `subject`.
  func places(naming subject: AccessSubject, account: String?) -> [Int] {
    places?.naming(subject, account: account) ?? Array(statements.indices)
  }

  /// The keys of the principal, and of the role as the resource of the request.
  private func context(of subject: AccessSubject) -> RequestContext {
    if conditions.isEmpty { return RequestContext() }
    var context = subject.context.merging(ownContext)
    if role.arn.account == subject.arn.account {
      context.shareOrganization()
    }
    return context
  }

  /// Whether `service` is admitted when it acts in `region`; nil means a region that no
  /// form of a service principal names. Amazon Cognito acts as a provider of web identities; see
  /// https://docs.aws.amazon.com/cognito/latest/developerguide/role-trust-and-permissions.html.
  func admits(service: String, in region: String? = nil) -> Answer {
    if service == "cognito-identity.amazonaws.com" {
      return answer(to: "sts:AssumeRoleWithWebIdentity", context: RequestContext()) {
        $0.names(service: service, in: region, asProvider: true)
      }
    }
    var context = role.serviceContext
    context["aws:PrincipalServiceName"] = .spellings(
      ServicePrincipal.spellings(of: service, in: region, partition: role.arn.partition))
    return answer(to: "sts:AssumeRole", context: context) {
      $0.names(service: service, in: region, asProvider: false)
    }
  }

  /// The regions in which the trust policy allows `service`: those in its service principals, and
  /// nil for one without a region.
  func regions(of service: String) -> [String?] {
    statements.filter { $0.statement.effect == .allow }.flatMap { $0.regions(of: service) }.uniqued
  }

  /// Whether a statement allows everyone, so that conditions decide which services are allowed.
  var isAboutAllServices: Bool {
    statements.contains { $0.statement.effect == .allow && $0.isAboutAllServices }
  }

  /// Whether sessions with an assertion of the SAML provider are allowed. The provider controls its
  /// assertions; see
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-saml.
  func admits(provider: String) -> Answer {
    answer(to: "sts:AssumeRoleWithSAML", context: RequestContext(), granted: "saml:") {
      $0.names(provider: provider)
    }
  }

  /// `names` returns whether a statement names the caller itself (true), as one of many (false), or
  /// not at all (nil). Conditions on keys that begin with `granted` count as met. Only the
  /// statements at `places` are evaluated, or all if it is nil.
  private func answer(
    to action: String, context: RequestContext, granted: String? = nil, in places: [Int]? = nil,
    names: (TrustStatement) -> Bool?
  ) -> Answer {
    var result = Answer()
    for place in places ?? Array(statements.indices) {
      let trusting = statements[place]
      guard trusting.actions.contains(action) else { continue }
      let statement = trusting.statement
      // A Deny of all principals also denies services and identity providers.
      let isForAll = statement.effect == .deny && trusting.isForEveryone
      let named = isForAll ? true : names(trusting)
      guard trusting.isAllBut ? named == nil : named != nil else { continue }
      if statement.effect == .deny, let granted,
        statement.conditions.contains(where: { $0.key.lowercased().hasPrefix(granted) })
      {
        // The caller chooses the value of the key, so it can choose one that the Deny does not name.
        continue
      }
      let holds = statement.conditions.lazy
        .filter { condition in
          granted.map { !condition.key.lowercased().hasPrefix($0) } ?? true
        }
        .map { $0.evaluate(in: context, variables: trust?.hasVariables ?? false) }.all
      if statement.effect == .deny {
        if holds == .yes { return Answer() }
        if holds == .unknown { result.possibleDenials.append(placed(statement, applies: holds)) }
        continue
      }
      result.best.add(statement, holds)
      if named == true { result.named.add(statement, holds) }
    }
    return result
  }

  private func placed(_ statement: Statement, applies: Truth) -> PolicyStatement {
    let source = PolicySource(trustOf: role, citation: trust?.citation ?? statement.citation)
    return PolicyStatement(source: source, statement: statement, applies: applies)
  }
}

/// An index of the statements in a long trust policy by the principals that they name.
private struct TrustPlaces: Sendable {
  /// The number of statements up to which no index is needed.
  static let few = 8

  private var byName: [String: [Int]] = [:]
  private var byRole: [String: [Int]] = [:]
  /// Statements about everyone, or about everyone except some.
  private var ofMany: [Int] = []

  init(_ statements: [TrustStatement]) {
    for (place, statement) in statements.enumerated() {
      if statement.isAllBut || statement.isForEveryone {
        ofMany.append(place)
        continue
      }
      for name in statement.namedPrincipals { byName[name, default: []].append(place) }
      for role in statement.sessionRoles { byRole[role, default: []].append(place) }
    }
  }

  func naming(_ subject: AccessSubject, account: String?) -> [Int] {
    let id = subject.identity.uniqueID
    let names =
      [subject.arn.description, "arn:\(subject.arn.partition):iam::\(account ?? ""):root"]
      + (account.map { [$0] } ?? []) + (id.isEmpty ? [] : [id])
    let roles = subject.kind == .role ? byRole[subject.name] ?? [] : []
    return (names.flatMap { byName[$0] ?? [] } + roles + ofMany).uniqued.sorted()
  }
}
