import Model
import Testing

/// The decisions on requests without a resource, and the resources that they apply to.
@Suite struct AnywhereTests {
  private static let bucket = ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]

  private struct Row {
    let action: String
    let statements: [String]
    let expected: String
    init(_ action: String, _ expected: String, _ statements: String...) {
      (self.action, self.statements, self.expected) = (action, statements, expected)
    }
  }

  private static let accessPoint = "arn:aws:s3:eu-west-1:123456789012:accesspoint/one/object/*"
  private static let onlyBucket = statement("Deny", "Action", ["*"], "NotResource", bucket)
  private static let denyOwnPolicies = deny("*", on: ["arn:aws:iam::123456789012:policy/*"])
  private static let everyTopic = "arn:aws:sns:*:123456789012:*"
  private static let oneTopic = "arn:aws:sns:*:123456789012:audit"
  private static let conditionalNotResource = statement(
    "Deny", "Action", ["*"], "NotResource", ["arn:aws:sqs:*:*:*"], ifSecure)

  private static func allBut(_ resources: [String]) -> String {
    statement("Allow", "Action", ["*"], "NotResource", resources)
  }

  private static func inRegion(_ region: String) -> String {
    "{\"StringEquals\":{\"aws:RequestedRegion\":\"\(region)\"}}"
  }

  private static let key = "arn:aws:kms:eu-west-1:123456789012:key/1"

  private static let rows = [
    // Every possible resource is denied.
    Row("kms:Decrypt", "explicitlyDenied", allow("*"), deny("kms:*", on: ["arn:aws:kms:*:*:*"])),
    Row(
      "kms:Decrypt", "explicitlyDenied", allow("*"), deny("*", on: ["arn:aws:*:*:123456789012:*"])),
    Row("s3:GetObject", "explicitlyDenied", allow("*"), deny("s3:*", on: ["arn:aws:s3:::*"])),
    Row("iam:PassRole", "explicitlyDenied", allow("iam:*"), onlyBucket),
    Row(
      "sns:Publish", "explicitlyDenied", allow("*", on: ["arn:aws:sns:eu-west-1:1:t"]),
      deny("sns:*", on: ["arn:aws:sns:*"])),
    // Only one of the required types.
    Row(
      "kms:CreateAlias", "explicitlyDenied", allow("*"), deny("*", on: ["arn:aws:kms:*:*:alias/*"])),
    Row("kms:CreateAlias", "implicitlyDenied", allow("*", on: ["arn:aws:kms:*:*:key/*"])),
    // A version or an alias.
    Row(
      "lambda:InvokeFunction", "allowed on arn:aws:lambda:*:*:function:a:PROD",
      allow("lambda:*", on: ["arn:aws:lambda:*:*:function:a:PROD"])),
    Row(
      "lambda:InvokeFunctionUrl", "allowed on arn:aws:lambda:*:*:function:a:PROD",
      allow("lambda:*", on: ["arn:aws:lambda:*:*:function:a:PROD"])),
    Row(
      "lambda:UpdateFunctionUrlConfig", "allowed on arn:aws:lambda:*:*:function:a:PROD",
      allow("lambda:*", on: ["arn:aws:lambda:*:*:function:a:PROD"])),
    Row(
      "lambda:UpdateFunctionCode", "implicitlyDenied",
      allow("lambda:*", on: ["arn:aws:lambda:*:123456789012:layer:*"])),
    // Another type is granted.
    Row("s3:ListBucket", "implicitlyDenied", allow("*", on: ["arn:aws:s3:::*/*"])),
    Row("iam:CreateAccessKey", "implicitlyDenied", allow("iam:*", on: ["arn:aws:iam::*:role/*"])),
    Row(
      "kms:Decrypt", "implicitlyDenied", allow("kms:*", on: ["arn:aws:kms:*:999988887777:key/*"])),
    Row("s3:ListAllMyBuckets", "implicitlyDenied", allow("s3:*", on: bucket)),
    Row("sqs:SendMessage", "implicitlyDenied", allow("*", on: ["arn:aws:s3:::b/*"])),
    // The request has a fixed ARN, although the reference lists no resource type.
    Row("s3:ListAllMyBuckets", "-", allow("s3:*", on: ["arn:aws:s3:::*"])),
    Row("S3:listallmybuckets", "-", allow("s3:List*", on: ["arn:*:s3:::*"])),
    Row(
      "s3:ListAllMyBuckets", "-", allow("s3:*", on: ["arn:aws:s3:::*"], when: ifSecure)),
    Row("s3:ListAllMyBuckets", "implicitlyDenied", allow("s3:*", on: ["arn:aws:s3:::*/*"])),
    Row("s3:ListAllMyBuckets", "implicitlyDenied", allow("s3:*", on: ["arn:aws:s3:::a*"])),
    Row(
      "s3:ListAllMyBuckets", "explicitlyDenied", allow("*"), deny("s3:*", on: ["arn:aws:s3:::*"])),
    Row("s3:ListAllMyBuckets", "-", allow("*"), deny("s3:*", on: ["arn:aws:s3:::secret"])),
    Row(
      "logs:DescribeLogGroups", "-", allow("logs:*", on: ["arn:aws:logs:*:*:log-group:*"])),
    Row(
      "logs:DescribeLogGroups", "-",
      allow("logs:*", on: ["arn:aws:logs:*:123456789012:log-group::log-stream:*"])),
    Row(
      "logs:DescribeLogGroups", "implicitlyDenied",
      allow("logs:*", on: ["arn:aws:logs:*:*:log-group:/aws/*"])),
    Row(
      "logs:DescribeLogGroups", "implicitlyDenied",
      allow("logs:*", on: ["arn:aws:logs:*:999988887777:log-group:*"])),
    Row(
      "logs:DescribeLogGroups",
      "allowed on arn:aws:logs:eu-west-1:123456789012:log-group::log-stream:",
      allow("logs:*", on: ["arn:aws:logs:eu-west-1:*:log-group:*"])),
    Row(
      "logs:DescribeLogGroups",
      "allowed on arn:aws:logs:eu-*:123456789012:log-group::log-stream:",
      allow("logs:*", on: ["arn:aws:logs:eu-*:*:log-group:*"])),
    Row(
      "logs:DescribeLogGroups", "explicitlyDenied", allow("*"),
      deny("*", on: ["arn:aws:logs:*:*:*"])),
    Row("s3:ListBucket", "implicitlyDenied", allow("*", on: ["arn:aws:*:*:123456789012:*"])),
    Row("s3:GetObject", "implicitlyDenied", allow("*", on: ["arn:aws:*:*:123456789012:*"])),
    // Some resources.
    Row("s3:GetObject", "allowed on \(accessPoint)", allow("s3:*", on: [accessPoint])),
    Row("s3:ListBucket", "allowed on arn:aws:s3:::b", allow("*"), onlyBucket),
    Row("s3:GetObject", "allowed on arn:aws:s3:::b/*", allow("*"), onlyBucket),
    Row("kms:Decrypt", "allowed if on \(key)", allow("kms:*", on: [key])),
    Row(
      "kms:Decrypt", "allowed if on arn:aws:kms:*:123456789012:key/*",
      allow("*", on: ["arn:aws:*:*:123456789012:*"])),
    Row(
      "s3:GetObject", "allowed on arn:aws:s3:::home/r/*",
      allow("s3:*", on: ["arn:aws:s3:::home/${aws:PrincipalTag/team}/*"])),
    // An unknown key policy or tag.
    Row(
      "sqs:SendMessage", "allowed if on arn:aws:sqs:*:*:q",
      allow("sqs:*", on: ["arn:aws:sqs:*:*:q"], when: ifSecure)),
    // One of several types is sufficient, and each has its own statements.
    Row(
      "elasticloadbalancing:ModifyListener",
      "allowed on arn:aws:elasticloadbalancing:*:123456789012:listener/gwy/*/*/*",
      allow("*", on: ["arn:aws:elasticloadbalancing:*:*:listener/gwy/*"])),
    Row(
      "elasticloadbalancing:SetRulePriorities", "explicitlyDenied", allow("*"),
      deny("*", on: ["arn:aws:elasticloadbalancing:*:*:listener-rule/*"])),
    Row(
      "dynamodb:PartiQLSelect", "allowed on arn:aws:dynamodb:*:123456789012:table/*/index/*",
      allow("dynamodb:*", on: ["arn:aws:dynamodb:*:*:table/*/index/*"])),
    Row(
      "timestream:TagResource", "allowed on arn:aws:timestream:*:123456789012:scheduled-query/*",
      allow("*", on: ["arn:aws:timestream:*:*:scheduled-query/*"])),
    Row("iam:GetPolicy", "allowed on arn:aws:iam::aws:policy/*", allow("*"), denyOwnPolicies),
    Row(
      "ssm:StartSession", "implicitlyDenied", allow("ssm:*", on: ["arn:aws:ssm:*:*:document/*"])),
    Row(
      "ssm:SendCommand", "implicitlyDenied",
      allow("ssm:*", on: ["arn:aws:ec2:*:123456789012:instance/*"])),
    // Each of several types is needed, whichever statement allows it.
    Row("ec2:AttachVolume", "implicitlyDenied", allow("*", on: ["arn:aws:ec2:*:*:volume/*"])),
    Row(
      "ec2:AttachVolume",
      "allowed on arn:aws:ec2:*:123456789012:instance/*, arn:aws:ec2:*:123456789012:volume/*",
      allow("*", on: ["arn:aws:ec2:*:*:volume/*"]), allow("*", on: ["arn:aws:ec2:*:*:instance/*"])),
    // AWS leaves open whether one or all are needed.
    Row(
      "rds:CreateDBSnapshot", "allowed if on arn:aws:rds:*:123456789012:snapshot:*",
      allow("*", on: ["arn:aws:rds:*:*:snapshot:*"])),
    Row(
      "rds:CreateDBSnapshot",
      "allowed on arn:aws:rds:*:123456789012:db:*, arn:aws:rds:*:123456789012:snapshot:*",
      allow("*", on: ["arn:aws:rds:*:*:snapshot:*", "arn:aws:rds:*:*:db:*"])),
    Row(
      "rds:CreateDBSnapshot", "implicitlyDenied", allow("*", on: ["arn:aws:rds:*:*:cluster:*"])),
    // A conditional Deny of the action's resources, written in other ways than `*`.
    Row("sns:Publish", "allowed if", allow("*"), deny("*", on: [everyTopic], when: ifSecure)),
    Row("sns:Publish", "-", allow("*"), deny("*", on: [oneTopic], when: ifSecure)),
    Row(
      "s3:DeleteObject", "allowed if", allow("*"),
      deny("*", on: ["arn:aws:s3:::*"], when: ifSecure)),
    Row("s3:DeleteObject", "allowed if", allow("*"), conditionalNotResource),
    Row(
      "kms:CreateAlias", "allowed if", allow("*"),
      deny("*", on: ["arn:aws:kms:*:*:alias/*"], when: ifSecure)),
    Row(
      "ec2:StopInstances", "allowed if", allow("*"),
      deny("ec2:*", on: ["arn:aws:ec2:*:*:i*/*"], when: ifSecure)),
    // Denies that cover all resources of the type only together.
    Row(
      "sqs:SendMessage", "explicitlyDenied", allow("*"),
      deny("*", on: ["arn:aws:sqs:*:*:?", "arn:aws:sqs:*:*:??*"])),
    Row(
      "s3:ListBucket", "explicitlyDenied", allow("*"), deny("*", on: ["arn:aws:s3:::a*"]),
      statement("Deny", "Action", ["*"], "NotResource", ["arn:aws:s3:::a*"])),
    Row(
      "sns:Publish", "explicitlyDenied", allow("*", on: ["arn:aws:sns:*:*:app-*"]),
      deny("*", on: ["arn:aws:sns:*:*:app-?*", "arn:aws:sns:*:*:app-"])),
    Row(
      "sqs:SendMessage", "allowed on arn:aws:sqs:*:*:app-*",
      allow("*", on: ["arn:aws:sqs:*:*:app-*"]), deny("*", on: ["arn:aws:sqs:*:*:app-?*"])),
    Row("s3:GetObject", "implicitlyDenied", allBut(["arn:aws:s3:::*"])),
    Row("sqs:SendMessage", "implicitlyDenied", allBut(["arn:aws:sqs:*:*:*"])),
    // The Region of the resource is that of the request.
    Row(
      "sqs:SendMessage", "implicitlyDenied",
      allow("*", on: ["arn:aws:sqs:eu-west-1:*:*"], when: inRegion("us-east-1"))),
    Row(
      "sqs:SendMessage", "allowed on arn:aws:sqs:eu-*:*:*",
      allow("*", on: ["arn:aws:sqs:eu-*:*:*"], when: inRegion("eu-south-1"))),
    // On all that are not denied.
    Row("s3:GetObject", "-", allow("*")),
    Row("s3:GetObject", "-", allow("*"), deny("*", on: ["arn:aws:s3:::secret/*"])),
    Row("kms:Decrypt", "-", allow("*"), deny("*", on: ["arn:aws:kms:us-east-1:*:*"])),
  ]

  @Test("a request without a resource is decided on the possible ARNs of the action's types")
  func anywhere() throws {
    for row in Self.rows {
      var small = SmallAccount()
      small.tags = [Tag(key: "team", value: "r")]
      let arn = small.role("r", row.statements.map { document($0) })
      let engine = small.engine
      let subject = try #require(engine.subject(arn))
      let answer = engine.decideAnywhere(AccessRequest(action: row.action), by: subject)
      let whole = engine.decide(AccessRequest(action: row.action), by: subject)
      var told =
        answer?.decision.outcome.rawValue ?? (whole.isAllowed ? "-" : whole.outcome.rawValue)
      if answer?.decision.isConditional ?? false { told += " if" }
      if let places = answer?.places, !places.isEmpty {
        told += " on " + places.joined(separator: ", ")
      }
      #expect(told == row.expected, "\(row.action) \(row.statements)")
    }
  }

  @Test(
    "among thousands of resources, one that is allowed is found, and none if there is none",
    arguments: [
      (2, 0, "explicitlyDenied"), (200, 0, "explicitlyDenied"), (300, 0, "explicitlyDenied"),
      (2_000, 0, "explicitlyDenied"), (300, 1, "allowed"), (2_000, 1, "allowed"), (2, 1, "allowed"),
    ])
  func many(denied: Int, open: Int, expected: String) throws {
    var small = SmallAccount()
    let free = (0..<open).map { "arn:aws:sqs:*:*:free-\($0)" }
    let named = free + (0..<denied).map { "arn:aws:sqs:*:*:q-\($0)" }
    let arn = small.user(
      "ann",
      [
        document(
          allow("sqs:SendMessage", on: named), deny("sqs:*", on: ["arn:aws:sqs:*:*:q-*"]))
      ])
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let asked = AccessRequest(action: "sqs:SendMessage")
    let decision = try #require(engine.decideAnywhere(asked, by: subject)).decision
    #expect((decision.isConditional ? "perhaps" : decision.outcome.rawValue) == expected)
  }

  @Test("patterns that have too many texts in common leave the answer open, and say so")
  func limit() throws {
    var small = SmallAccount()
    func queues(_ letter: String) -> [String] {
      ["arn:aws:sqs:*:*:*\(letter)" + String(repeating: "?", count: 24)]
    }
    small.managed("limit", document(allow("*", on: queues("b"))))
    let arn = small.user("ann", [document(allow("sqs:*", on: queues("a")))], boundary: "limit")
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let asked = AccessRequest(action: "sqs:SendMessage")
    let decision = try #require(engine.decideAnywhere(asked, by: subject)).decision
    #expect(decision.isConditional)
    #expect(decision.missingPolicies.contains { $0.contains("queue") })
  }

  @Test(
    "a name that identity policies and the boundary, or identity policies and an SCP, allow together is found",
    arguments: [
      (["arn:aws:sqs:*:*:a*"], ["arn:aws:sqs:*:*:*z"], true),
      (["arn:aws:sqs:eu-*:*:*"], ["arn:aws:sqs:*:*:app"], true),
      (["arn:aws:sqs:eu-*:*:*"], ["arn:aws:sqs:us-*:*:*"], false),
      (["arn:aws:sqs:*:*:a?"], ["arn:aws:sqs:*:*:??"], true),
      (["arn:aws:sqs:*:*:a?"], ["arn:aws:sqs:*:*:???"], false),
      (["arn:aws:sqs:*:*:x-*", "arn:aws:sqs:*:*:a*"], ["arn:aws:sqs:*:*:*b"], true),
      (["arn:aws:sqs:*:*:a-*"], ["arn:aws:sqs:*:*:b-*"], false),
    ])
  func layers(own: [String], limit: [String], isAllowed: Bool) throws {
    for isBoundary in [true, false] {
      var small = SmallAccount()
      small.managed("limit", document(allow("*", on: limit)))
      if !isBoundary { small.levels = [[document(allow("*", on: limit))]] }
      let arn = small.user(
        "ann", [document(allow("sqs:SendMessage", on: own))],
        boundary: isBoundary ? "limit" : nil)
      let engine = small.engine
      let subject = try #require(engine.subject(arn))
      let asked = AccessRequest(action: "sqs:SendMessage")
      let decision = try #require(engine.decideAnywhere(asked, by: subject)).decision
      #expect(decision.outcome == (isAllowed ? .allowed : .implicitlyDenied))
      #expect(decision.limitedBy.isEmpty == isAllowed)
    }
  }

  @Test("a boundary for one bucket allows only that bucket")
  func boundary() throws {
    var small = SmallAccount()
    small.managed("limit", document(allow("*", on: Self.bucket)))
    let arn = small.role("r", [document(allow("s3:*"))], boundary: "limit")
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    func answer(_ action: String) -> AnywhereDecision? {
      engine.decideAnywhere(AccessRequest(action: action), by: subject)
    }
    #expect(answer("s3:GetObject")?.places == ["arn:aws:s3:::b/*"])
    #expect(answer("s3:ListBucket")?.places == ["arn:aws:s3:::b"])
    #expect(answer("s3:CreateAccessPoint")?.decision.outcome == .implicitlyDenied)
  }
}
