import Model

/// The principals for which the conditions of service control policies are evaluated.
///
/// These are the users and roles in the evidence to which such policies apply, the root user, and
/// new users and roles without tags. Each makes its requests directly: `aws:ViaAWSService` is
/// false.
struct ControlledPrincipals {
  /// A principal, and whether the conditions of each statement on the path hold for its requests.
  struct Principal {
    let subject: AccessSubject
    let truths: [Truth]
  }

  let users: [Principal]
  let roles: [Principal]
  let root: [Truth]
  /// Requests of roles that do not exist yet, one with a path.
  let newRoles: [RequestContext]
  /// Requests of users that do not exist yet, one with a path.
  let newUsers: [RequestContext]
  /// Whether the evidence shows all users and roles.
  let isWhole: Bool
  let control: ControlledAccess
  private let engine: AccessEngine
  private let region: String?
  /// The rest of the known context of all requests.
  private let known: RequestContext

  /// The principals of the account; `region` is the region of their requests, if it is known.
  init(
    _ engine: AccessEngine, _ control: ControlledAccess, isWhole: Bool, region: String? = nil,
    knowing known: RequestContext = RequestContext()
  ) {
    self.engine = engine
    self.control = control
    self.isWhole = isWhole
    self.region = region
    self.known = known
    func request(_ context: RequestContext) -> RequestContext {
      context.ofDirectRequest(engine.accountID, to: region).merging(known)
    }
    let root = control.truths(in: request(engine.rootContext))
    func principals(_ kind: AccessSubject.Kind) -> [Principal] {
      engine.subjects.filter { $0.kind == kind && $0.isBoundByControlPolicies }.map {
        // If no condition distinguishes principals, thousands of roles need no evaluation.
        guard control.distinguishesPrincipals else { return Principal(subject: $0, truths: root) }
        let context = $0.context.withUserID(of: $0)
        return Principal(
          subject: $0,
          truths: control.truths(in: request(context)))
      }
    }
    self.root = root
    users = principals(.user)
    roles = principals(.role)
    newRoles = Self.new(.role, engine, region: region).map { $0.merging(known) }
    newUsers = Self.new(.user, engine, region: region).map { $0.merging(known) }
  }

  /// The same principals in each of the cases that `lines` distinguish; empty if they distinguish none.
  func cases(distinguishedBy lines: [ControlledAccess.Line]) -> [ControlledPrincipals] {
    ControlCases(lines, in: newRoles[0]).contexts.map { context in
      ControlledPrincipals(
        engine, control, isWhole: isWhole, region: region, knowing: known.merging(context))
    }
  }

  /// The ARN pattern of all roles of the account.
  var anyRole: String { "arn:\(engine.partition.id):iam::\(engine.accountID ?? "*"):role/*" }

  /// Requests of two users or roles that do not exist yet, with names that no naming convention is
  /// likely to match.
  static func new(
    _ kind: AccessSubject.Kind, _ engine: AccessEngine, region: String?
  ) -> [RequestContext] {
    [(path: "/", name: "Xk7"), (path: "/zq/w2/", name: "j9-Vt_4.b")].map { path, name in
      engine.context(ofNew: kind, path: path, name: name)
        .ofDirectRequest(engine.accountID, to: region)
    }
  }

  /// Requests of new roles that have names similar to that of `role`, and no tags.
  func namesakes(of role: Principal) -> [RequestContext] {
    [role.subject.name + "-xk7", "xk7-" + role.subject.name].map { name in
      engine.context(ofNew: .role, path: role.subject.identity.path, name: name)
        .ofDirectRequest(engine.accountID, to: region).merging(known)
    }
  }
}

extension RequestContext {
  /// The context of a request that the principal makes directly, for a resource of its own account
  /// `account`.
  func ofDirectRequest(_ account: String?, to region: String?) -> RequestContext {
    var context = self
    context["aws:ViaAWSService"] = .values(["false"])
    for key in ["aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast", "aws:AssumedRoot"] {
      context[key] = .absent
    }
    context.shareOrganization()
    if let account { context["aws:ResourceAccount"] = .values([account]) }
    if let region { context["aws:RequestedRegion"] = .values([region]) }
    return context
  }

  /// The context with the user id of a role session: the role's id and a session name that no
  /// policy is likely to match. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.
  fileprivate func withUserID(of subject: AccessSubject) -> RequestContext {
    let id = subject.identity.uniqueID
    guard subject.kind == .role, !id.isEmpty, self["aws:userid"] == .unknown else { return self }
    var context = self
    context["aws:userid"] = .values([id + ":xk7"])
    return context
  }
}
