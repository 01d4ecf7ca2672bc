import Model
import Testing

/// What a request that names no resource comes to, and where.
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
    // Only one type of those that are needed together.
    Row(
      "kms:CreateAlias", "explicitlyDenied", allow("*"), deny("*", on: ["arn:aws:kms:*:*:alias/*"])),
    Row("kms:CreateAlias", "implicitlyDenied", allow("*", on: ["arn:aws:kms:*:*:key/*"])),
    // Another type is granted.
    Row("s3:ListBucket", "implicitlyDenied", allow("*", on: ["arn:aws:s3:::*/*"])),
    Row("iam:CreateAccessKey", "implicitlyDenied", allow("iam:*", on: ["arn:aws:iam::*:role/*"])),
    Row(
      "kms:Decrypt", "implicitlyDenied", allow("kms:*", on: ["arn:aws:kms:*:999988887777:key/*"])),
    Row("s3:ListAllMyBuckets", "implicitlyDenied", allow("s3:*", on: bucket)),
    Row("sqs:SendMessage", "implicitlyDenied", allow("*", on: ["arn:aws:s3:::b/*"])),
    Row("s3:ListBucket", "implicitlyDenied", allow("*", on: ["arn:aws:*:*:123456789012:*"])),
    Row("s3:GetObject", "implicitlyDenied", allow("*", on: ["arn:aws:*:*:123456789012:*"])),
    // On some resources.
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
    // A key policy or tag that is not known.
    Row(
      "sqs:SendMessage", "allowed if on arn:aws:sqs:*:*:q",
      allow("sqs:*", on: ["arn:aws:sqs:*:*:q"], when: ifSecure)),
    // On all that are not denied.
    Row("s3:GetObject", "-", allow("*")),
    Row("s3:GetObject", "-", allow("*"), deny("*", on: ["arn:aws:s3:::secret/*"])),
    Row("kms:Decrypt", "-", allow("*"), deny("*", on: ["arn:aws:kms:us-east-1:*:*"])),
  ]

  @Test("decided on the ARNs that the action's resource types can have")
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
    "of thousands of resources, one that is allowed is found, and none where there is none",
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
    #expect(decision.unjudged.contains { $0.contains("queue") })
  }

  @Test("a boundary on one bucket leaves that bucket")
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
