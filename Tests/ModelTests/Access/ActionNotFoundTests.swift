import Model
import Testing

@Suite struct ActionNotFoundTests {
  @Test(
    "the closest actions are offered, those of the same service first",
    arguments: [
      ("s3:GetObjekt", "s3:GetObject"), ("S3:getobjects", "s3:GetObject"),
      ("kms:Decypt", "kms:Decrypt"), ("iam:PasRole", "iam:PassRole"),
      ("sqss:SendMessage", "sqs:SendMessage"), ("dynamo:PutItem", "dynamodb:PutItem"),
      // API operations that are authorized as other actions.
      ("s3:ListObjectsV2", "s3:ListBucket"), ("lambda:Invoke", "lambda:InvokeFunction"),
      ("bedrock:Converse", "bedrock:InvokeModel"),
      ("cloudcontrol:CreateResource", "cloudformation:CreateResource"),
    ]) func near(action: String, first: String) throws
  {
    let missing = try #require(ActionNotFound(action))
    #expect(missing.near.first == first)
    #expect(missing.near.count <= 3 || missing.reason.contains("operation"))
  }

  @Test("a known action is found in any spelling")
  func known() {
    for action in ["s3:GetObject", "S3:getobject", "sts:GetScopedCredentials"] {
      #expect(ActionNotFound(action) == nil)
    }
  }

  @Test(
    "the reason for an unknown action is given",
    arguments: [
      ("s3:Nonesuch", "not in the catalogue of 2026-08-22"),
      ("fancy:New", "no service in the catalogue of 2026-08-22 has the prefix fancy"),
      ("iam:AcquireRole", "it is an API operation for which AWS checks other actions"),
    ]) func reasons(action: String, reason: String) throws
  {
    let missing = try #require(ActionNotFound(action))
    #expect(missing.reason == reason)
    #expect(missing.near.isEmpty == (action != "iam:AcquireRole"))
  }
}
