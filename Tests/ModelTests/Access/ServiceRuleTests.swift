import Testing

@testable import Model

/// Rules of services that apply regardless of policies; see the AWS pages next to the rules.
@Suite struct ServiceRuleTests {
  @Test(
    "resources that AWS manages cannot be changed, and a Deny remains a Deny",
    arguments: [
      ("iam:CreatePolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess", "implicitlyDenied"),
      ("iam:GetPolicyVersion", "arn:aws:iam::aws:policy/ReadOnlyAccess", "allowed"),
      ("iam:CreatePolicyVersion", "arn:aws:iam::123456789012:policy/own", "allowed"),
      (
        "iam:PutRolePolicy", "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/A",
        "implicitlyDenied"
      ),
      (
        "iam:PassRole", "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/A",
        "implicitlyDenied"
      ),
      ("iam:GetRole", "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/A", "allowed"),
      (
        "iam:DeleteRole", "arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/A",
        "implicitlyDenied"
      ),
      (
        "iam:DeleteServiceLinkedRole",
        "arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/A", "allowed"
      ),
      ("iam:PutRolePolicy", "arn:aws:iam::123456789012:role/plain", "allowed"),
      ("kms:DeleteAlias", "arn:aws:kms:eu-west-1:123456789012:alias/aws/s3", "implicitlyDenied"),
      ("kms:DeleteAlias", "arn:aws:kms:eu-west-1:123456789012:alias/mine", "allowed"),
      ("iam:DeletePolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess", "explicitlyDenied"),
      ("sts:GetCallerIdentity", "*", "allowed"),
      (
        "sts:AssumeRole", "arn:aws:iam::123456789012:role/aws-service-role/x.amazonaws.com/A",
        "implicitlyDenied"
      ),
    ])
  func rules(_ action: String, _ resource: String, _ expected: String) throws {
    var small = SmallAccount()
    let arn = small.user(
      "all", [document(allow("*"), deny("iam:DeletePolicy"), deny("sts:GetCallerIdentity"))])
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let decision = engine.decide(AccessRequest(action: action, resource: resource), by: subject)
    #expect(decision.outcome.rawValue == expected)
  }

  @Test("without a resource, the answer says whether and where the action is allowed")
  func anywhere() throws {
    var small = SmallAccount()
    let arn = small.user(
      "one",
      [
        document(
          allow("s3:GetObject", on: ["arn:aws:s3:::one/*"]),
          allow("s3:ListAllMyBuckets", on: ["arn:aws:s3:::one"]),
          statement(
            "Allow", "Action", ["sqs:SendMessage"], "NotResource", ["arn:aws:sqs:eu-west-1:1:q"]),
          allow("sns:Publish", on: ["arn:aws:sns:eu-west-1:1:t"]),
          deny("sns:Publish", on: ["arn:aws:sns:*"]))
      ])
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    func answer(_ action: String) -> String {
      let asked = AccessRequest(action: action)
      return
        (engine.decideAnywhere(asked, by: subject)?.decision ?? engine.decide(asked, by: subject))
        .outcome.rawValue
    }
    #expect(answer("s3:GetObject") == "allowed")
    #expect(answer("sqs:SendMessage") == "allowed")
    #expect(answer("s3:ListAllMyBuckets") == "implicitlyDenied")
    #expect(answer("sns:Publish") == "explicitlyDenied")
    #expect(answer("s3:PutObject") == "implicitlyDenied")
  }
}
