import Model
import Testing

/// `Resource` entries that name a partition: resources of other partitions are ignored. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.
@Suite struct PartitionScopeTests {
  @Test(
    "an entry of another partition matches nothing",
    arguments: [
      ("aws", "*", true), ("aws", "arn:aws:*", true), ("aws", "arn:*", true),
      ("aws", "arn:*:*:*:*:*", true), ("aws", "arn:aws*:*", true), ("aws", "arn:aws-cn:*", false),
      ("aws", "arn:aws-us-gov:*:*:*:*", false), ("aws", "arn:aws-*:*", false),
      ("aws-cn", "arn:aws:*", false), ("aws-cn", "arn:aws-cn:*", true),
      ("aws-cn", "arn:aws-??:*", true), ("aws-cn", "arn:*:iam::*:role/*", true),
      ("aws-us-gov", "arn:aws:iam::*:*", false), ("aws-us-gov", "arn:aws-us-gov:iam::*:*", true),
      ("aws-us-gov", "arn:aws-us:iam::*:*", false), ("aws-iso-b", "arn:aws-iso:*", false),
      ("aws-new", "arn:aws-new:*", true), ("aws-new", "arn:aws:*", false),
    ])
  func allowing(partition: String, entry: String, isAllowed: Bool) throws {
    var small = SmallAccount()
    small.partition = partition
    let arn = small.user("ann", [document(allow("*", on: [entry]))])
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    let role = "arn:\(partition):iam::123456789012:role/r"
    let asked = AccessRequest(action: "iam:GetRole", resource: role)
    #expect(engine.decide(asked, by: subject).isAllowed == isAllowed)
    let access = engine.effectiveAccess(of: subject)
    #expect(access.unrestricted.contains("iam:GetRole") == isAllowed)
    let administers = isAllowed && !entry.contains(":iam:")
    #expect((access.administrator == .yes) == administers)
  }

  @Test(
    "excluding resources of another partition excludes nothing",
    arguments: [
      ("aws-cn", "arn:aws:*", true), ("aws-cn", "arn:aws-cn:*", false),
      ("aws", "arn:aws-us-gov:*:*:*:*", true), ("aws", "arn:aws:*", false), ("aws", "*", false),
      ("aws-us-gov", "arn:*:iam::*:role/*", false),
    ])
  func leavingOut(partition: String, entry: String, isLeft: Bool) throws {
    var small = SmallAccount()
    small.partition = partition
    let statement = statement("Deny", "Action", ["*"], "NotResource", [entry])
    let arn = small.user("ann", [document(allow("*"), statement)])
    let engine = small.engine
    let access = engine.effectiveAccess(of: try #require(engine.subject(arn)))
    #expect(access.allowed.contains("iam:GetRole") == !isLeft)
  }
}
