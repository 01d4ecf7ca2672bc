import Testing

@testable import Model

/// Steps that need the same resource, where Denies, boundary or SCPs tell resources apart.
@Suite struct JointLimitTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let statements: [String]
    var boundary: [String]?
    var control: [String]?
    /// `certain`, `conditional`, `blocked` or `none`.
    let expected: String
    var testDescription: String { name }
  }

  private static let everything = [allow("lambda:CreateFunction"), allow("lambda:InvokeFunction")]

  private static func functions(_ texts: [String]) -> [String] {
    texts.map { "arn:aws:lambda:" + $0.replacing(" ", with: ":123456789012:function:") }
  }

  private static func denied(_ action: String, on texts: [String], when: String? = nil) -> String {
    deny("lambda:" + action, on: functions(texts), when: when)
  }

  private static func deniedExcept(_ action: String, _ texts: [String]) -> String {
    statement("Deny", "Action", ["lambda:" + action], "NotResource", functions(texts))
  }

  private static func allowed(_ action: String, _ texts: [String]) -> String {
    allow("lambda:" + action, on: functions(texts))
  }

  static let rows: [Row] = [
    Row(
      name: "Denies of two names leave all others",
      statements: everything + [
        denied("CreateFunction", on: ["* a"]), denied("InvokeFunction", on: ["* b"]),
      ], expected: "certain"),
    Row(
      name: "Denies leave names of different beginnings",
      statements: everything + [
        deniedExcept("CreateFunction", ["* a-*"]), deniedExcept("InvokeFunction", ["* b-*"]),
      ], expected: "none"),
    Row(
      name: "Denies leave beginnings that meet",
      statements: everything + [
        deniedExcept("CreateFunction", ["* a-*"]), deniedExcept("InvokeFunction", ["* *-b"]),
      ], expected: "certain"),
    Row(
      name: "Denies leave different Regions",
      statements: everything + [
        deniedExcept("CreateFunction", ["us-* *"]), denied("InvokeFunction", on: ["us-* *"]),
      ], expected: "none"),
    Row(
      name: "Denies leave one Region",
      statements: everything + [
        deniedExcept("CreateFunction", ["us-* *"]),
        denied("InvokeFunction", on: ["us-east-1 *", "us-west-* *"]),
      ], expected: "certain"),
    Row(
      name: "a conditional Deny of all functions",
      statements: everything + [denied("InvokeFunction", on: ["* *"], when: ifSecure)],
      expected: "conditional"),
    Row(
      name: "a conditional Deny of some functions",
      statements: everything + [denied("InvokeFunction", on: ["* prod-*"], when: ifSecure)],
      expected: "certain"),
    Row(
      name: "a conditional Deny of what the other step allows",
      statements: [
        allowed("CreateFunction", ["* prod-*"]), allow("lambda:InvokeFunction"),
        denied("InvokeFunction", on: ["* prod-*"], when: ifSecure),
      ], expected: "conditional"),
    Row(
      name: "boundary and identity meet in a Region",
      statements: [allowed("CreateFunction", ["* a-*"]), allow("lambda:InvokeFunction")],
      boundary: [allow("iam:PassRole"), allow("lambda:*", on: functions(["ap-* *"]))],
      expected: "certain"),
    Row(
      name: "the boundary allows other names than the identity policies",
      statements: [allowed("CreateFunction", ["* a-*"]), allow("lambda:InvokeFunction")],
      boundary: [allow("iam:PassRole"), allow("lambda:*", on: functions(["* b-*"]))],
      expected: "blocked"),
    Row(
      name: "the boundary leaves different functions to the steps", statements: everything,
      boundary: [
        allow("iam:PassRole"), allowed("CreateFunction", ["* a-?"]),
        allowed("InvokeFunction", ["* a-??"]),
      ], expected: "blocked"),
    Row(
      name: "the SCP leaves different functions to the steps", statements: everything,
      control: [
        allow("*"), deniedExcept("CreateFunction", ["* a-*"]),
        denied("InvokeFunction", on: ["* a*"]),
      ], expected: "blocked"),
    Row(
      name: "the SCP leaves some functions to both steps", statements: everything,
      control: [
        allow("*"), deniedExcept("CreateFunction", ["* a-*"]),
        denied("InvokeFunction", on: ["* a-b*"]),
      ], expected: "certain"),
    Row(
      name: "the version after an empty name",
      statements: [
        allowed("CreateFunction", ["* ab"]), allowed("InvokeFunction", ["* ab?"]),
      ], expected: "none"),
    Row(
      name: "the version of one digit",
      statements: [
        allowed("CreateFunction", ["* ab"]), allowed("InvokeFunction", ["* ab??"]),
      ], expected: "certain"),
  ]

  @Test("the steps share a resource that all policies leave", arguments: rows)
  func limits(row: Row) {
    var small = SmallAccount()
    small.role(
      "adm", [document(allow("*"))], trusts: #"{"Service":"lambda.amazonaws.com"}"#)
    func whole(_ statements: [String]) -> PolicyDocument {
      document(statements.joined(separator: ","))
    }
    if let boundary = row.boundary { small.managed("limit", whole(boundary)) }
    if let control = row.control { small.levels = [[whole(control)]] }
    let me = small.user(
      "me", [document(allow("iam:PassRole"))] + row.statements.map { document($0) },
      boundary: row.boundary == nil ? nil : "limit")
    let report = small.engine.escalations().first { $0.subject == me }
    func found(_ ways: [Escalation]?) -> Escalation? {
      ways?.first { $0.path.id == "lambda-001" }
    }
    let told =
      found(report?.open).map { $0.isConditional ? "conditional" : "certain" }
      ?? found(report?.contained).map { _ in "blocked" } ?? "none"
    #expect(told == row.expected)
  }
}
