import Testing

@testable import Model

/// Whether statements together allow an action on all, some or no resources of account
/// 123456789012.
///
/// Rules: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html,
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html and the
/// ARN formats of https://docs.aws.amazon.com/service-authorization/latest/reference/.
@Suite struct ResourceCoverageTests {
  private enum Reach { case none, some, all }

  private func reach(_ action: String, _ statements: [String]) throws -> Reach {
    var small = SmallAccount()
    let arn = small.role("r", statements.map { document($0) })
    let engine = small.engine
    let access = engine.effectiveAccess(of: try #require(engine.subject(arn)))
    if access.onAllResources.contains(action) { return .all }
    return access.allowed.contains(action) ? .some : .none
  }

  private static func notResource(_ effect: String, _ action: String, _ but: [String]) -> String {
    statement(effect, "Action", [action], "NotResource", but)
  }

  private static let own = "arn:aws:*:*:123456789012:*"
  private static let bucket = ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]

  @Test(
    "an entry covers a type if it matches every ARN of it in this account",
    arguments: [
      // Wildcards in each segment.
      ("kms:Decrypt", own, true), ("lambda:InvokeFunction", own, true), ("iam:PassRole", own, true),
      ("dynamodb:PutItem", "arn:*:*:*:123456789012:*", true), ("sqs:SendMessage", "arn:*", true),
      ("kms:Decrypt", "arn:aws:k*:*:*:key/*", true), ("kms:Decrypt", "arn:aws*:kms:*:*:*", true),
      ("kms:Decrypt", "arn:aws:kms:*:????????????:key/*", true),
      ("kms:Decrypt", "arn:aws:kms:*-*-*:123456789012:key/*", true),
      ("kms:Decrypt", "arn:aws:kms:*:1234*:*", true), ("s3:PutObject", "arn:aws:s3:::*/*", true),
      ("s3:DeleteBucket", "arn:aws:s3:::?*", true), ("s3:GetObject", "arn:*:s3:*", true),
      ("sqs:SendMessage", "arn:aws:sqs:*:${aws:PrincipalAccount}:*", true),
      ("sqs:SendMessage", "arn:aws:sqs:*:*:${aws:username}-*", false),
      // Never in the ARNs of the account.
      ("s3:DeleteBucket", own, false), ("s3:GetObject", own, false),
      ("kms:Decrypt", "arn:aws:kms:*:999988887777:*", false),
      ("kms:Decrypt", "arn:aws:kms:*:9???????????:key/*", false),
      ("kms:Decrypt", "arn:aws-cn:kms:*:*:*", false), ("kms:Decrypt", "arn:aws:sqs:*:*:*", false),
      // Another type.
      ("iam:PassRole", "arn:aws:iam::123456789012:role/*", true),
      ("iam:CreateAccessKey", "arn:aws:iam::123456789012:role/*", false),
      ("iam:CreatePolicyVersion", "arn:aws:iam::*:policy/*", true),
      ("kms:CreateAlias", own, true),
      ("s3:DeleteBucket", "arn:aws:s3:::*/*", false),
      // Some regions, some names.
      ("kms:Decrypt", "arn:aws:kms:eu-*:*:*", false),
      ("kms:Decrypt", "arn:aws:kms:??-east-?:*:key/*", false),
      ("sqs:SendMessage", "arn:aws:sqs:*:*:team-*", false),
      ("iam:PassRole", "arn:aws:iam::*:role/service-role/*", false),
      ("s3:GetObject", "arn:aws:s3:::team-*/*", false),
      // Without a resource, only `*` grants.
      ("kms:CreateKey", own, false), ("kms:CreateKey", "arn:*", false),
      ("kms:CreateKey", "*", true),
      ("iam:CreateAccountAlias", "arn:aws:iam::123456789012:*", false),
    ]) func coverage(action: String, entry: String, isAll: Bool) throws
  {
    #expect((try reach(action, [allow("*", on: [entry])]) == .all) == isAll)
    // A Deny of the same entry leaves nothing, or all except a part.
    let left = try reach(action, [allow("*"), deny("*", on: [entry])])
    #expect((left == .none) == isAll, "Deny leaves \(left)")
  }

  @Test("an action on several resource types needs all of them, and one Deny is enough")
  func severalTypes() throws {
    let image = "arn:aws:ec2:*::image/*"
    let rows: [(String, [String], Reach)] = [
      ("kms:CreateAlias", [allow("*", on: ["arn:aws:kms:*:*:key/*"])], .none),
      (
        "kms:CreateAlias", [allow("*", on: ["arn:aws:kms:*:*:key/*", "arn:aws:kms:*:*:alias/*"])],
        .all
      ),
      ("kms:CreateAlias", [allow("*"), deny("*", on: ["arn:aws:kms:*:*:key/*"])], .none),
      ("ec2:RunInstances", [allow("*", on: [Self.own])], .none),
      ("ec2:RunInstances", [allow("*", on: [Self.own, image])], .all),
      ("ec2:RunInstances", [allow("*"), deny("*", on: [image])], .none),
      ("ec2:StopInstances", [allow("*"), deny("*", on: [image])], .all),
    ]
    for (action, statements, expected) in rows {
      #expect(try reach(action, statements) == expected, "\(action) \(statements)")
    }
  }

  @Test("NotResource allows everything that it does not name")
  func allBut() throws {
    let rows: [(String, String, Reach)] = [
      ("kms:Decrypt", "*", .none), ("kms:CreateKey", "*", .none), ("kms:Decrypt", "arn:*", .none),
      ("kms:Decrypt", "arn:aws:kms:*:*:*", .none), ("kms:CreateKey", "arn:aws:kms:*:*:*", .all),
      ("kms:Decrypt", "arn:aws:kms:*:*:key/*", .none), ("kms:Decrypt", Self.own, .none),
      ("s3:GetObject", Self.own, .all), ("kms:Decrypt", "arn:aws:kms:*:999988887777:*", .all),
      ("kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/1", .all),
      ("kms:Decrypt", "arn:aws:kms:us-*:*:*", .all), ("kms:Decrypt", "arn:aws:s3:::*", .all),
    ]
    for (action, but, expected) in rows {
      #expect(
        try reach(action, [Self.notResource("Allow", "*", [but])]) == expected, "\(action) \(but)")
    }
  }

  @Test("a Deny does not affect what it does not match")
  func denials() throws {
    let rows: [(String, [String], Reach)] = [
      ("kms:Decrypt", [deny("kms:*", on: ["arn:aws:kms:*:*:key/*"])], .none),
      ("kms:DeleteAlias", [deny("kms:*", on: ["arn:aws:kms:*:*:key/*"])], .none),
      ("kms:ListKeys", [deny("kms:*", on: ["arn:aws:kms:*:*:*"])], .all),
      ("s3:GetObject", [deny("*", on: ["arn:aws:s3:::secret/*"])], .all),
      ("s3:GetObject", [deny("s3:*", on: ["arn:aws:s3:::*"])], .none),
      ("s3:GetObject", [Self.notResource("Deny", "*", Self.bucket)], .some),
      ("s3:ListBucket", [Self.notResource("Deny", "*", Self.bucket)], .some),
      ("s3:ListBucket", [Self.notResource("Deny", "*", ["arn:aws:s3:::b/*"])], .none),
      ("s3:ListAllMyBuckets", [Self.notResource("Deny", "*", Self.bucket)], .none),
      ("kms:Decrypt", [Self.notResource("Deny", "*", Self.bucket)], .none),
      ("kms:Decrypt", [Self.notResource("Deny", "*", ["arn:aws:kms:eu-*:*:*"])], .some),
      ("kms:Decrypt", [Self.notResource("Deny", "*", ["arn:aws:kms:*:*:*"])], .all),
      ("kms:Decrypt", [Self.notResource("Deny", "*", ["*"])], .all),
      ("iam:PassRole", [deny("iam:*", on: ["arn:aws:iam::999988887777:*"])], .all),
      ("kms:Decrypt", [deny("kms:*", on: ["arn:aws:kms:*:*:*"], when: ifSecure)], .all),
    ]
    for (action, denials, expected) in rows {
      #expect(try reach(action, [allow("*")] + denials) == expected, "\(action) \(denials)")
    }
  }

  @Test(
    "the partition of the account counts",
    arguments: [
      ("arn:aws-cn:kms:*:*:*", true), ("arn:aws:kms:*:*:*", false), ("arn:*:kms:*:*:*", true),
    ])
  func partition(entry: String, isAll: Bool) throws {
    let resources = AccountResources(
      catalogue: .bundled, account: "123456789012", partition: "aws-cn")
    let policy = CompiledPolicy(document(allow("kms:*", on: [entry])), in: resources)
    #expect(policy.lines[0].onAllResources.contains("kms:Decrypt") == isAll)
  }

  @Test("a wide Deny of a service control policy blocks, and is reported")
  func containment() throws {
    var small = SmallAccount()
    small.levels = [[document(allow("*"), deny("kms:*", on: ["arn:aws:kms:*:*:key/*"]))]]
    let arn = small.role("r", [document(allow("kms:*"))])
    let engine = small.engine
    let access = engine.effectiveAccess(of: try #require(engine.subject(arn)))
    #expect(!access.allowed.contains("kms:Decrypt"))
    #expect(access.containedActions.contains("kms:Decrypt"))
    #expect(access.onAllResources.contains("kms:CreateKey"))
  }
}
