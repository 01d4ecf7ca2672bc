import Testing

@testable import Model

/// Calls that AWS allows without checking policies, and calls that look like them. Rules:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getsessiontoken.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
@Suite struct UncheckedCallTests {
  private func judge(_ action: String, _ isRole: Bool, _ statements: String...) throws -> String {
    var small = SmallAccount()
    small.levels = [[document(allow("s3:*"))]]
    let policies = statements.map { document($0) }
    let arn = isRole ? small.role("r", policies) : small.user("u", policies)
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let decision = engine.decide(AccessRequest(action: action), by: subject)
    if decision.isAllowed { #expect(decision.serviceRule != nil) }
    return decision.isConditional ? "perhaps" : decision.outcome.rawValue
  }

  @Test(
    "calls without permission checks are allowed without an Allow",
    arguments: [
      ("sts:GetCallerIdentity", "allowed", "allowed"),
      ("sts:GetSessionToken", "allowed", "implicitlyDenied"),
      ("STS:getsessiontoken", "allowed", "implicitlyDenied"),
      ("sts:GetFederationToken", "implicitlyDenied", "implicitlyDenied"),
      ("sts:DecodeAuthorizationMessage", "implicitlyDenied", "implicitlyDenied"),
      ("sts:GetAccessKeyInfo", "implicitlyDenied", "implicitlyDenied"),
      ("sts:GetServiceBearerToken", "implicitlyDenied", "implicitlyDenied"),
      ("sts:AssumeRole", "implicitlyDenied", "implicitlyDenied"),
      ("sts:AssumeRoleWithSAML", "perhaps", "perhaps"),
      ("sts:AssumeRoleWithWebIdentity", "perhaps", "perhaps"),
      ("cognito-identity:GetId", "perhaps", "perhaps"),
      (
        "cognito-identity:GetOpenIdTokenForDeveloperIdentity", "implicitlyDenied",
        "implicitlyDenied"
      ),
      ("cognito-idp:SignUp", "perhaps", "perhaps"),
      ("cognito-idp:AdminInitiateAuth", "implicitlyDenied", "implicitlyDenied"),
      ("iam:GetAccountSummary", "implicitlyDenied", "implicitlyDenied"),
    ])
  func silent(action: String, user: String, role: String) throws {
    #expect(try judge(action, false) == user)
    #expect(try judge(action, true) == role)
  }

  @Test(
    "a Deny has no effect, and an Allow is limited by SCPs",
    arguments: [
      ("sts:GetCallerIdentity", "allowed"), ("sts:GetSessionToken", "allowed"),
      ("sts:GetFederationToken", "explicitlyDenied"), ("cognito-idp:InitiateAuth", "perhaps"),
      ("sts:DecodeAuthorizationMessage", "explicitlyDenied"),
    ])
  func denied(action: String, user: String) throws {
    #expect(try judge(action, false, allow("*"), deny("*")) == user)
  }

  @Test("a role cannot make calls that only users can make, regardless of its policies")
  func role() throws {
    for action in ["sts:GetSessionToken", "sts:GetFederationToken"] {
      var small = SmallAccount()
      let arn = small.role("r", [document(allow("*"))])
      let engine = small.engine
      let subject = try #require(engine.subject(arn))
      let decision = engine.decide(AccessRequest(action: action), by: subject)
      #expect(decision.outcome == .implicitlyDenied)
      #expect(decision.serviceRule?.contains("role") == true)
    }
  }
}

/// The KMS requests that depend on the key policy. Rules:
/// https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html
/// https://docs.aws.amazon.com/kms/latest/developerguide/alias-access.html
@Suite struct KeyPolicyTests {
  private static let key = "arn:aws:kms:eu-west-1:123456789012:key/1"

  @Test(
    "an identity-based policy alone allows nothing on a key",
    arguments: [
      ("kms:Decrypt", key, "perhaps"), ("kms:DECRYPT", key, "perhaps"),
      ("kms:ScheduleKeyDeletion", key, "perhaps"), ("kms:CreateGrant", key, "perhaps"),
      ("kms:DescribeKey", "*", "perhaps"),
      ("kms:CreateAlias", "arn:aws:kms:eu-west-1:123456789012:alias/a", "perhaps"),
      ("kms:CreateAlias", key, "perhaps"), ("kms:InventedToday", key, "perhaps"),
      ("kms:CreateKey", "*", "allowed"), ("kms:ListKeys", "*", "allowed"),
      ("kms:ListAliases", "*", "allowed"), ("kms:GenerateRandom", "*", "allowed"),
      ("kms:CreateCustomKeyStore", "*", "allowed"), ("s3:GetObject", "arn:aws:s3:::b/k", "allowed"),
      ("kms:Encrypt", key, "explicitlyDenied"), ("kms:Decrypt", other, "implicitlyDenied"),
    ])
  func decisions(action: String, resource: String, expected: String) throws {
    var small = SmallAccount()
    let arn = small.user(
      "kim",
      [
        document(
          allow("kms:*", "s3:*"), deny("kms:Encrypt"))
      ])
    let silent = small.user("sam", [document(allow("s3:*"))])
    let engine = small.engine
    let subject = try #require(engine.subject(resource == Self.other ? silent : arn))
    let decision = engine.decide(AccessRequest(action: action, resource: resource), by: subject)
    #expect((decision.isConditional ? "perhaps" : decision.outcome.rawValue) == expected)
    let waits = decision.missingPolicies.contains { $0.contains("key policy") }
    #expect(waits == (action.lowercased().hasPrefix("kms:") && expected != "allowed"))
  }

  private static let other = "arn:aws:kms:eu-west-1:123456789012:key/2"
}
