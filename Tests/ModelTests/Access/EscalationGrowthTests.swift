import Testing

@testable import Model

/// Twice as many principals take about twice the work, regardless of their permissions.
@Suite struct EscalationGrowthTests {
  struct Shape: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let build: @Sendable (inout SmallAccount, Int) -> Void
  }

  private static let own = #"{"AWS":"arn:aws:iam::123456789012:root"}"#
  private static let lambda = #"{"Service":"lambda.amazonaws.com"}"#
  private static let bounded =
    #"{"StringEquals":{"iam:PermissionsBoundary":"arn:aws:iam::123456789012:policy/limit"}}"#
  private static func role(_ name: String) -> String { "arn:aws:iam::123456789012:role/\(name)" }

  static let shapes = [
    Shape(testDescription: "roles that can assume role/w-*") { small, count in
      for number in 0..<count {
        small.role(
          "w-\(number)", [document(allow("sts:AssumeRole", on: [role("w-*")]))], trusts: own)
      }
    },
    Shape(testDescription: "the same, with a role that none of them can assume") { small, count in
      small.role("strong", [document(allow("*"))], trusts: own)
      for number in 0..<count {
        small.role(
          "w-\(number)", [document(allow("sts:AssumeRole", on: [role("w-*")]))], trusts: own)
      }
    },
    Shape(testDescription: "roles that pass role/fn-* to Lambda") { small, count in
      small.role("strong", [document(allow("*"))], trusts: lambda)
      for number in 0..<count {
        small.role(
          "fn-\(number)",
          [document(allow("iam:PassRole", on: [role("fn-*")]), allow("lambda:*"))],
          trusts: lambda)
      }
    },
    Shape(testDescription: "roles that create roles with a required boundary") { small, count in
      small.managed("limit", document(allow("s3:*", "iam:*")))
      for number in 0..<count {
        small.role(
          "m\(number)",
          [
            document(
              allow("iam:CreateRole", "iam:PutRolePolicy", "iam:AttachRolePolicy", when: bounded))
          ], boundary: "limit")
      }
    },
    Shape(testDescription: "the same, with roles without a boundary") { small, count in
      small.managed("limit", document(allow("s3:*", "iam:*")))
      for number in 0..<count / 2 {
        small.role("free\(number)")
        small.role(
          "m\(number)", [document(allow("iam:PutRolePolicy", when: bounded))], boundary: "limit")
      }
    },
    Shape(testDescription: "users of helpers that can change another user") { small, count in
      small.user("other", [document(allow("s3:*"))])
      for number in 0..<count {
        small.user("u\(number)", [document(allow("sts:AssumeRole", on: [role("h*")]))])
        small.role(
          "h\(number)",
          [document(allow("iam:PutUserPolicy", on: ["arn:aws:iam::123456789012:user/other"]))],
          trusts: own)
      }
    },
    Shape(testDescription: "users that create access keys for each other") { small, count in
      for number in 0..<count {
        small.user(
          "u\(number)",
          [document(allow("iam:CreateAccessKey", on: ["arn:aws:iam::123456789012:user/u*"]))])
      }
    },
    Shape(testDescription: "users that can edit a policy that nobody has") { small, count in
      for number in 0..<count {
        small.managed("p\(number)", document(allow("sqs:ListQueues")))
        small.role("r\(number)", attached: ["p\(number)"], trusts: own)
        small.user(
          "u\(number)",
          [
            document(
              allow("iam:CreatePolicyVersion", on: ["arn:aws:iam::123456789012:policy/x*"]),
              allow("sts:AssumeRole"))
          ])
      }
    },
    Shape(testDescription: "roles that allow every principal") { small, count in
      for number in 0..<count { small.role("r\(number)", trusts: #"{"AWS":"*"}"#) }
    },
    Shape(testDescription: "roles that are named in the trust policy of a strong role") {
      small, count in
      let names = (0..<count).map { "\"\(role("r\($0)"))\"" }.joined(separator: ",")
      for number in 0..<count { small.role("r\(number)") }
      small.role("strong", [document(allow("*"))], trusts: #"{"AWS":[\#(names)]}"#)
    },
    Shape(testDescription: "name patterns that one user can create") { small, count in
      let names = (0..<count).map { "arn:aws:iam::123456789012:user/a\($0)*" }
      small.user(
        "u", [document(allow("iam:CreateUser", "iam:PutUserPolicy", on: names, when: bounded))])
    },
    Shape(testDescription: "users that can tag themselves as roles require") { small, count in
      for number in 0..<count {
        let tag = #"{"StringEquals":{"aws:PrincipalTag/team":"t\#(number)"}}"#
        small.role("r\(number)", trust: document(TagScene.trust(when: tag)))
        small.user("u\(number)", [document(allow("iam:TagUser", "sts:AssumeRole"))])
      }
    },
    Shape(testDescription: "users that can tag roles with conditions on tags") { small, count in
      let denied = #"{"StringEquals":{"aws:PrincipalTag/team":"guest"}}"#
      let open = #"{"StringEquals":{"aws:ResourceTag/open":"yes"}}"#
      for number in 0..<count {
        small.role(
          "r\(number)", [document(allow("s3:*"), deny("s3:*", when: denied))],
          trust: document(TagScene.trust(when: open)))
        small.user("u\(number)", [document(allow("iam:TagRole", "sts:AssumeRole"))])
      }
    },
  ]

  private func work(_ shape: Shape, _ count: Int) -> Int {
    var small = SmallAccount()
    shape.build(&small, count)
    let counter = WorkCounter()
    _ = AccessEngine(small.account, work: counter).escalations()
    return counter.total
  }

  @Test("twice as many principals take at most 2.3 times the work", arguments: shapes)
  func growth(shape: Shape) {
    let (once, twice) = (work(shape, 80), work(shape, 160))
    #expect(Double(twice) <= 2.3 * Double(max(once, 40)), "\(once) steps, then \(twice)")
  }

  @Test(
    "a search among hundreds of unreachable principals reports nothing",
    arguments: [
      allow("sts:AssumeRole", on: [role("x-*")]),
      allow("iam:PutRolePolicy", "iam:AttachRolePolicy", when: bounded),
      allow("iam:PutRolePolicy", on: [role("x-*")]),
      allow("iam:CreatePolicyVersion", on: ["arn:aws:iam::123456789012:policy/x*"])
        + "," + allow("sts:AssumeRole", on: [role("r*")]),
      allow("iam:PassRole", on: [role("x-*")]) + "," + allow("lambda:*"),
      allow("iam:CreateAccessKey", on: ["arn:aws:iam::123456789012:user/x*"]),
    ]) func silent(statements: String)
  {
    var small = SmallAccount()
    small.managed("limit", document(allow("s3:*", "iam:*")))
    small.managed("own", document(allow("sqs:ListQueues")))
    for number in 0..<300 {
      small.role("r\(number)", attached: ["own"], boundary: "limit", trusts: Self.own)
      small.user("u\(number)", attached: ["own"], boundary: "limit")
    }
    small.role("full", [document(allow("*"))], trusts: Self.lambda)
    let me = small.user("me", [document(statements)])
    let report = small.engine.escalations().first { $0.subject == me }
    #expect(report?.open.map(\.path.id) ?? [] == [])
  }

  @Test(
    "a search that reaches its limit reports that another combination may work",
    arguments: [(0, true), (40_000, false)])
  func givenUp(padding: Int, isKnown: Bool) throws {
    var small = SmallAccount()
    let closed = #"{"StringEquals":{"aws:PrincipalTag/team":"none"}}"#
    for number in 0..<40 {
      let trust = document(
        #"{"Effect":"Allow","Principal":\#(Self.own),"Action":"sts:AssumeRole","#
          + #""Condition":\#(closed)}"#)
      small.role("a\(number)", [document(allow("*"))], trust: trust)
    }
    small.role("z", [document(allow("*"))], trusts: Self.own)
    let others = (0..<padding).map { "arn:aws:s3:::b\($0)" }
    let me = small.user(
      "me",
      [document(allow("sts:AssumeRole"))]
        + (padding > 0 ? [document(allow("s3:GetObject", on: others))] : []))
    let report = try #require(small.engine.escalations().first { $0.subject == me })
    let found = try #require(report.open.first)
    #expect(found.gain == (isKnown ? .administrator : .unknownRole))
    #expect(found.target?.resource == (isKnown ? "role/z" : nil))
    #expect(found.isConditional == !isKnown)
  }
}
