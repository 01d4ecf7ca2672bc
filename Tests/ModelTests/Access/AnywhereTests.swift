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
    // Another type is granted.
    Row("s3:ListBucket", "implicitlyDenied", allow("*", on: ["arn:aws:s3:::*/*"])),
    Row("iam:CreateAccessKey", "implicitlyDenied", allow("iam:*", on: ["arn:aws:iam::*:role/*"])),
    Row(
      "kms:Decrypt", "implicitlyDenied", allow("kms:*", on: ["arn:aws:kms:*:999988887777:key/*"])),
    Row("s3:ListAllMyBuckets", "implicitlyDenied", allow("s3:*", on: bucket)),
    Row("sqs:SendMessage", "implicitlyDenied", allow("*", on: ["arn:aws:s3:::b/*"])),
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
    // All resources that are not denied.
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
    "beyond a number of resources, the answer is left open and says so",
    arguments: [
      (2, 0, "explicitlyDenied"), (200, 0, "explicitlyDenied"), (300, 0, "perhaps"),
      (2_000, 0, "perhaps"), (300, 1, "allowed"), (2, 1, "allowed"),
    ])
  func limit(denied: Int, open: Int, expected: String) throws {
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
    #expect(decision.unjudged.isEmpty == (expected != "perhaps"))
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
