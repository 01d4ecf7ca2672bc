import Testing

@testable import Model

/// The known context of the request by which a service assumes a role of this account. Rules:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn
@Suite struct ServiceContextTests {
  private func admits(_ condition: String, isAlone: Bool = false) -> Truth? {
    var small = SmallAccount()
    small.isAlone = isAlone
    let trust = document(
      #"{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"#
        + #""Action":"sts:AssumeRole","Condition":\#(condition)}"#)
    let arn = small.role("task", trust: trust)
    let engine = small.engine
    return engine.subject(arn).map {
      RoleTrust(role: $0, trust: trust, catalogue: engine.catalogue)
        .admits(service: "ecs-tasks.amazonaws.com").admits
    }
  }

  @Test(
    "a service acts on behalf of a resource in this account",
    arguments: [
      ("StringEquals", "aws:SourceAccount", "999988887777", Truth.no),
      ("StringEquals", "aws:SourceAccount", "123456789012", .unknown),
      ("StringEqualsIfExists", "aws:SourceAccount", "123456789012", .yes),
      ("StringEqualsIfExists", "aws:SourceAccount", "999988887777", .unknown),
      ("StringNotEquals", "aws:SourceAccount", "999988887777", .yes),
      ("StringNotEquals", "aws:SourceAccount", "123456789012", .unknown),
      ("StringLike", "aws:SourceAccount", "9999*", .no),
      ("Null", "aws:SourceAccount", "false", .unknown),
      ("ArnLike", "aws:SourceArn", "arn:aws:ecs:eu-west-1:999988887777:*", .no),
      ("ArnLike", "aws:SourceArn", "arn:aws:ecs:eu-west-1:123456789012:*", .unknown),
      ("ArnLike", "aws:SourceArn", "arn:aws:ecs:*:*:*", .unknown),
      ("ArnLike", "aws:SourceArn", "arn:aws:s3:::bucket", .unknown),
      ("ArnNotLike", "aws:SourceArn", "arn:aws:ecs:*:999988887777:*", .yes),
      ("StringLike", "aws:SourceArn", "arn:aws:ecs:*:999988887777:*", .no),
      (
        "StringEquals", "aws:SourceArn", "arn:aws:ecs:eu-west-1:999988887777:cluster/c", .no
      ),
      ("StringLike", "aws:SourceArn", "*", .unknown),
      ("ArnLike", "aws:SourceArn", "arn:aws:ecs:*:${aws:SourceAccount}:*", .unknown),
      ("StringEquals", "aws:SourceOrgID", "o-2", .no),
      ("StringEquals", "aws:SourceOrgID", "o-1", .unknown),
      ("StringEquals", "aws:SourceOrgID", "${aws:ResourceOrgID}", .unknown),
      ("StringEquals", "aws:ResourceAccount", "123456789012", .yes),
      ("Bool", "aws:PrincipalIsAWSService", "false", .no),
      ("DateGreaterThan", "aws:CurrentTime", "2040-01-01T00:00:00Z", .no),
      ("StringEquals", "sts:ExternalId", "x", .unknown),
      ("StringEquals", "aws:PrincipalOrgID", "o-1", .no),
      ("StringNotEquals", "aws:PrincipalOrgID", "o-2", .yes),
      ("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1/*", .no),
      ("StringEquals", "aws:PrincipalTag/team", "data", .no),
      ("Null", "aws:username", "true", .yes),
    ])
  func conditions(name: String, key: String, value: String, expected: Truth) {
    #expect(admits(#"{"\#(name)":{"\#(key)":"\#(value)"}}"#) == expected)
  }

  @Test("an account without an organization has no aws:SourceOrgID")
  func alone() {
    let own = #"{"StringEquals":{"aws:SourceOrgID":"o-1"}}"#
    #expect(admits(own, isAlone: true) == .no)
    let absent = #"{"Null":{"aws:SourceOrgPaths":"true"}}"#
    #expect(admits(absent, isAlone: true) == .yes)
  }
}

/// A Deny of all principals in a trust policy is one of services and identity providers too. Rule:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous
@Suite struct DenyOfAllPrincipalsTests {
  private static let provider = "arn:aws:iam::123456789012:saml-provider/office"

  private func answers(_ condition: String) -> (service: Truth, provider: Truth)? {
    var small = SmallAccount()
    let trust = document(
      #"{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}"#,
      #"{"Effect":"Allow","Principal":{"Federated":"\#(Self.provider)"},"#
        + #""Action":"sts:AssumeRoleWithSAML"}"#,
      #"{"Effect":"Deny","Principal":"*","Action":"sts:*","Condition":\#(condition)}"#)
    let arn = small.role("task", trust: trust)
    let engine = small.engine
    return engine.subject(arn).map {
      let trust = RoleTrust(role: $0, trust: trust, catalogue: engine.catalogue)
      return (
        trust.admits(service: "lambda.amazonaws.com").admits,
        trust.admits(provider: Self.provider).admits
      )
    }
  }

  @Test(
    "it denies them as far as its conditions hold",
    arguments: [
      ("{}", Truth.no, Truth.no),
      (#"{"Bool":{"aws:PrincipalIsAWSService":"true"}}"#, .no, .unknown),
      (#"{"Bool":{"aws:PrincipalIsAWSService":"false"}}"#, .yes, .unknown),
      (#"{"StringNotEquals":{"aws:SourceAccount":"999988887777"}}"#, .no, .unknown),
      (#"{"StringNotEqualsIfExists":{"aws:SourceAccount":"123456789012"}}"#, .unknown, .unknown),
      (#"{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"}}"#, .no, .unknown),
      (
        #"{"StringNotEquals":{"aws:PrincipalOrgID":"o-1"},"#
          + #""BoolIfExists":{"aws:PrincipalIsAWSService":"false"}}"#, .yes, .unknown
      ),
      (#"{"StringNotEquals":{"SAML:aud":"https://signin.aws.amazon.com/saml"}}"#, .unknown, .yes),
      (#"{"DateGreaterThan":{"aws:CurrentTime":"2040-01-01T00:00:00Z"}}"#, .yes, .unknown),
    ])
  func conditions(condition: String, service: Truth, provider: Truth) {
    #expect(answers(condition)?.service == service)
    #expect(answers(condition)?.provider == provider)
  }
}

/// The `aws:userid` of users and of roles' sessions. Rules:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
@Suite struct UserIDTests {
  private func judge(
    _ name: String, _ value: String, session: String? = nil, on resource: String = "*"
  ) -> String {
    var small = SmallAccount()
    small.uniqueIDs = ["worker": "AROAWORKER"]
    let when = #"{"\#(name)":{"aws:userid":"\#(value)"}}"#
    let arn = small.role("worker", [document(allow("s3:*", on: [resource], when: when))])
    let engine = small.engine
    guard var subject = engine.subject(arn) else { return "no subject" }
    if let session { subject = subject.session(named: session) }
    let asked = AccessRequest(action: "s3:GetObject", resource: "arn:aws:s3:::b/AROAWORKER:ann/x")
    let decision = engine.decide(asked, by: subject)
    return decision.isAllowed ? decision.isConditional ? "perhaps" : "yes" : "no"
  }

  @Test(
    "the id of the role is known, the session name only for one session",
    arguments: [
      ("StringLike", "AROAWORKER:*", "yes", "yes"), ("StringLike", "AROAWORKER*", "yes", "yes"),
      ("StringLike", "*:ann", "perhaps", "yes"), ("StringLike", "AROAOTHER:*", "no", "no"),
      ("StringLike", "AROAWORKER", "no", "no"), ("StringLike", "*", "yes", "yes"),
      ("StringNotLike", "AROAWORKER:*", "no", "no"), ("StringNotLike", "AROAOTHER:*", "yes", "yes"),
      ("StringNotLike", "AROAWORKER:a*", "perhaps", "no"),
      ("StringEquals", "AROAWORKER:ann", "perhaps", "yes"),
      ("StringEquals", "AROAWORKER:bob", "perhaps", "no"),
      ("StringEquals", "AROAOTHER:ann", "no", "no"),
      ("StringEquals", "AROAWORKER:*", "perhaps", "no"),
      ("StringEqualsIgnoreCase", "aroaworker:ANN", "perhaps", "yes"),
      ("ForAnyValue:StringLike", "AROAWORKER:*", "yes", "yes"), ("Null", "true", "no", "no"),
    ])
  func conditions(name: String, value: String, anySession: String, ann: String) {
    #expect(judge(name, value) == anySession)
    #expect(judge(name, value, session: "ann") == ann)
  }

  @Test(
    "a resource that contains the id",
    arguments: [
      ("arn:aws:s3:::b/${aws:userid}/*", "perhaps", "yes"),
      ("arn:aws:s3:::c/${aws:userid}/*", "no", "no"),
      ("arn:aws:s3:::b/x${aws:userid}/*", "no", "no"),
    ])
  func resource(pattern: String, anySession: String, ann: String) {
    #expect(judge("StringLike", "*", on: pattern) == anySession)
    #expect(judge("StringLike", "*", session: "ann", on: pattern) == ann)
  }
}
