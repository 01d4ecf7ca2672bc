import Testing

@testable import Checklist
@testable import Model

/// The combined coverage of statements, based on the possible ARNs of the account.
extension PrivilegeTests {
  private static func region(_ operation: String, _ value: String) -> String {
    #""Condition":{"\#(operation)":{"aws:RequestedRegion":"\#(value)"}}"#
  }

  @Test(
    "the possible ARNs of a service in this account decide whether access to it is full",
    arguments: [
      // The account's own resources, however they are spelled.
      ([allow(#""Action":"kms:*","Resource":"arn:aws:*:*:123456789012:*""#)], "kms"),
      ([allow(#""Action":"ec2:*","Resource":"arn:*:*:*:????????????:*""#)], "ec2"),
      ([allow(#""Action":"kms:*","Resource":"arn:aws:kms:*:*:key/*""#)], "kms"),
      ([allow(#""Action":"s3:*","Resource":"arn:aws:s3:::?*""#)], "s3"),
      ([allow(#""Action":"kms:*","Resource":"arn:aws:kms:*:${aws:PrincipalAccount}:*""#)], "kms"),
      ([allow(#""Action":"*","Resource":"arn:aws:*:*:123456789012:*""#)], "iam, ec2, kms"),
      // Resources of other accounts, or of one region.
      ([allow(#""Action":"kms:*","Resource":"arn:aws:kms:*:999988887777:*""#)], nil),
      ([allow(#""Action":"iam:*","Resource":"arn:aws:iam::999988887777:*""#)], nil),
      ([allow(#""Action":"kms:*","Resource":"arn:aws:kms:eu-*:*:key/*""#)], nil),
      ([allow(#""Action":"ec2:*","Resource":"arn:aws:s3:::*""#)], nil),
      ([allow(#""Action":"s3:*","Resource":"arn:aws:*:*:123456789012:*""#)], nil),
      // A region in which the service is not called.
      ([allow(#""Action":"iam:*","Resource":"*","# + region("StringEquals", "eu-west-1"))], nil),
      ([allow(#""Action":"iam:*","Resource":"*","# + region("StringNotEquals", "us-east-1"))], nil),
      (
        [
          allow(
            #""NotAction":["s3:*","ec2:*","kms:*"],"Resource":"*","#
              + region("StringEquals", "eu-west-1"))
        ], nil
      ),
      ([allow(#""Action":"iam:*","Resource":"*","# + region("StringEquals", "us-east-1"))], "iam"),
      ([allow(#""Action":"kms:*","Resource":"*","# + region("StringEquals", "eu-west-1"))], "kms"),
      // NotResource.
      ([allow(#""Action":"ec2:*","NotResource":"*""#)], nil),
      ([allow(#""Action":"ec2:*","NotResource":"arn:aws:ec2:*:*:*""#)], nil),
      ([allow(#""Action":"ec2:*","NotResource":"arn:aws:kms:*:*:*""#)], "ec2"),
      // Denies.
      (
        [
          allow(#""Action":"ec2:*","Resource":"*""#),
          deny(#""Action":"*","Resource":"arn:aws:ec2:*:*:*""#),
        ], nil
      ),
      (
        [
          allow(#""Action":"s3:*","Resource":"*""#),
          deny(#""Action":"s3:*","NotResource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]"#),
        ], nil
      ),
      (
        [
          allow(#""Action":"kms:*","Resource":"*""#),
          deny(#""Action":"kms:*","Resource":"arn:aws:kms:us-east-1:123456789012:key/1""#),
        ], "kms"
      ),
      (
        [
          allow(#""Action":"kms:*","Resource":"*""#),
          deny(#""Action":"kms:*","NotResource":"arn:aws:kms:*:*:*""#),
        ], "kms"
      ),
      // Several policies together.
      (
        [
          allow(#""Action":["kms:A*","kms:B*","kms:C*","kms:D*"],"Resource":"*""#),
          allow(
            #""NotAction":["kms:A*","kms:B*","kms:C*","kms:D*","iam:*","s3:*","ec2:*"],"Resource":"*""#
          ),
        ], "kms"
      ),
      (
        [
          allow(#""Action":"s3:Get*","Resource":"*""#),
          allow(#""NotAction":["s3:Get*","iam:*","kms:*","ec2:*"],"Resource":"arn:aws:s3:::b/*""#),
        ], nil
      ),
      (
        [
          allow(#""Action":"kms:*","Resource":"arn:aws:kms:eu-west-1:*:*""#),
          allow(#""Action":"kms:*","Resource":"arn:aws:kms:us-east-1:*:*""#),
        ], nil
      ),
      (
        [
          allow(#""Action":"ec2:Describe*","Resource":"*""#),
          allow(#""NotAction":["ec2:Describe*","iam:*","kms:*","s3:*"],"Resource":"*""#),
          deny(#""Action":"ec2:*","NotResource":"arn:aws:ec2:*:*:instance/i-1""#),
        ], nil
      ),
    ] as [([String], String?)])
  func coverage(_ policies: [String], _ services: String?) throws {
    let judgement = try Self.account(policies).judgement(.rolesSensitiveWildcards)
    #expect(judgement.findings.first?.facts.first?.value == services)
    #expect(judgement.findings.count == (services == nil ? 0 : 1))
  }

  @Test(
    "a finding names the resource types if only some are covered",
    arguments: [
      (#""Action":"iam:*","Resource":"arn:aws:iam::123456789012:role/*""#, "IAM on every role"),
      (#""Action":"s3:*","Resource":"arn:aws:s3:::*/*""#, "S3 on every object"),
      (#""Action":"kms:*","Resource":"arn:aws:kms:*:*:key/*""#, "KMS on every key"),
      (#""Action":"kms:*","Resource":"arn:aws:kms:*:*:*""#, "KMS"),
      (#""Action":"iam:*","Resource":"arn:aws:iam::123456789012:*""#, "IAM"),
      (#""Action":"ec2:*","Resource":"arn:aws:*:*:123456789012:*""#, "EC2"),
    ])
  func types(_ statement: String, _ expected: String) throws {
    let judgement = try Self.account([Self.allow(statement)]).judgement(.rolesSensitiveWildcards)
    #expect(
      judgement.findings.first?.summary == "deploy has full access to \(expected) via p0")
  }
}
