/// The trust policies of an account's roles, grouped by the principals that they allow.
struct RoleTrusts: Sendable {
  private var trusts: [Int: RoleTrust] = [:]
  /// Roles whose trust policy allows the account or everyone, so identity-based policies decide.
  private(set) var openToAccount: [Int] = []
  /// Roles that allow every principal, so that no policy of the principal has to allow it.
  private(set) var openToEveryone: [Int] = []
  /// Roles by the principals that they name.
  private(set) var openByName: [String: [Int]] = [:]
  /// Roles that name a role session, by the name of the session's role.
  private(set) var openToSession: [String: [Int]] = [:]
  /// The names of the sessions that trust policies name, by the name of the role.
  private(set) var sessionNames: [String: [String]] = [:]
  /// The conditions of trust policies on `aws:userid`, which ends in the name of the session.
  private(set) var userIDConditions: [Condition] = []
  /// Roles by the services that they trust, in the spelling of `ServicePrincipal.name`.
  private(set) var openToService: [String: [Int]] = [:]
  /// The identity providers that roles trust, sorted by ARN, each with its roles.
  private(set) var openToProvider: [(provider: String, roles: [Int])] = []
  private var byProvider: [String: [Int]] = [:]
  /// Whether roles can be missing from the evidence.
  let rolesCanBeMissing: Bool

  /// Creates the trust policies of the subjects `roles`; of all services, only `services` are kept.
  init(engine: AccessEngine, roles: [Int], services: Set<String>) {
    let identities = engine.account.identities.value ?? Identities()
    rolesCanBeMissing = identities.shortcomings[.roles] != nil
    let documents = Dictionary(
      identities.roles.map { ($0.arn, $0.trust) }, uniquingKeysWith: { $1 })
    for role in roles {
      let subject = engine.subjects[role]
      let trust = RoleTrust(
        role: subject, trust: documents[subject.arn] ?? nil, catalogue: engine.catalogue)
      trusts[role] = trust
      userIDConditions += trust.conditions.filter(RoleSessions.testsUserID)
      for trusting in trust.statements where trusting.statement.effect == .allow {
        sort(role, trusting, account: engine.accountID ?? "")
      }
      if trust.isAboutAllServices {
        for service in services
        where openToService[service]?.last != role && trust.admits(service: service).admits != .no {
          openToService[service, default: []].append(role)
        }
      }
    }
    openToProvider = byProvider.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    openToService = openToService.filter { services.contains($0.key) }
  }

  private mutating func sort(_ role: Int, _ trusting: TrustStatement, account: String) {
    for service in trusting.serviceNames where openToService[service]?.last != role {
      openToService[service, default: []].append(role)
    }
    for provider in trusting.providers { byProvider[provider, default: []].append(role) }
    var isOpen = trusting.isAllBut
    for principal in trusting.statement.principals?.list ?? [] {
      switch principal.kind {
      case .aws where principal.value == account || principal.value.hasSuffix(":root"):
        isOpen = true
      case .aws where principal.value == "*", .everyone:
        isOpen = true
        if openToEveryone.last != role { openToEveryone.append(role) }
      case .aws:
        if let session = SessionARN(principal.value), session.account == account {
          openToSession[session.role, default: []].append(role)
          sessionNames[session.role, default: []].append(session.session)
        } else {
          openByName[principal.value, default: []].append(role)
        }
      default: break
      }
    }
    if isOpen, openToAccount.last != role { openToAccount.append(role) }
  }

  /// The roles that name `subject` by its ARN or its unique id, or name a session of it.
  func naming(_ subject: AccessSubject) -> [Int] {
    let id = subject.identity.uniqueID
    return (openByName[subject.arn.description] ?? [])
      + (id.isEmpty ? [] : openByName[id] ?? [])
      + (subject.kind == .role ? openToSession[subject.name] ?? [] : [])
  }

  /// Whether a role names `subject`, or allows everyone.
  func isNamed(_ subject: AccessSubject) -> Bool {
    (subject.kind != .group && !openToEveryone.isEmpty) || !naming(subject).isEmpty
  }

  /// The trust policy of the role.
  subscript(role: Int) -> RoleTrust? { trusts[role] }
}
