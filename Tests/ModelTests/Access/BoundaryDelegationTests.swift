import Testing

@testable import Model

/// A principal that creates principals must not be able to evade the boundary. Each row is a case
/// of
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate.
@Suite struct BoundaryDelegationTests {
  private static let edge = "arn:aws:iam::123456789012:policy/edge"
  private static let ifBound = #"{"StringEquals":{"iam:PermissionsBoundary":"\#(edge)"}}"#
  private static let unlessBound = #"{"StringNotEquals":{"iam:PermissionsBoundary":"\#(edge)"}}"#

  /// `way action` for each gap, with `?` if a condition is open and `~` if the gap is blocked.
  private func gaps(
    _ statements: [String], boundary: PolicyDocument? = nil, levels: [[PolicyDocument]] = []
  ) throws -> String {
    var small = SmallAccount()
    small.levels = levels
    if let boundary { small.managed("edge", boundary) }
    let arn = small.user(
      "maker", statements.map { document($0) }, boundary: boundary.map { _ in "edge" })
    let engine = small.engine
    let subject = try #require(engine.subject(arn))
    return engine.boundaryDelegation(of: subject).gaps.map { gap in
      let mark = gap.limitedBy.isEmpty ? gap.isConditional ? "?" : "" : "~"
      return "\(gap.way.rawValue) \(gap.action.dropFirst(4))\(mark)"
    }.joined(separator: ", ")
  }

  @Test(
    "these actions evade a boundary",
    arguments: [
      ([allow("iam:CreateRole")], "creates CreateRole"),
      ([allow("iam:Create*")], "creates CreateRole, creates CreateUser"),
      ([allow("iam:CreateRole", on: ["arn:aws:iam::*:role/app/*"])], "creates CreateRole"),
      ([allow("iam:PutUserPolicy")], "changes PutUserPolicy"),
      ([allow("iam:CreateUser", when: ifSecure)], "creates CreateUser?"),
      ([allow("iam:CreateRole", on: ["arn:aws:iam::123456789012:user/*"])], ""),
      ([allow("iam:ListRoles", "iam:PassRole")], ""),
      // The condition requires the boundary.
      ([allow("iam:CreateRole", "iam:PutRolePolicy", when: ifBound)], ""),
      (
        [
          allow("iam:CreateRole"),
          deny("iam:CreateRole", when: unlessBound),
        ], ""
      ),
      // `…IfExists` is met without a boundary.
      (
        [
          allow(
            "iam:CreateRole",
            when: #"{"StringEqualsIfExists":{"iam:PermissionsBoundary":"\#(edge)"}}"#)
        ], "creates CreateRole"
      ),
      // The boundary is required for creating, but not for changing.
      (
        [allow("iam:CreateRole", when: ifBound), allow("iam:AttachRolePolicy")],
        "changes AttachRolePolicy"
      ),
      // Actions that remove the boundary, replace it or change its text.
      (
        [
          allow("iam:CreateRole", when: ifBound), allow("iam:DeleteRolePermissionsBoundary"),
        ], "removes DeleteRolePermissionsBoundary"
      ),
      (
        [
          allow("iam:CreateRole", "iam:DeleteRolePermissionsBoundary", when: ifBound),
          deny("iam:DeleteRolePermissionsBoundary"),
        ], ""
      ),
      (
        [allow("iam:CreateRole", when: ifBound), allow("iam:PutRolePermissionsBoundary")],
        "replaces PutRolePermissionsBoundary"
      ),
      ([allow("iam:CreateRole", "iam:PutRolePermissionsBoundary", when: ifBound)], ""),
      (
        [allow("iam:CreateRole", when: ifBound), allow("iam:CreatePolicyVersion")],
        "edits CreatePolicyVersion"
      ),
      (
        [
          allow("iam:CreateRole", when: ifBound), allow("iam:CreatePolicyVersion"),
          deny("iam:CreatePolicyVersion", on: [edge]),
        ], ""
      ),
    ])
  func ways(_ statements: [String], _ expected: String) throws {
    #expect(try gaps(statements) == expected)
  }

  @Test(
    "the principal's own boundary and SCPs block such actions",
    arguments: [
      (document(allow("s3:*")), "creates CreateRole~"),
      (document(allow("*")), "creates CreateRole"),
      (document(allow("*"), deny("iam:CreateRole", when: unlessBound)), "creates CreateRole~"),
      (
        document(allow("iam:*", on: ["arn:aws:iam::123456789012:role/team-*"])),
        "creates CreateRole"
      ),
    ])
  func contained(_ limit: PolicyDocument, _ expected: String) throws {
    #expect(try gaps([allow("iam:CreateRole")], boundary: limit) == expected)
    #expect(try gaps([allow("iam:CreateRole")], levels: [[limit]]) == expected)
  }

  @Test("a principal with a boundary must not edit or remove it")
  func own() throws {
    let all = document(allow("*"))
    #expect(
      try gaps(
        [allow("iam:CreatePolicyVersion", "iam:DeleteUserPermissionsBoundary")], boundary: all)
        == "removes DeleteUserPermissionsBoundary, edits CreatePolicyVersion")
    #expect(try gaps([allow("iam:CreatePolicyVersion")]) == "")
  }
}
