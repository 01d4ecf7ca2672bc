import Testing

@testable import Model

/// The accounts whose principals a condition on `aws:PrincipalArn` or `aws:PrincipalAccount` admits.
@Suite struct PrincipalAccountsTests {
  private static let own = "123456789012"
  private static let tenAccounts = (0...9).map { "12345678901\($0)" }

  private static let byARN: [(String, String, [String]?)] = [
    ("ArnLike", "arn:aws:iam::123456789012:role/*", [own]),
    ("ArnLike", "arn:*:iam::123456789012:role/*", [own]),
    ("ArnLike", "arn:aws*:iam::123456789012:*", [own]),
    ("ArnEquals", "arn:aws-??:*::123456789012:user/x", [own]),
    ("ArnLike", "*:*:*:*:123456789012:*", [own]),
    ("ArnLike", "arn:aws:iam::123456789012*", [own]),
    ("ArnLike", "arn:aws:iam::12345678901*:root", tenAccounts),
    ("ArnLike", "arn:aws:iam::12345678901?:root", tenAccounts),
    ("ArnLike", "arn:aws:iam::1234567890??:root", nil),
    ("ArnLike", "arn:aws:iam::*:role/x", nil),
    ("ArnLike", "arn:*", nil),
    ("ArnLike", "*", nil),
    // No principal has such an ARN.
    ("ArnLike", "arn:aws:iam:eu-west-1:123456789012:role/x", []),
    ("ArnLike", "arn:aws:s3:::x", []),
    ("ArnLike", "arn:aws:iam::1234567890123:role/x", []),
    ("ArnLike", "arn:aws:iam::123456789012", []),
    ("ArnLike", "arn:azure:iam::123456789012:role/x", []),
    // The whole text is compared, and a path can contain colons:
    // arn:aws:iam::999999999999:role/a:iam::123456789012:role/b
    ("StringLike", "arn:aws:iam::123456789012:role/*", [own]),
    ("StringLike", "arn:aws:iam::123456789012*", [own]),
    ("StringLike", "arn:aws-*:iam::123456789012:role/b", nil),
    ("StringLike", "arn:aws*:iam::123456789012:role/b", nil),
    ("StringLike", "*:123456789012:*", nil),
    ("StringLike", "arn:???:iam::123456789012:role/b", [own]),
    ("StringLike", "arn:aws:???::123456789012:federated-user/*", [own]),
    ("StringLike", "arn:aws:iam::1234567??012:role/b", nil),
    ("StringEquals", "arn:aws:iam::123456789012:role/b", [own]),
    ("StringEquals", "arn:aws:iam::*:role/deploy", []),
    ("StringEquals", "arn:aws:iam::12345678901?:role/deploy", []),
    ("StringEqualsIgnoreCase", "ARN:AWS:IAM::123456789012:role/b", [own]),
    ("ArnLike", "arn:aws:iam::${aws:PrincipalAccount}:role/b", nil),
    ("ArnLike", "${aws:PrincipalTag/arn}", nil),
    ("StringEquals", "arn:aws:iam::123456789012:role/${aws:username}", [own]),
    ("StringLike", "arn:aws:iam::123456789012:role/${*}", [own]),
    ("DateEquals", "2026-01-01", nil),
  ]

  @Test(
    "accounts by ARN; nil for all, or too many to list",
    arguments: byARN)
  func arns(_ name: String, _ value: String, _ accounts: [String]?) throws {
    let comparison = try #require(ConditionOperator(name)).comparison
    #expect(PrincipalAccounts(comparison, variables: true).ofARN(fitting: value) == accounts)
  }

  private static let byID: [(String, String, [String]?)] = [
    ("StringEquals", own, [own]), ("StringEquals", "1234*", []), ("StringLike", "1234*", nil),
    ("StringLike", "123456789012*", [own]), ("StringLike", "*", nil),
    ("StringLike", "12345678901", []), ("StringLike", "?23456789012", nil),
    ("NumericEquals", own, [own]), ("NumericEquals", "12", ["000000000012"]),
    ("NumericEquals", "1e11", nil), ("NumericEquals", "x", []),
    ("NumericEquals", "1234567890123", []), ("StringEquals", "${aws:ResourceAccount}", nil),
  ]

  @Test(
    "accounts by ID",
    arguments: byID)
  func ids(_ name: String, _ value: String, _ accounts: [String]?) throws {
    let comparison = try #require(ConditionOperator(name)).comparison
    let found = PrincipalAccounts(comparison, variables: true).fitting(value)
    // Ten IDs can be listed.
    #expect(found == accounts || accounts == nil && found?.count ?? 10 == 10)
  }

  @Test("in policies without variables, ${ is plain text")
  func oldVersion() {
    let accounts = PrincipalAccounts(.stringEquals, variables: false)
    #expect(accounts.ofARN(fitting: "arn:aws:iam::${aws:PrincipalAccount}:role/x") == [])
  }
}

/// Texts that tell combinations of patterns apart.
@Suite struct WildcardSampleTests {
  private static let long = String(repeating: "a", count: 300) + "*"

  @Test(
    "one text for each combination that a text can match",
    arguments: [
      ([], 1), (["eu-*"], 2), (["eu-*", "us-*"], 3), (["eu-*", "*-1"], 4), (["*"], 1),
      (["eu-*", "eu-west-*"], 3), (["*-*-*", "??-*"], 4), (["a*", "*b", "*c*"], 8),
      (["a", "a*"], 3), (["eu-*", "us-*", "ap-*", "ca-*"], nil),
      ([long], nil),
    ] as [([String], Int?)])
  func samples(_ patterns: [String], _ count: Int?) throws {
    let samples = WildcardPattern.samples(of: patterns, excluding: ["xk7"])
    #expect(samples?.count == count, "\(samples ?? [])")
    let combinations = (samples ?? []).map { sample in
      patterns.map { WildcardPattern($0).matches(sample) }
    }
    #expect(Set(combinations).count == combinations.count)
    #expect(samples?.contains("xk7") != true)
  }
}
