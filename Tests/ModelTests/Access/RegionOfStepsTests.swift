import Testing

@testable import Model

/// Conditions on the region of the steps of one path. Rules:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion
@Suite struct RegionOfStepsTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let pass: String
    let create: String
    let invoke: String
    var more: String?
    /// Whether the path is found, and whether it is certain.
    let isFound: Bool
  }

  private static func inRegions(_ regions: String, _ name: String = "StringEquals") -> String {
    #"{"\#(name)":{"aws:RequestedRegion":[\#(regions)]}}"#
  }

  private static let ireland = inRegions(#""eu-west-1""#)
  private static let virginia = inRegions(#""us-east-1""#)
  private static let europe = inRegions(#""eu-*""#, "StringLike")
  private static let elsewhere = inRegions(#""eu-west-1""#, "StringNotEquals")
  private static let functions = ["arn:aws:lambda:us-east-1:123456789012:function:*"]
  private static let passing = allow("iam:PassRole")
  private static let creating = allow("lambda:CreateFunction", when: ireland)
  private static let invoking = allow("lambda:InvokeFunction", when: ireland)

  static let rows: [Row] = [
    Row(
      testDescription: "one region for all", pass: passing, create: creating, invoke: invoking,
      isFound: true),
    Row(
      testDescription: "two regions", pass: passing, create: creating,
      invoke: allow("lambda:InvokeFunction", when: virginia), isFound: false),
    Row(
      testDescription: "a region that matches a pattern", pass: passing,
      create: allow("lambda:CreateFunction", when: europe), invoke: invoking, isFound: true),
    Row(
      testDescription: "all regions except this one", pass: passing,
      create: allow("lambda:CreateFunction", when: elsewhere), invoke: invoking, isFound: false),
    Row(
      testDescription: "the role is passed in another region",
      pass: allow("iam:PassRole", when: virginia), create: creating, invoke: invoking,
      isFound: false),
    Row(
      testDescription: "the role is passed in the same region",
      pass: allow("iam:PassRole", when: europe), create: creating, invoke: invoking,
      isFound: true),
    Row(
      testDescription: "an ARN in another region", pass: passing, create: creating,
      invoke: allow("lambda:InvokeFunction", on: functions), isFound: false),
    Row(
      testDescription: "an ARN in the same region", pass: passing,
      create: allow("lambda:CreateFunction", when: virginia),
      invoke: allow("lambda:InvokeFunction", on: functions), isFound: true),
    Row(
      testDescription: "a Deny outside the region", pass: passing,
      create: allow("lambda:CreateFunction"), invoke: allow("lambda:InvokeFunction", on: functions),
      more: deny("lambda:*", when: elsewhere), isFound: false),
    Row(
      testDescription: "a Deny that excludes the region", pass: passing,
      create: allow("lambda:CreateFunction"), invoke: allow("lambda:InvokeFunction"),
      more: deny("*", when: elsewhere), isFound: true),
    Row(
      testDescription: "an unknown region", pass: passing,
      create: allow("lambda:CreateFunction", when: inRegions(#""eu-north-7""#)),
      invoke: allow("lambda:InvokeFunction"), isFound: true),
    Row(
      testDescription: "a region in another partition", pass: passing,
      create: allow("lambda:CreateFunction", when: inRegions(#""cn-north-1""#)),
      invoke: allow("lambda:InvokeFunction"), isFound: false),
  ]

  @Test("all steps must be possible in one region", arguments: rows) func steps(row: Row) {
    var small = SmallAccount()
    small.role(
      "admin", [document(allow("*"))], trusts: #"{"Service":"lambda.amazonaws.com"}"#)
    let statements = [row.pass, row.create, row.invoke] + (row.more.map { [$0] } ?? [])
    let me = small.user("me", statements.map { document($0) })
    let report = small.engine.escalations().first { $0.subject == me }
    #expect((report?.open.first { $0.path.id == "lambda-001" } != nil) == row.isFound)
    #expect(report?.isCertain ?? false == row.isFound)
  }

  @Test("a bucket can be in a different region from the steps")
  func bucket() {
    var small = SmallAccount()
    small.role("admin", [document(allow("*"))], trusts: #"{"Service":"omics.amazonaws.com"}"#)
    let me = small.user(
      "me",
      [
        document(
          allow("iam:PassRole"),
          allow("omics:CreateWorkflow", "omics:StartRun", when: Self.ireland),
          allow("s3:GetObject", when: Self.virginia))
      ])
    let report = small.engine.escalations().first { $0.subject == me }
    #expect(report?.open.map(\.path.id) == ["omics-001"])
  }

  @Test("a resource that is changed in one region is not used in another")
  func existing() {
    var small = SmallAccount()
    small.role("admin", [document(allow("*"))], trusts: #"{"Service":"states.amazonaws.com"}"#)
    func paths(_ when: String) -> [String] {
      var small = small
      let me = small.user(
        "me",
        [
          document(
            allow("states:UpdateStateMachine", when: Self.ireland),
            allow("states:StartExecution", when: when))
        ])
      let report = small.engine.escalations().first { $0.subject == me }
      return report?.open.map(\.path.id) ?? []
    }
    #expect(paths(Self.virginia).isEmpty)
    #expect(paths(Self.europe) == ["stepfunctions-002"])
  }
}
