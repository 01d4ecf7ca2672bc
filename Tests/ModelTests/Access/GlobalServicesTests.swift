import Testing

@testable import Model

/// The region of requests to global services. Rules:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
@Suite struct GlobalServicesTests {
  @Test(
    "global services have one region per partition",
    arguments: [
      ("iam:CreateUser", "aws", "us-east-1"), ("IAM:PutUserPolicy", "aws", "us-east-1"),
      ("organizations:LeaveOrganization", "aws", "us-east-1"),
      ("cloudfront:CreateDistribution", "aws", "us-east-1"),
      ("route53:ListHostedZones", "aws", "us-east-1"), ("artifact:GetReport", "aws", "us-east-1"),
      ("billing:ListBillingViews", "aws", "us-east-1"),
      ("freetier:GetFreeTierUsage", "aws", "us-east-1"),
      ("freetier:GetFreeTierUsage", "aws-cn", "cn-northwest-1"),
      ("invoicing:ListInvoiceUnits", "aws", "us-east-1"),
      ("bcm-data-exports:ListExports", "aws", "us-east-1"),
      ("bcm-pricing-calculator:ListBillEstimates", "aws", "us-east-1"),
      // Several Regions have an endpoint.
      ("support:CreateCase", "aws", nil), ("support:CreateCase", "aws-us-gov", "us-gov-west-1"),
      ("chatbot:DescribeSlackWorkspaces", "aws", nil),
      ("shield:CreateSubscription", "aws", "us-east-1"), ("waf:GetWebACL", "aws", "us-east-1"),
      ("globalaccelerator:CreateAccelerator", "aws", "us-west-2"),
      ("networkmanager:CreateGlobalNetwork", "aws", "us-west-2"),
      ("iam:PassRole", "aws", nil), ("iam:passrole", "aws-cn", nil),
      ("sts:AssumeRole", "aws", nil), ("s3:ListAllMyBuckets", "aws", nil),
      ("ec2:RunInstances", "aws", nil), ("wafv2:GetWebACL", "aws", nil),
      ("route53resolver:ListResolverRules", "aws", nil),
      ("iam:CreateUser", "aws-cn", "cn-north-1"),
      ("organizations:ListAccounts", "aws-cn", "cn-northwest-1"),
      ("cloudfront:CreateDistribution", "aws-cn", "cn-northwest-1"),
      ("iam:CreateUser", "aws-us-gov", "us-gov-west-1"),
      ("shield:CreateSubscription", "aws-us-gov", nil), ("iam:CreateUser", "aws-new", nil),
      ("iam:CreateUser", "aws-iso", "us-iso-east-1"),
      ("iam:CreateUser", "aws-iso-b", "us-isob-east-1"),
      ("iam:CreateUser", "aws-iso-e", "eu-isoe-west-1"),
      ("iam:CreateUser", "aws-iso-f", "us-isof-south-1"),
      ("iam:CreateUser", "aws-eusc", "eusc-de-east-1"),
      ("route53:ListHostedZones", "aws-eusc", "eusc-de-east-1"),
      ("organizations:ListAccounts", "aws-iso-f", "us-isof-south-1"),
      ("organizations:ListAccounts", "aws-eusc", nil), ("support:CreateCase", "aws-eusc", nil),
      ("iam:PassRole", "aws-eusc", nil),
    ] as [(String, String, String?)])
  func regions(action: String, partition: String, expected: String?) {
    #expect(GlobalServices.region(of: action, in: partition) == expected)
  }

  private static func inRegion(_ region: String, _ name: String = "StringEquals") -> String {
    #"{"\#(name)":{"aws:RequestedRegion":"\#(region)"}}"#
  }

  @Test(
    "a request has the region of its service",
    arguments: [
      ("aws", inRegion("us-east-1"), "iam:CreateUser", "allowed"),
      ("aws", inRegion("eu-west-1"), "iam:CreateUser", "implicitlyDenied"),
      ("aws", inRegion("eu-*", "StringNotLike"), "iam:CreateUser", "allowed"),
      ("aws", inRegion("eu-west-1"), "iam:PassRole", "perhaps"),
      ("aws", inRegion("eu-west-1"), "sts:AssumeRole", "perhaps"),
      ("aws", inRegion("us-west-2"), "globalaccelerator:ListAccelerators", "allowed"),
      ("aws", inRegion("us-east-1"), "globalaccelerator:ListAccelerators", "implicitlyDenied"),
      ("aws-cn", inRegion("us-east-1"), "iam:CreateUser", "implicitlyDenied"),
      ("aws-cn", inRegion("cn-north-1"), "iam:CreateUser", "allowed"),
      ("aws-us-gov", inRegion("us-gov-west-1"), "organizations:ListAccounts", "allowed"),
      ("aws-eusc", inRegion("eusc-de-east-1"), "iam:CreateUser", "allowed"),
      ("aws-eusc", inRegion("eu-central-1"), "iam:CreateUser", "implicitlyDenied"),
      ("aws-eusc", inRegion("eu-central-1"), "organizations:ListAccounts", "perhaps"),
      ("aws-iso-f", inRegion("us-isof-east-1"), "iam:CreateUser", "implicitlyDenied"),
      ("aws-new", inRegion("us-east-1"), "iam:CreateUser", "perhaps"),
    ])
  func decisions(partition: String, when: String, action: String, expected: String) throws {
    var small = SmallAccount()
    small.partition = partition
    let arn = small.user("ann", [document(allow("*", when: when))])
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let decision = engine.decide(AccessRequest(action: action), by: subject)
    #expect((decision.isConditional ? "perhaps" : decision.outcome.rawValue) == expected)
  }

  @Test("a given region takes precedence")
  func given() throws {
    var small = SmallAccount()
    let arn = small.user("ann", [document(allow("*", when: Self.inRegion("eu-west-1")))])
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let context = RequestContext(["aws:RequestedRegion": ["eu-west-1"]])
    let asked = AccessRequest(action: "iam:CreateUser", context: context)
    #expect(engine.decide(asked, by: subject).isAllowed)
  }

  /// `no`: not allowed; `perhaps`: allowed under a condition; `yes`: allowed.
  private func effective(
    _ own: [String], boundary: String? = nil, control: String? = nil, _ action: String
  ) throws -> String {
    var small = SmallAccount()
    if let boundary { small.managed("limit", document(boundary)) }
    if let control { small.levels = [[document(allow("*"), control)]] }
    let arn = small.user(
      "ann", own.map { document($0) }, boundary: boundary.map { _ in "limit" })
    let engine = small.engine
    let access = engine.effectiveAccess(of: try #require(engine.subject(arn)))
    #expect(!access.onAllResources.contains(action) || access.allowed.contains(action))
    return access.unconditional.contains(action)
      ? "yes" : access.allowed.contains(action) ? "perhaps" : "no"
  }

  @Test(
    "effective access depends on the region",
    arguments: [
      ("iam:CreateUser", inRegion("eu-west-1"), "no", "no"),
      ("iam:CreateUser", inRegion("us-east-1"), "yes", "yes"),
      ("iam:CreateUser", inRegion("us-east-1", "StringNotEquals"), "no", "no"),
      ("iam:PassRole", inRegion("eu-west-1"), "perhaps", "perhaps"),
      ("ec2:RunInstances", inRegion("us-east-1"), "perhaps", "perhaps"),
      ("networkmanager:CreateDevice", inRegion("us-west-2"), "yes", "yes"),
      ("networkmanager:CreateDevice", inRegion("us-east-1"), "no", "no"),
      (
        "iam:CreateUser",
        #"{"StringEquals":{"aws:RequestedRegion":"us-east-1","sts:ExternalId":"x"}}"#, "perhaps",
        "perhaps"
      ),
    ])
  func allowed(action: String, when: String, own: String, boundary: String) throws {
    #expect(try effective([allow("*", when: when)], action) == own)
    #expect(try effective([allow("*")], boundary: allow("*", when: when), action) == boundary)
  }

  @Test(
    "a Deny outside some regions denies global services",
    arguments: [
      ("iam:CreateUser", inRegion("eu-west-1", "StringNotEquals"), "no"),
      ("iam:CreateUser", inRegion("us-east-1", "StringNotEquals"), "yes"),
      ("iam:PassRole", inRegion("eu-west-1", "StringNotEquals"), "yes"),
      ("ec2:RunInstances", inRegion("eu-west-1", "StringNotEquals"), "yes"),
      ("globalaccelerator:CreateAccelerator", inRegion("us-east-1", "StringNotEquals"), "no"),
      ("organizations:LeaveOrganization", inRegion("us-east-1"), "no"),
    ])
  func denied(action: String, when: String, expected: String) throws {
    #expect(try effective([allow("*"), deny("*", when: when)], action) == expected)
    #expect(try effective([allow("*")], control: deny("*", when: when), action) == expected)
    let exempt = statement(
      "Deny", "NotAction", ["iam:*", "organizations:*", "globalaccelerator:*"], "Resource", ["*"],
      when)
    #expect(try effective([allow("*")], control: exempt, action) == "yes")
  }

  @Test(
    "escalation paths depend on the region",
    arguments: [
      ("iam:PutUserPolicy", "eu-west-1", nil), ("iam:PutUserPolicy", "us-east-1", false),
      ("iam:AttachUserPolicy", "ap-southeast-2", nil),
    ] as [(String, String, Bool?)])
  func escalations(action: String, region: String, isConditional: Bool?) {
    var small = SmallAccount()
    let arn = small.user("dev", [document(allow(action, when: Self.inRegion(region)))])
    let report = small.engine.escalations().first { $0.subject == arn }
    #expect(report?.open.first?.isConditional == isConditional)
  }

  @Test("passing a role to a service happens in the service's region")
  func passing() {
    var small = SmallAccount()
    small.role(
      "strong", [document(allow("*"))], trusts: #"{"Service":"ecs-tasks.amazonaws.com"}"#)
    let arn = small.user(
      "dev",
      [
        document(
          allow(
            "iam:PassRole", "ecs:RegisterTaskDefinition", "ecs:RunTask",
            when: Self.inRegion("eu-west-1")))
      ])
    let report = small.engine.escalations().first { $0.subject == arn }
    #expect(report?.open.isEmpty == false)
  }
}
