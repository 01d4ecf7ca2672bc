import Testing

@testable import Model

/// Paths through an instance whose tags the evidence shows.
@Suite struct ResourceTagsTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let statements: [String]
    /// The actions of the path; empty for none.
    let expected: [String]
    var testDescription: String { name }

    init(_ name: String, _ statements: [String], _ expected: [String]) {
      (self.name, self.statements, self.expected) = (name, statements, expected)
    }
  }

  private static func tag(_ operator: String, _ key: String, _ value: String) -> String {
    "{\"\(`operator`)\":{\"\(key)\":\"\(value)\"}}"
  }

  private static func session(_ when: String?) -> String { allow("ssm:StartSession", when: when) }
  private static let start = "ssm:StartSession"

  static let rows: [Row] = [
    Row("no condition", [session(nil)], [start]),
    Row(
      "only instances with the tag", [session(tag("StringEquals", "aws:ResourceTag/env", "prod"))],
      [start]),
    Row(
      "only instances with another tag",
      [session(tag("StringEquals", "aws:ResourceTag/env", "dev"))], []),
    Row(
      "the key of Systems Manager, another value",
      [session(tag("StringEquals", "ssm:resourceTag/env", "dev"))], []),
    Row(
      "another value, which the principal can set",
      [
        session(tag("StringEquals", "aws:ResourceTag/env", "dev")), allow("ec2:CreateTags"),
      ], ["ec2:CreateTags", start]),
    Row(
      "another value, but only other tags can be set",
      [
        session(tag("StringEquals", "aws:ResourceTag/env", "dev")),
        allow("ec2:CreateTags", when: tag("ForAllValues:StringEquals", "aws:TagKeys", "team")),
      ], []),
    Row(
      "another value, but other instances can be tagged",
      [
        session(tag("StringEquals", "aws:ResourceTag/env", "dev")),
        allow("ec2:CreateTags", on: ["arn:aws:ec2:*:*:instance/i-2"]),
      ], []),
    Row(
      "a Deny by the tag",
      [
        session(nil), deny(start, when: tag("StringEquals", "aws:ResourceTag/env", "prod")),
      ], []),
    Row(
      "a Deny by the tag, which can be removed",
      [
        session(nil), deny(start, when: tag("StringEquals", "aws:ResourceTag/env", "prod")),
        allow("ec2:DeleteTags"),
      ], ["ec2:DeleteTags", start]),
    Row(
      "a Deny by a tag that the instance does not have",
      [
        session(nil), deny(start, when: tag("StringEquals", "aws:ResourceTag/held", "yes")),
      ], [start]),
  ]

  @Test("the tags are as they are, or as the principal can make them", arguments: rows)
  func instances(row: Row) {
    var small = SmallAccount()
    small.role(
      "adm", [document(allow("*"))], trusts: #"{"Service":"ec2.amazonaws.com"}"#, profile: "adm")
    small.instances = [
      Instance(
        id: "i-1", name: nil, state: "running", region: "eu-west-1", account: SmallAccount.id,
        profile: SmallAccount.arn("instance-profile", "adm"),
        tags: [Tag(key: "env", value: "prod")], citation: SmallAccount.nowhere)
    ]
    let me = small.user("me", row.statements.map { document($0) })
    let report = small.engine.escalations().first { $0.subject == me }
    let way = report?.open.first { $0.path.id == "ssm-001" }
    #expect((way?.steps.map(\.action) ?? []) == row.expected)
  }
}
