import Model
import Testing

/// The principals that can assume a role of the account. Rules:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
/// https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
@Suite struct AssumeRoleDecisionTests {
  /// The caller: a user, a role in any session, or a role in the session `ci`.
  enum Who { case user, role, session }

  private static let account = #"{"AWS":"arn:aws:iam::123456789012:root"}"#
  private static let number = #"{"AWS":"123456789012"}"#
  private static let everyone = #"{"AWS":"*"}"#
  private static let ann = #"{"AWS":"arn:aws:iam::123456789012:user/ann"}"#
  private static let annsID = #"{"AWS":"AIDAANN"}"#
  private static let role = #"{"AWS":"arn:aws:iam::123456789012:role/worker"}"#
  private static let rolesID = #"{"AWS":"AROAWORKER"}"#
  private static let session = #"{"AWS":"arn:aws:sts::123456789012:assumed-role/worker/ci"}"#
  private static let service = #"{"Service":"lambda.amazonaws.com"}"#
  private static let stranger = #"{"AWS":"arn:aws:iam::999988887777:root"}"#
  private static let mfa = #"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#
  private static let external = #"{"StringEquals":{"sts:ExternalId":"x"}}"#
  private static let ownOrganization = #"{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}"#
  private static let otherOrganization = #"{"StringEquals":{"aws:PrincipalOrgID":"o-2"}}"#

  private static func trusting(
    _ principal: String, _ effect: String = "Allow", not: Bool = false,
    action: String = "sts:AssumeRole", when: String? = nil
  ) -> String {
    let condition = when.map { #","Condition":\#($0)"# } ?? ""
    return #"{"Effect":"\#(effect)","\#(not ? "NotPrincipal" : "Principal")":\#(principal),"#
      + #""Action":"\#(action)"\#(condition)}"#
  }

  struct Row: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let who: Who
    let trust: [String]
    let own: String?
    let boundary: String?
    let control: String?
    let expected: String

    init(
      _ name: String, _ who: Who, _ trust: String..., own: String? = nil, boundary: String? = nil,
      control: String? = nil, is expected: String
    ) {
      testDescription = name
      self.who = who
      self.trust = trust
      self.own = own
      self.boundary = boundary
      self.control = control
      self.expected = expected
    }
  }

  private static let may = allow("sts:AssumeRole")
  private static let mayNot = deny("sts:AssumeRole")
  private static let other = allow("s3:*")
  private static let all = allow("*")

  private static let rows = [
    Row("user by name", .user, trusting(ann), is: "allowed"),
    Row("user by id", .user, trusting(annsID), is: "allowed"),
    Row("user, boundary silent", .user, trusting(ann), boundary: other, is: "allowed"),
    Row("user, boundary denies", .user, trusting(ann), boundary: mayNot, is: "explicitlyDenied"),
    Row("user, SCP silent", .user, trusting(ann), control: other, is: "implicitlyDenied"),
    Row("user, SCP denies", .user, trusting(ann), control: mayNot, is: "explicitlyDenied"),
    Row("user, SCP open", .user, trusting(ann), control: allow("*", when: mfa), is: "perhaps"),
    Row("user, own Deny", .user, trusting(ann), own: mayNot, is: "explicitlyDenied"),
    Row("account, silent", .user, trusting(account), is: "implicitlyDenied"),
    Row("account and own", .user, trusting(account), own: may, is: "allowed"),
    Row("account by id and own", .user, trusting(number), own: may, is: "allowed"),
    Row(
      "account and own, boundary silent", .user, trusting(account), own: may, boundary: other,
      is: "implicitlyDenied"),
    Row(
      "account and own, boundary allows", .user, trusting(account), own: may, boundary: all,
      is: "allowed"),
    Row(
      "account, own if MFA", .user, trusting(account), own: allow("sts:*", when: mfa),
      is: "perhaps"),
    Row("everyone", .user, trusting(everyone), is: "allowed"),
    Row("everyone, boundary silent", .role, trusting(everyone), boundary: other, is: "allowed"),
    Row("everyone if MFA", .user, trusting(everyone, when: mfa), is: "perhaps"),
    Row("service only", .user, trusting(service), own: all, is: "implicitlyDenied"),
    Row("another account", .user, trusting(stranger), own: all, is: "implicitlyDenied"),
    Row("another user", .role, trusting(ann), own: all, is: "implicitlyDenied"),
    Row("role by name", .role, trusting(role), is: "allowed"),
    Row("role by id", .session, trusting(rolesID), is: "allowed"),
    Row("role by name in a session", .session, trusting(role), is: "allowed"),
    Row("role, boundary silent", .session, trusting(role), boundary: other, is: "implicitlyDenied"),
    Row("role, boundary allows", .role, trusting(role), boundary: all, is: "allowed"),
    Row("session by name", .session, trusting(session), is: "allowed"),
    Row("session, boundary silent", .session, trusting(session), boundary: other, is: "allowed"),
    Row(
      "session, boundary denies", .session, trusting(session), boundary: mayNot,
      is: "explicitlyDenied"),
    Row("one of the sessions", .role, trusting(session), own: all, is: "perhaps"),
    Row(
      "another session", .session,
      trusting(#"{"AWS":"arn:aws:sts::123456789012:assumed-role/worker/dev"}"#), own: all,
      is: "implicitlyDenied"),
    Row(
      "another role's session", .session,
      trusting(#"{"AWS":"arn:aws:sts::123456789012:assumed-role/other/ci"}"#), own: all,
      is: "implicitlyDenied"),
    Row(
      "a session denied", .session, trusting(account), trusting(session, "Deny"), own: may,
      is: "explicitlyDenied"),
    Row(
      "a session of any denied", .role, trusting(account), trusting(session, "Deny"), own: may,
      is: "perhaps"),
    Row(
      "trust denies", .user, trusting(account), trusting(ann, "Deny"), own: may,
      is: "explicitlyDenied"),
    Row(
      "trust denies another", .user, trusting(account), trusting(role, "Deny"), own: may,
      is: "allowed"),
    Row(
      "trust denies if MFA", .user, trusting(ann), trusting(ann, "Deny", when: mfa),
      is: "perhaps"),
    Row(
      "trust denies all but her", .user, trusting(ann), trusting(ann, "Deny", not: true),
      is: "allowed"),
    Row(
      "trust denies all but another", .user, trusting(ann), trusting(role, "Deny", not: true),
      is: "explicitlyDenied"),
    Row("external id not given", .user, trusting(account, when: external), own: may, is: "perhaps"),
    Row("own organization", .user, trusting(ann, when: ownOrganization), is: "allowed"),
    Row(
      "another organization", .user, trusting(ann, when: otherOrganization),
      is: "implicitlyDenied"),
    Row(
      "by name if MFA, or by the account", .user, trusting(ann, when: mfa), trusting(account),
      is: "perhaps"),
    Row(
      "by name if MFA, or by the account and own", .user, trusting(ann, when: mfa),
      trusting(account), own: may, is: "allowed"),
    Row("any action of STS", .user, trusting(ann, action: "sts:*"), is: "allowed"),
    Row(
      "another action of STS", .user, trusting(ann, action: "sts:TagSession"),
      is: "implicitlyDenied"),
  ]

  private func decide(
    _ row: Row, _ action: String = "sts:AssumeRole", given: [String: [String]] = [:]
  ) throws -> AccessDecision {
    var small = SmallAccount()
    small.uniqueIDs = ["ann": "AIDAANN", "worker": "AROAWORKER"]
    if let boundary = row.boundary { small.managed("limit", document(boundary)) }
    if let control = row.control { small.levels = [[document(control)]] }
    let limit = row.boundary.map { _ in "limit" }
    let policies = row.own.map { [document($0)] } ?? []
    let arn =
      row.who == .user
      ? small.user("ann", policies, boundary: limit)
      : small.role("worker", policies, boundary: limit)
    let trust = document(row.trust.joined(separator: ","))
    let target = small.role("target", trust: trust)
    let engine = small.engine
    var subject = try #require(engine.subject(arn))
    if row.who == .session { subject = subject.session(named: "ci") }
    let asked = AccessRequest(
      action: action, resource: target.description, context: RequestContext(given))
    return try #require(engine.decideAssumption(asked, by: subject))
  }

  @Test("trust, identity, boundary and SCP together", arguments: rows)
  func table(row: Row) throws {
    let decision = try decide(row)
    let told = decision.isConditional ? "perhaps" : decision.outcome.rawValue
    #expect(told == row.expected)
    // Every answer has a reason.
    if decision.isAllowed { #expect(!decision.statements.isEmpty) }
    if decision.trust?.admits == .no { #expect(!decision.isAllowed) }
  }

  @Test("the statement of the trust policy decides, and its open conditions are listed")
  func statements() throws {
    let named = try decide(Row("", .user, Self.trusting(Self.ann), is: ""))
    #expect(named.statements.map(\.source.kind) == [.trust])
    #expect(named.statements.first?.source.label == "trust policy of role target")
    let denied = try decide(
      Row("", .user, Self.trusting(Self.ann), Self.trusting(Self.ann, "Deny"), is: ""))
    #expect(denied.statements.map(\.statement.index) == [1])
    let open = try decide(
      Row("", .user, Self.trusting(Self.account, when: Self.external), own: Self.may, is: ""))
    #expect(open.openConditions.map(\.key) == ["sts:ExternalId"])
    #expect(open.statements.map(\.source.kind) == [.trust, .inline])
    let bounded = try decide(
      Row("", .role, Self.trusting(Self.role), boundary: Self.other, is: ""))
    #expect(bounded.limitedBy.map(\.kind) == [.boundary])
  }

  @Test("a condition key of the trust policy can be given", arguments: [("x", true), ("y", false)])
  func given(value: String, isAllowed: Bool) throws {
    let row = Row(
      "", .user, Self.trusting(Self.account, when: Self.external), own: Self.may, is: "")
    let decision = try decide(row, given: ["sts:ExternalId": [value]])
    #expect(decision.isAllowed == isAllowed)
    #expect(!decision.isConditional)
  }

  @Test(
    "tags and source identities of a session need the trust policy too",
    arguments: [
      ("sts:TagSession", "sts:TagSession", "allowed"),
      ("sts:TagSession", "sts:AssumeRole", "implicitlyDenied"),
      ("sts:SetSourceIdentity", "sts:*", "allowed"),
      ("sts:SetSourceIdentity", "sts:TagSession", "implicitlyDenied"),
    ])
  func others(asked: String, trusted: String, expected: String) throws {
    let row = Row("", .user, Self.trusting(Self.ann, action: trusted), is: "")
    #expect(try decide(row, asked).outcome.rawValue == expected)
  }

  @Test(
    "a trust policy that is not in the evidence leaves an Allow conditional",
    arguments: [
      ("arn:aws:iam::999988887777:role/there", "perhaps"),
      ("arn:aws:iam::123456789012:role/gone", "perhaps"),
      ("arn:aws:iam::123456789012:role/no-trust", "perhaps"),
      ("arn:aws:iam::123456789012:role/*", "perhaps"),
      ("arn:aws:iam::111111111111:role/denied", "explicitlyDenied"),
      ("arn:aws:iam::222222222222:role/silent", "implicitlyDenied"),
      ("arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/A", "implicitlyDenied"),
    ])
  func unseen(role: String, expected: String) throws {
    var small = SmallAccount()
    let arn = small.user(
      "ann",
      [
        document(
          allow(
            "sts:AssumeRole",
            on: ["arn:aws:iam::123456789012:*", "arn:aws:iam::999988887777:*"]),
          deny("sts:*", on: ["arn:aws:iam::111111111111:*"]))
      ])
    small.role("no-trust")
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let asked = AccessRequest(action: "sts:AssumeRole", resource: role)
    let decision = try #require(engine.decideAssumption(asked, by: subject))
    #expect((decision.isConditional ? "perhaps" : decision.outcome.rawValue) == expected)
    #expect(decision.trust?.admits == nil)
  }

  @Test(
    "a trust policy of the account that is not in the evidence can name the caller",
    arguments: [
      (Who.user, "arn:aws:iam::123456789012:role/gone", [other], nil, nil, "perhaps"),
      (.user, "arn:aws:iam::123456789012:role/team/gone", [], nil, nil, "perhaps"),
      (.role, "arn:aws:iam::123456789012:role/gone", [other], nil, nil, "perhaps"),
      (.session, "arn:aws:iam::123456789012:role/gone", [], nil, nil, "perhaps"),
      // A boundary's implicit deny does not limit a grant to a user or a session.
      (.user, "arn:aws:iam::123456789012:role/gone", [other], other, nil, "perhaps"),
      (.user, "arn:aws:iam::123456789012:role/gone", [mayNot], nil, nil, "explicitlyDenied"),
      (.user, "arn:aws:iam::123456789012:role/gone", [], mayNot, nil, "explicitlyDenied"),
      (.user, "arn:aws:iam::123456789012:role/gone", [may], nil, other, "implicitlyDenied"),
      (.user, "arn:aws:iam::123456789012:role/gone", [], nil, mayNot, "explicitlyDenied"),
      (.user, "arn:aws:iam::123456789012:role/gone", [], nil, all, "perhaps"),
      (.user, "arn:aws:iam::999988887777:role/there", [other], nil, nil, "implicitlyDenied"),
      (.user, "arn:aws:iam::123456789012:role/*", [other], nil, nil, "implicitlyDenied"),
      (
        .user, "arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/A", [other], nil,
        nil, "implicitlyDenied"
      ),
    ] as [(Who, String, [String], String?, String?, String)])
  func unseenTrust(
    who: Who, role: String, own: [String], boundary: String?, control: String?, expected: String
  ) throws {
    var small = SmallAccount()
    if let boundary { small.managed("limit", document(boundary)) }
    if let control { small.levels = [[document(control)]] }
    let limit = boundary.map { _ in "limit" }
    let policies = own.map { document($0) }
    let arn =
      who == .user
      ? small.user("ann", policies, boundary: limit)
      : small.role("worker", policies, boundary: limit)
    let engine = small.engine
    var subject = try #require(engine.subject(arn))
    if who == .session { subject = subject.session(named: "ci") }
    let asked = AccessRequest(action: "sts:AssumeRole", resource: role)
    let decision = try #require(engine.decideAssumption(asked, by: subject))
    #expect((decision.isConditional ? "perhaps" : decision.outcome.rawValue) == expected)
  }

  @Test(
    "calls with an identity provider's token need a role that trusts a provider",
    arguments: [
      (#"{"Federated":"accounts.google.com"}"#, "sts:AssumeRoleWithWebIdentity", "perhaps"),
      (#"{"Federated":"accounts.google.com"}"#, "sts:AssumeRoleWithSAML", "implicitlyDenied"),
      (account, "sts:AssumeRoleWithWebIdentity", "implicitlyDenied"),
      (service, "sts:AssumeRoleWithSAML", "implicitlyDenied"),
    ])
  func providers(principal: String, action: String, expected: String) throws {
    var small = SmallAccount()
    let arn = small.user("ann", [document(allow("*"))])
    let trusted = action == "sts:AssumeRoleWithSAML" ? "sts:AssumeRole" : action
    let target = small.role(
      "target", trust: document(Self.trusting(principal, action: trusted)))
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let asked = AccessRequest(action: action, resource: target.description)
    let decision = engine.decideAssumption(asked, by: subject) ?? engine.decide(asked, by: subject)
    #expect((decision.isConditional ? "perhaps" : decision.outcome.rawValue) == expected)
  }

  @Test(
    "other requests are not decided",
    arguments: [
      ("sts:AssumeRole", "*"), ("s3:GetObject", "arn:aws:iam::123456789012:role/target"),
      ("sts:AssumeRole", "arn:aws:iam::123456789012:user/ann"),
    ])
  func otherRequests(action: String, resource: String) throws {
    var small = SmallAccount()
    let arn = small.user("ann", [document(allow("*"))])
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let asked = AccessRequest(action: action, resource: resource)
    #expect(engine.decideAssumption(asked, by: subject) == nil)
  }
}
