import Platform
import Testing

@testable import Checklist
@testable import Model
@testable import Reports

/// The changes and commands that a report suggests, with the names of the evidence.
@Suite struct SuggestionTests {
  private static let own = "arn:aws:iam::123456789012"

  private static func citation(_ place: String) -> Citation {
    Citation(file: "details.json", place: place, line: 1)
  }

  private static func document(_ place: String, _ statement: Statement) -> PolicyDocument {
    PolicyDocument(
      version: "2012-10-17", statements: [statement], text: "", citation: citation(place))
  }

  private static func statement(
    _ place: String, actions: Statement.Scope = .only(["s3:*"]),
    resources: Statement.Scope? = .only(["*"]), principals: [Principal]? = nil,
    conditions: [Condition] = []
  ) -> Statement {
    Statement(
      index: 0, sid: nil, effect: .allow, principals: principals.map { .only($0) },
      actions: actions, resources: resources, conditions: conditions, citation: citation(place))
  }

  /// An account with the user ann, the role app and its policies, in an organization.
  private static func account(
    inline: Statement? = nil, trust: Statement? = nil, versions: Int = 1
  ) -> Account {
    func identity(_ kind: String, _ name: String, _ inline: [InlinePolicy]) -> Identity {
      Identity(
        name: name, path: "/", arn: ARN("\(own):\(kind)/\(name)"), uniqueID: "", created: nil,
        inlinePolicies: inline,
        attachedPolicies: [
          AttachedPolicy(
            name: "deploy", arn: ARN("\(own):policy/deploy"), citation: citation("/attached"))
        ], boundary: nil, tags: [], citation: citation("/\(name)"))
    }
    var account = Sample.account()
    account.identities = .collected(
      Identities(
        users: [User(identity: identity("user", "ann", []), groups: ["staff"])],
        roles: [
          Role(
            identity: identity(
              "role", "app",
              inline.map {
                [
                  InlinePolicy(
                    name: "a b", document: document("/inline", $0), citation: citation("/inline"))
                ]
              } ?? []),
            trust: trust.map { document("/trust", $0) }, instanceProfiles: [], lastUsed: .never)
        ],
        policies: [
          ManagedPolicy(
            name: "deploy", arn: ARN("\(own):policy/deploy"), uniqueID: "", defaultVersion: "v3",
            versionCount: versions, document: nil, attachmentCount: 1, boundaryCount: 0,
            citation: citation("/policy"))
        ]), files: ["details.json"])
    account.organization = .collected(
      Organization(
        id: "o-1", managementAccount: "905216483377", featureSet: nil, citation: citation("/o")),
      files: ["organization.json"])
    return account
  }

  private static func finding(
    _ item: String, _ kind: Subject.Kind, _ name: String, _ detail: FindingDetail? = nil,
    at place: String = "/none", command: String? = nil, arn: ARN? = nil
  ) -> Finding {
    Finding(
      id: FindingID("\(item)/\(name)"), item: ItemID(item),
      subject: Subject(kind: kind, name: name, arn: arn), severity: .high, summary: name,
      facts: [], evidence: [citation(place)], advice: Advice("Fix it.", command: command),
      detail: detail)
  }

  private static func suggestions(_ account: Account, _ findings: [Finding]) -> Suggestions {
    let items = Dictionary(grouping: findings, by: \.item).map {
      Sample.result($0.key.rawValue, .roles, $0.value)
    }
    let report = ReviewReport(
      assessment: Sample.assessment(items, account: account), session: ReviewSession(),
      now: Sample.now)
    return Suggestions(report, StatementIndex(account))
  }

  private static func changes(
    _ finding: Finding, _ account: Account = account(), with others: [Finding] = []
  ) -> [String] {
    suggestions(account, [finding] + others).changes(finding).flatMap(\.lines).map { line in
      (line.kind == .added ? "+ " : line.kind == .removed ? "- " : "  ") + line.text
    }
  }

  private static func commands(_ finding: Finding, _ account: Account = account()) -> [String] {
    suggestions(account, [finding]).commands(finding).map { $0.note + "|" + $0.line }
  }

  @Test("a statement with a wildcard keeps only the actions of the narrower policy")
  func actions() {
    let account = Self.account(inline: Self.statement("/inline"))
    func wide(isLimited: Bool) -> Finding {
      Self.finding(
        "roles.sensitive-wildcards", .role, "app",
        .fullAccess(FullAccess(policies: ["a b"], isLimited: isLimited)), at: "/inline")
    }
    let (wide, limited) = (wide(isLimited: false), wide(isLimited: true))
    let open = [
      "- \"Action\": \"s3:*\"", "+ \"Action\": \"s3:ACTION_IN_USE\"", "- \"Resource\": \"*\"",
      "+ \"Resource\": [\"ARN_OF_EACH_RESOURCE_IN_USE\"]",
    ]
    #expect(Self.changes(wide, account) == open)
    let narrower =
      "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
      + "[\"s3:GetObject\",\"ec2:RunInstances\"],\"Resource\":\"*\"}]}"
    let advisor = Self.finding(
      "roles.access-advisor", .role, "app",
      .unusedAccess(
        UnusedAccess(
          usedServices: ["s3"], unusedServices: ["iam"],
          narrower: SuggestedPolicy(document: narrower))))
    #expect(
      Self.changes(wide, account, with: [advisor])[1] == "+ \"Action\": \"s3:GetObject\"")
    #expect(
      Self.changes(advisor, account) == [
        "- { \"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\" }",
        "+ { \"Effect\": \"Allow\", \"Action\": [\"s3:GetObject\", \"ec2:RunInstances\"],"
          + " \"Resource\": \"*\" }",
      ])
    // A policy that something else limits is not the one to change first.
    #expect(Self.changes(limited, account).isEmpty)
  }

  @Test("a trust policy loses deleted principals, and gains a condition that fits the owner")
  func trust() {
    func lines(_ principals: [Principal], _ owner: String? = nil) -> [String] {
      Self.changes(
        Self.finding(
          "roles.cross-account-trust", .role, "app",
          .crossAccountTrust(account: owner, isLimited: false), at: "/trust"),
        Self.account(trust: Self.statement("/trust", resources: nil, principals: principals)))
    }
    func aws(_ value: String) -> Principal { Principal(kind: .aws, value: value) }
    #expect(
      lines([aws("AIDA1"), aws("\(Self.own):user/x")]) == [
        "- \"Principal\": { \"AWS\": [\"AIDA1\", \"\(Self.own):user/x\"] }",
        "+ \"Principal\": { \"AWS\": \"\(Self.own):user/x\" }",
      ])
    #expect(
      lines([aws("arn:aws:iam::905216483377:root")], "905216483377")
        == ["+ \"Condition\": { \"StringEquals\": { \"aws:PrincipalOrgID\": \"o-1\" } }"])
    #expect(
      lines([aws("arn:aws:iam::222222222222:root")], "222222222222")
        == [
          "+ \"Condition\": { \"StringEquals\": { \"sts:ExternalId\":"
            + " \"ID_AGREED_WITH_THE_PARTNER\" } }"
        ])
  }

  @Test(
    "a token must name its pipeline; an owner or a whole subject in the policy is kept",
    arguments: [
      (nil, "repo:OWNER/REPOSITORY:ref:refs/heads/main"),
      ("repo:acme/*", "repo:acme/REPOSITORY:ref:refs/heads/main"),
      ("repo:*/x:*", "repo:OWNER/REPOSITORY:ref:refs/heads/main"),
      ("repo:acme/x:ref:refs/heads/main", "repo:acme/x:ref:refs/heads/main"),
    ] as [(String?, String)])
  func federation(_ subject: String?, _ expected: String) {
    let issuer = "token.actions.githubusercontent.com"
    let conditions =
      [Condition(operatorName: "StringEquals", key: issuer + ":aud", values: ["sts.amazonaws.com"])]
      + (subject.map {
        [Condition(operatorName: "ForAnyValue:StringLike", key: issuer + ":sub", values: [$0])]
      } ?? [])
    let account = Self.account(
      trust: Self.statement("/trust", resources: nil, principals: [], conditions: conditions))
    let lines = Self.changes(
      Self.finding("roles.ci-oidc", .role, "app", .federation(issuer: issuer), at: "/trust"),
      account)
    #expect(lines.last == "+ \"StringEquals\": { \"\(issuer):sub\": \"\(expected)\" }")
    #expect(lines.count == (subject == nil ? 1 : 2))
  }

  @Test("an escalation path ends without its first action, or with a denial")
  func escalation() {
    let path = Escalation.example(
      "iam-001", [("iam:CreatePolicyVersion", "\(Self.own):policy/p")],
      by: Self.statement("/inline"))
    func lines(_ actions: Statement.Scope) -> [String] {
      Self.changes(
        Self.finding(
          "roles.privilege-escalation", .role, "app",
          .escalation(EscalationDetail(paths: [path], chain: [], isBlocked: false)), at: "/inline"),
        Self.account(inline: Self.statement("/inline", actions: actions)))
    }
    #expect(
      lines(.only(["iam:GetPolicy", "iam:CreatePolicyVersion"])) == [
        "- \"Action\": [\"iam:GetPolicy\", \"iam:CreatePolicyVersion\"]",
        "+ \"Action\": \"iam:GetPolicy\"",
      ])
    #expect(
      lines(.only(["iam:*"])) == [
        "+ { \"Effect\": \"Deny\", \"Action\": \"iam:CreatePolicyVersion\", \"Resource\":"
          + " \"\(Self.own):policy/p\" }"
      ])
  }

  @Test("commands have the names of the evidence, quoted, and say what to check before deleting")
  func inline() {
    let delete = "aws iam delete-role-policy --role-name=app --policy-name='a b'"
    let found = Self.commands(
      Self.finding(
        "policies.inline", .role, "app", .inlinePolicy(name: "a b", .listedActions),
        command: delete))
    let note = "Save the policy, reduce it to the permissions in use, and make it a managed policy|"
    let read: String = """
      aws iam get-role-policy --role-name=app --policy-name='a b' --query=PolicyDocument \
      --output=json > 'a b.json'
      """
    let create: String = """
      aws iam create-policy --policy-name='a b' --policy-document=file://'a b.json' && \
      aws iam attach-role-policy --role-name=app \
      --policy-arn='arn:aws:iam::123456789012:policy/a b'
      """
    let expected: [String] = [
      note + read, note + create, "When the managed policy works|" + delete,
    ]
    #expect(found == expected)
  }

  @Test("a user is deleted after everything that belongs to it")
  func unused() {
    let expected: String = """
      When nobody has missed the user for weeks, and its access keys and MFA devices are deleted|\
      aws iam remove-user-from-group --user-name=ann --group-name=staff && \
      aws iam detach-user-policy --user-name=ann \
      --policy-arn=arn:aws:iam::123456789012:policy/deploy && \
      aws iam delete-user --user-name=ann
      """
    #expect(Self.commands(Self.finding("users.unused", .user, "ann")) == [expected])
  }

  @Test("a trust policy is saved in a file of its own")
  func trustFile() {
    let update = "aws iam update-assume-role-policy --role-name=app --policy-document=file://"
    let found = Self.commands(
      Self.finding("roles.ci-oidc", .role, "app", command: update + "trust.json"))
    #expect(found.count == 2)
    #expect(found[0].hasSuffix(" --output=json > trust-app.json"))
    #expect(found[1].hasSuffix("|" + update + "trust-app.json"))
  }

  @Test("a policy with five versions loses one before it gets another", arguments: [4, 5])
  func versions(_ count: Int) {
    let arn = ARN("\(Self.own):policy/deploy")
    let commands = Self.commands(
      Self.finding("policies.resource-wildcards", .policy, "deploy", command: "aws x", arn: arn),
      Self.account(versions: count))
    #expect(commands.count == 2 && commands[0].contains("--version-id=v3"))
    #expect(commands[0].contains("delete an old version first") == (count == 5))
  }

  @Test("an unknown item has only the command of its advice")
  func unknown() {
    #expect(Self.commands(Self.finding("x.y", .role, "app", command: "aws x")) == ["|aws x"])
    #expect(Self.commands(Self.finding("x.y", .role, "app")).isEmpty)
    #expect(Self.changes(Self.finding("x.y", .role, "app")).isEmpty)
  }
}
