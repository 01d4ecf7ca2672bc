import Testing

@testable import Model

/// Users and roles that a principal can create and then use: any name that its statements, its
/// boundary and the SCPs allow together. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html.
@Suite struct NewPrincipalTests {
  struct Row: CustomTestStringConvertible, Sendable {
    let name: String
    let own: [String]
    var existing: [String] = []
    var boundary: String?
    var control: String?
    /// Whether the path is certain, conditional or blocked; nil for none.
    let expected: Expected?
    var testDescription: String { name }
  }

  enum Expected: Sendable { case certain, conditional, blocked }

  private static func role(_ names: String...) -> [String] {
    names.map { "arn:aws:iam::123456789012:role/\($0)" }
  }

  private static func making(_ create: [String], _ put: [String]) -> [String] {
    [allow("iam:CreateRole", on: create), allow("iam:PutRolePolicy", on: put)]
  }

  private static let any = making(["*"], ["*"])
  private static let mfa = #"{"Bool":{"aws:MultiFactorAuthPresent":"true"}}"#

  static let rows: [Row] = [
    Row(
      name: "patterns that have names in common", own: making(role("a*"), role("*b")),
      expected: .certain),
    Row(name: "patterns that have none", own: making(role("a*"), role("b*")), expected: nil),
    Row(
      name: "one name for each pattern of three", own: making(role("a*", "c*"), role("b*", "*c")),
      expected: .certain),
    Row(name: "single characters", own: making(role("ci-??"), role("*-7?")), expected: .certain),
    Row(name: "a path", own: making(role("app/*"), role("*/web")), expected: .certain),
    Row(name: "a reserved path", own: making(role("aws-service-role/*"), ["*"]), expected: nil),
    Row(
      name: "a literal name that is free", own: making(role("new-one"), ["*"]), expected: .certain),
    Row(
      name: "a literal name that exists", own: making(role("here"), ["*"]), existing: ["here"],
      expected: nil),
    Row(
      name: "a name that exists in another case", own: making(role("Here"), ["*"]),
      existing: ["here"], expected: nil),
    Row(
      name: "other names than those that exist", own: making(role("b*"), ["*"]),
      existing: ["bnew", "bcreated", "bxk7", "bx", "b"], expected: .certain),
    Row(
      name: "a Deny of some names", own: any + [deny("iam:*", on: role("n*", "c*", "x*"))],
      expected: .certain),
    Row(
      name: "a Deny of all but some",
      own: any + [statement("Deny", "Action", ["iam:PutRolePolicy"], "NotResource", role("app/*"))],
      expected: .certain),
    Row(
      name: "a Deny of all roles", own: any + [deny("iam:PutRolePolicy", on: role("*"))],
      expected: nil),
    Row(
      name: "a Deny of all but others",
      own: making(role("a*"), ["*"]) + [
        statement("Deny", "Action", ["iam:PutRolePolicy"], "NotResource", role("b*"))
      ], expected: nil),
    Row(
      name: "a conditional Deny of some names",
      own: any + [deny("iam:*", on: role("n*"), when: mfa)], expected: .certain),
    Row(
      name: "a conditional Deny of all names", own: any + [deny("iam:CreateRole", when: mfa)],
      expected: .conditional),
    Row(
      name: "an Allow of all but some",
      own: [
        allow("iam:CreateRole"),
        statement("Allow", "Action", ["iam:PutRolePolicy"], "NotResource", role("n*")),
      ], expected: .certain),
    Row(
      name: "a conditional Allow of more names",
      own: making(role("a*"), role("a*")) + [allow("iam:CreateRole", when: mfa)], expected: .certain
    ),
    Row(
      name: "a conditional Allow alone",
      own: [
        allow("iam:CreateRole", on: role("a*"), when: mfa),
        allow("iam:PutRolePolicy", on: role("*b")),
      ], expected: .conditional),
    Row(
      name: "the principal's own name in the pattern",
      own: making(role("new-${aws:username}"), role("new-*")), expected: .certain),
    Row(
      name: "another variable without a value", own: making(role("${saml:sub}-x"), role("*")),
      expected: .conditional),
    Row(
      name: "a boundary that leaves some names", own: any, boundary: allow("*", on: role("app-*")),
      expected: .certain),
    Row(
      name: "a boundary that leaves other names", own: making(role("a*"), role("a*")),
      boundary: allow("*", on: role("b-*")), expected: .blocked),
    Row(
      name: "an SCP that leaves some names", own: any,
      control: allow("*") + "," + statement("Deny", "Action", ["*"], "NotResource", role("app-*")),
      expected: .certain),
    Row(
      name: "an SCP that leaves none", own: any, control: allow("*") + "," + deny("iam:CreateRole"),
      expected: .blocked),
    Row(
      name: "assuming the new role is denied for some names",
      own: any + [deny("sts:AssumeRole", on: role("n*"))], expected: .certain),
    Row(
      name: "assuming the new role is denied for all names", own: any + [deny("sts:AssumeRole")],
      expected: .certain),
    Row(
      name: "an SCP denies assuming roles", own: any,
      control: allow("*") + "," + deny("sts:*"), expected: .certain),
    Row(
      name: "the type in a wildcard",
      own: making(["arn:aws:iam::123456789012:*/x-*"], ["arn:aws:iam::123456789012:ro*y"]),
      expected: .certain),
    Row(
      name: "the type of users", own: making(["arn:aws:iam::123456789012:user*x-*"], ["*"]),
      expected: nil),
  ]

  @Test("a new role can have any name that is allowed by all", arguments: rows)
  func names(row: Row) {
    var small = SmallAccount()
    for name in row.existing { small.role(name) }
    if let boundary = row.boundary { small.managed("limit", document(boundary)) }
    if let control = row.control { small.levels = [[document(control)]] }
    let me = small.user(
      "me", row.own.map { document($0) }, boundary: row.boundary.map { _ in "limit" })
    let report = small.engine.escalations().first { $0.subject == me }
    let id = "iam-create-role-put-policy"
    let open = report?.open.first { $0.path.id == id }
    let blocked = report?.contained.contains { $0.path.id == id } ?? false
    switch row.expected {
    case .certain:
      #expect(open?.isConditional == false)
      #expect(open?.gain == .administrator)
    case .conditional: #expect(open?.isConditional == true)
    case .blocked: #expect(open == nil && blocked)
    case nil: #expect(open == nil && !blocked)
    }
  }

  @Test("a role within a boundary can name its own session in the trust policy that it writes")
  func ownSession() {
    var small = SmallAccount()
    small.managed("limit", document(allow("iam:CreateRole", "iam:PutRolePolicy")))
    let me = small.role(
      "me", Self.making(Self.role("x-*"), Self.role("*-y")).map { document($0) }, boundary: "limit")
    let report = small.engine.escalations().first { $0.subject == me }
    #expect(report?.isCertain == true)
    #expect(report?.chain.first?.escalation.path.id == "iam-create-role-put-policy")
  }
}
