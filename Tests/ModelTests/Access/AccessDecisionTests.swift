import Model
import Testing

/// Rules:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
/// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
@Suite struct AccessDecisionTests {
  enum Says: CaseIterable {
    case nothing, allows, denies, both, allowsPerhaps, deniesPerhaps

    var document: PolicyDocument {
      switch self {
      case .nothing: ModelTests.document(allow("ec2:*"))
      case .allows: ModelTests.document(allow("s3:*"))
      case .denies: ModelTests.document(deny("s3:GetObject"))
      case .both: ModelTests.document(allow("*"), deny("s3:Get*"))
      case .allowsPerhaps: ModelTests.document(allow("s3:GetObject", when: ifSecure))
      case .deniesPerhaps: ModelTests.document(allow("*"), deny("s3:GetObject", when: ifSecure))
      }
    }

    var denies: Bool { self == .denies || self == .both }
    var isOpen: Bool { self == .allowsPerhaps || self == .deniesPerhaps }
  }

  @Test("identity, boundary and SCP in every combination", arguments: Says.allCases, Says.allCases)
  func combinations(identity: Says, boundary: Says) {
    for control in Says.allCases {
      for hasBoundary in [true, false] {
        for hasControl in [true, false] {
          var small = SmallAccount()
          small.managed("limit", boundary.document)
          let arn = small.role("r", [identity.document], boundary: hasBoundary ? "limit" : nil)
          if hasControl { small.levels = [[control.document], [document(allow("*"))]] }
          let layers =
            [identity] + (hasBoundary ? [boundary] : []) + (hasControl ? [control] : [])
          let expected: AccessDecision.Outcome =
            layers.contains { $0.denies }
            ? .explicitlyDenied
            : layers.contains(.nothing) ? .implicitlyDenied : .allowed
          let answer = decide(small, arn, "s3:GetObject", "arn:aws:s3:::b/k")
          #expect(answer?.outcome == expected, "\(layers)")
          #expect(
            answer?.isConditional == (expected == .allowed && layers.contains { $0.isOpen }),
            "\(layers)")
        }
      }
    }
  }

  private func decide(
    _ small: SmallAccount, _ arn: ARN, _ action: String, _ resource: String = "*",
    _ context: RequestContext = RequestContext()
  ) -> AccessDecision? {
    let engine = small.engine
    return engine.subject(arn).map {
      engine.decide(AccessRequest(action: action, resource: resource, context: context), by: $0)
    }
  }

  @Test(
    "single policies are evaluated",
    arguments: [
      (allow("s3:Get*", on: ["arn:aws:s3:::b/*"]), "s3:GetObject", "arn:aws:s3:::b/k", true),
      (allow("s3:Get*", on: ["arn:aws:s3:::b/*"]), "s3:GetObject", "arn:aws:s3:::c/k", false),
      (allow("s3:Get*", on: ["arn:aws:s3:::b/*"]), "s3:GetObject", "*", false),
      (allow("kms:**"), "kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/1", true),
      (allow("s3:?etObject"), "s3:GetObject", "arn:aws:s3:::b/k", true),
      (allow("S3:GETOBJECT"), "s3:getobject", "arn:aws:s3:::b/k", true),
      (allow("s3:*", on: ["arn:aws:s3:::*"]), "s3:PutObject", "arn:aws:s3:::b/k", true),
      (
        statement("Allow", "NotAction", ["iam:*"], "Resource", ["*"]), "s3:GetObject",
        "arn:aws:s3:::b/k", true
      ),
      (
        statement("Allow", "NotAction", ["iam:*"], "Resource", ["*"]), "iam:PassRole",
        "arn:aws:iam::123456789012:role/x", false
      ),
      (
        statement("Allow", "Action", ["s3:*"], "NotResource", ["arn:aws:s3:::b/*"]),
        "s3:GetObject", "arn:aws:s3:::b/k", false
      ),
      (
        statement("Allow", "Action", ["s3:*"], "NotResource", ["arn:aws:s3:::b/*"]),
        "s3:GetObject", "arn:aws:s3:::c/k", true
      ),
      (allow("s3:ListAllMyBuckets", on: ["arn:aws:s3:::b"]), "s3:ListAllMyBuckets", "*", false),
      (allow("s3:ListAllMyBuckets"), "s3:ListAllMyBuckets", "arn:aws:s3:::b", true),
      (
        statement("Allow", "Action", ["s3:*"], "NotResource", ["arn:aws:s3:::b"]),
        "s3:ListAllMyBuckets", "*", true
      ),
      (allow("fancy:Do*"), "fancy:DoIt", "*", true),
      (
        allow("iam:*", on: ["arn:aws:iam::123456789012:user/${aws:username}"]),
        "iam:CreateAccessKey", "arn:aws:iam::123456789012:user/alice", true
      ),
      (
        allow("iam:*", on: ["arn:aws:iam::123456789012:user/${aws:username}"]),
        "iam:CreateAccessKey", "arn:aws:iam::123456789012:user/bob", false
      ),
    ]) func single(statement: String, action: String, resource: String, expected: Bool)
  {
    var small = SmallAccount()
    let arn = small.user("alice", [document(statement)])
    let answer = decide(small, arn, action, resource)
    #expect(answer?.outcome == (expected ? .allowed : .implicitlyDenied))
    #expect(answer?.statements.count == (expected ? 1 : 0))
  }

  @Test("the condition of an Allow in an SCP is reported as open")
  func conditionOfControlPolicy() {
    var small = SmallAccount()
    let region = #"{"StringEquals":{"aws:RequestedRegion":"eu-west-1"}}"#
    small.levels = [[document(allow("*", when: region))]]
    let arn = small.user("alice", [document(allow("ec2:RunInstances"))])
    let open = decide(small, arn, "ec2:RunInstances", "*")
    #expect(open?.isConditional == true)
    #expect(open?.openConditions.map(\.key) == ["aws:RequestedRegion"])
  }

  @Test("a condition is open until its key is given")
  func conditions() {
    var small = SmallAccount()
    let mfa = #"{"BoolIfExists":{"aws:MultiFactorAuthPresent":"false"}}"#
    let arn = small.user("alice", [document(allow("s3:*"), deny("*", when: mfa))])
    let open = decide(small, arn, "s3:GetObject", "arn:aws:s3:::b/k")
    #expect(open?.isAllowed == true)
    #expect(open?.isConditional == true)
    #expect(open?.possibleDenials.count == 1)
    #expect(open?.openConditions.map(\.key) == ["aws:MultiFactorAuthPresent"])
    let with = RequestContext(["aws:multifactorauthpresent": ["true"]])
    let given = decide(small, arn, "s3:GetObject", "arn:aws:s3:::b/k", with)
    #expect(given?.isAllowed == true)
    #expect(given?.isConditional == false)
    let without = RequestContext(["aws:MultiFactorAuthPresent": ["false"]])
    let denied = decide(small, arn, "s3:GetObject", "arn:aws:s3:::b/k", without)
    #expect(denied?.outcome == .explicitlyDenied)
    #expect(denied?.statements.map(\.statement.index) == [1])
  }

  /// The evidence of small accounts is from 2027-01-15. A session of a user can have a time of
  /// issue, its access keys have none. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-tokenissuetime.
  @Test(
    "the time of requests is the time of the evidence",
    arguments: [
      ("DateLessThan", "aws:CurrentTime", "2027-01-16", true, true),
      ("DateLessThan", "aws:CurrentTime", "2020-01-01", false, false),
      ("DateGreaterThan", "aws:CurrentTime", "2020-01-01", true, true),
      ("NumericLessThan", "aws:EpochTime", "1500000000", false, false),
      ("DateLessThan", "aws:TokenIssueTime", "2020-01-01T00:00:01Z", false, false),
      ("DateGreaterThan", "aws:TokenIssueTime", "2020-01-01T00:00:01Z", true, nil),
    ]) func time(name: String, key: String, value: String, role: Bool, user: Bool?)
  {
    var small = SmallAccount()
    let policy = document(allow("s3:*", when: #"{"\#(name)":{"\#(key)":"\#(value)"}}"#))
    let roleARN = small.role("r", [policy])
    let userARN = small.user("u", [policy])
    let ofRole = decide(small, roleARN, "s3:GetObject", "arn:aws:s3:::b/k")
    #expect(ofRole?.isAllowed == role)
    #expect(ofRole?.isConditional == false)
    let ofUser = decide(small, userARN, "s3:GetObject", "arn:aws:s3:::b/k")
    #expect(ofUser?.isAllowed == (user ?? true))
    #expect(ofUser?.isConditional == (user == nil))
  }

  @Test("groups, attached policies and their versions are reported")
  func sources() {
    var small = SmallAccount()
    small.managed("readers", document(allow("s3:Get*")))
    small.group("staff", [document(allow("s3:PutObject"))])
    let arn = small.user("alice", groups: ["STAFF"], attached: ["readers"])
    let read = decide(small, arn, "s3:GetObject", "arn:aws:s3:::b/k")?.statements.first
    #expect(read?.source.name == "readers")
    #expect(read?.source.version == "v2")
    let write = decide(small, arn, "s3:PutObject", "arn:aws:s3:::b/k")?.statements.first
    #expect(write?.source.group == "staff")
    #expect(write?.source.kind == .inline)
  }

  @Test("every SCP level must allow; management and service-linked roles are exempt")
  func controlPolicies() {
    var small = SmallAccount()
    small.levels = [[document(allow("*"))], [document(allow("ec2:*"))], [document(allow("*"))]]
    let bound = small.role("bound", [document(allow("*"))])
    let linked = small.role(
      "linked", [document(allow("*"))], path: "/aws-service-role/x.amazonaws.com/")
    let answer = decide(small, bound, "s3:GetObject", "arn:aws:s3:::b/k")
    #expect(answer?.outcome == .implicitlyDenied)
    #expect(answer?.limitedBy.map(\.name) == ["OU ou-1"])
    #expect(answer?.statements.count == 1)
    #expect(decide(small, bound, "ec2:RunInstances")?.isAllowed == true)
    #expect(decide(small, linked, "s3:GetObject", "arn:aws:s3:::b/k")?.isAllowed == true)
    small.managementAccount = SmallAccount.id
    #expect(decide(small, bound, "s3:GetObject", "arn:aws:s3:::b/k")?.isAllowed == true)
  }

  @Test("an exemption of an SCP by principal ARN is evaluated")
  func exemption() {
    var small = SmallAccount()
    let exempt =
      #"{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/breakglass"},"#
      + #""StringNotEquals":{"aws:RequestedRegion":"eu-west-1"}}"#
    small.levels = [[document(allow("*"), deny("ec2:*", when: exempt))]]
    let free = small.role("breakglass", [document(allow("*"))])
    let bound = small.role("other", [document(allow("*"))])
    let instance = "arn:aws:ec2:us-east-1:123456789012:instance/i-1"
    #expect(decide(small, free, "ec2:StopInstances", instance)?.isConditional == false)
    let denied = decide(small, bound, "ec2:StopInstances", instance)
    #expect(denied?.outcome == .explicitlyDenied)
    #expect(denied?.limitedBy.first?.denies == true)
    let inside = "arn:aws:ec2:eu-west-1:123456789012:instance/i-1"
    #expect(decide(small, bound, "ec2:StopInstances", inside)?.isAllowed == true)
  }

  /// See https://docs.aws.amazon.com/step-functions/latest/dg/auth-version-alias.html.
  @Test(
    "a call on a version of a state machine is authorized with the ARN of the state machine",
    arguments: [
      ([allow("states:*", on: [machine])], AccessDecision.Outcome.allowed),
      ([allow("states:*", on: [machine + ":PROD"])], .implicitlyDenied),
      ([allow("*"), deny("states:*", on: [machine])], .explicitlyDenied),
      ([allow("*"), deny("states:*", on: [machine + ":PROD"])], .allowed),
      ([allow("states:*", when: qualified("PROD"))], .allowed),
      ([allow("states:*", when: qualified("TEST"))], .implicitlyDenied),
    ])
  func stateMachine(statements: [String], expected: AccessDecision.Outcome) {
    var small = SmallAccount()
    let arn = small.role("r", [document(statements.joined(separator: ","))])
    let answer = decide(small, arn, "states:StartExecution", Self.machine + ":PROD")
    #expect(answer?.outcome == expected)
    #expect(answer?.isConditional == false)
  }

  private static let machine = "arn:aws:states:eu-west-1:123456789012:stateMachine:a"
  private static func qualified(_ name: String) -> String {
    #"{"StringEquals":{"states:StateMachineQualifier":"\#(name)"}}"#
  }

  @Test(
    "the key of a tag in a variable can contain spaces",
    arguments: [
      ("${aws:PrincipalTag/team name}", true), ("${ aws:PrincipalTag/team name }", true),
      ("${aws:PrincipalTag/team name, 'x'}", true), ("${aws:PrincipalTag/teamname}", false),
      ("${aws:PrincipalTag/team  name}", false), ("${aws:PrincipalTag/team, 'dev'}", true),
    ])
  func spaces(variable: String, isAllowed: Bool) {
    var small = SmallAccount()
    small.tags = [Model.Tag(key: "team name", value: "dev")]
    let arn = small.user(
      "u", [document(allow("s3:GetObject", on: ["arn:aws:s3:::b/\(variable)/*"]))])
    #expect(decide(small, arn, "s3:GetObject", "arn:aws:s3:::b/dev/x")?.isAllowed == isAllowed)
  }

  @Test("missing policies are reported, and make an Allow conditional")
  func missingPolicies() {
    var small = SmallAccount()
    let arn = small.role("r", [document(allow("*"))], attached: ["lost"], boundary: "gone")
    let answer = decide(small, arn, "s3:GetObject", "arn:aws:s3:::b/k")
    #expect(answer?.isAllowed == true)
    #expect(answer?.isConditional == true)
    #expect(answer?.missingPolicies.count == 2)
  }

  @Test("an Allow on other resources is reported")
  func elsewhere() {
    var small = SmallAccount()
    let arn = small.role("r", [document(allow("s3:GetObject", on: ["arn:aws:s3:::b/*"]))])
    let answer = decide(small, arn, "s3:GetObject")
    #expect(answer?.outcome == .implicitlyDenied)
    #expect(answer?.elsewhere.count == 1)
  }
}
