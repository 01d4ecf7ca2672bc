/// A statement of a trust policy with its principals grouped by kind.
///
/// Every principal of the account is checked against every role, so a list of thousands of names
/// must not be searched each time.
struct TrustStatement: Sendable {
  let statement: Statement
  /// Whether it is a `NotPrincipal`.
  let isAllBut: Bool
  let actions: ActionSet
  let isForEveryone: Bool
  /// ARNs, account ids and unique ids.
  private let names: Set<String>
  /// The role sessions that it names, by role.
  private let sessions: [SessionRole: [String]]
  private let services: [ServicePrincipal]
  /// The ARNs of the identity providers that it names.
  let providers: Set<String>
  /// The services that it names as web identity providers.
  private let webIdentities: [ServicePrincipal]

  private struct SessionRole: Hashable {
    let account: String
    let name: String
  }

  init(_ statement: Statement, partition: String, catalogue: ActionCatalogue) {
    self.statement = statement
    actions = ActionSet(of: statement.actions, in: catalogue)
    if case .allBut = statement.principals { isAllBut = true } else { isAllBut = false }
    var names: Set<String> = []
    var sessions: [SessionRole: [String]] = [:]
    var services: [ServicePrincipal] = []
    var webIdentities: [ServicePrincipal] = []
    var providers: Set<String> = []
    var isForEveryone = false
    for principal in statement.principals?.list ?? [] {
      if principal.isEveryone { isForEveryone = true }
      switch principal.kind {
      case .aws:
        names.insert(principal.value)
        if let session = SessionARN(principal.value) {
          let role = SessionRole(account: session.account, name: session.role)
          sessions[role, default: []].append(session.session)
        }
      case .service:
        services += ServicePrincipal(principal.value, partition: partition).map { [$0] } ?? []
      case .federated where principal.value.hasPrefix("arn:"):
        providers.insert(principal.value)
      case .federated:
        webIdentities += ServicePrincipal(principal.value, partition: partition).map { [$0] } ?? []
      case .canonicalUser, .everyone: break
      }
    }
    self.isForEveryone = isForEveryone
    self.names = names
    self.sessions = sessions
    self.services = services.uniqued
    self.webIdentities = webIdentities.uniqued
    self.providers = providers
  }

  /// The ARNs and ids that it names.
  var namedPrincipals: Set<String> { names }

  /// The services that it names, in the form of `ServicePrincipal.name`.
  var serviceNames: [String] { (services + webIdentities).map(\.name) }

  /// The names of the roles, in any account, whose sessions it names.
  var sessionRoles: [String] { sessions.keys.map(\.name) }

  /// Whether it names `subject` or its session `session` (true), or only its account (false); nil
  /// if neither.
  func names(_ subject: AccessSubject, account: String?, session: String?) -> Bool? {
    let id = subject.identity.uniqueID
    if isForEveryone || names.contains(subject.arn.description)
      || !id.isEmpty && names.contains(id)
    {
      return true
    }
    if let session, sessionNames(of: subject).contains(session) { return true }
    let isWhole =
      account.map(names.contains) == true
      || names.contains("arn:\(subject.arn.partition):iam::\(account ?? ""):root")
    return isWhole ? false : nil
  }

  /// The names of the sessions of `subject` that it names.
  func sessionNames(of subject: AccessSubject) -> [String] {
    guard !sessions.isEmpty, subject.kind == .role else { return [] }
    return sessions[SessionRole(account: subject.arn.account, name: subject.name)] ?? []
  }

  /// Whether it names `service` when it acts in `region`, as a service or as a web identity provider.
  /// Everyone includes services: only a condition can distinguish them from other callers. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice.
  func names(service: String, in region: String?, asProvider: Bool) -> Bool? {
    if isForEveryone, !asProvider { return true }
    return (asProvider ? webIdentities : services).contains { $0.isService(service, in: region) }
      ? true : nil
  }

  /// Whether it can apply to services that it does not name.
  var isAboutAllServices: Bool { isForEveryone || isAllBut }

  /// The regions in the forms of `service` that it names; nil for a form without a region.
  func regions(of service: String) -> [String?] {
    (services + webIdentities).filter { $0.name == service }.map(\.region)
      + (isAboutAllServices ? [nil] : [])
  }

  /// Whether it names the SAML provider.
  func names(provider: String) -> Bool? { providers.contains(provider) ? true : nil }
}
