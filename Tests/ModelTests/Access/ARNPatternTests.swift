import Model
import Testing

/// Rules: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
@Suite struct ARNPatternTests {
  @Test(
    "resources match the way AWS documents it",
    arguments: [
      ("*", "arn:aws:s3:::a/b", WildcardPattern.Match.yes),
      ("arn:aws:s3:::*", "arn:aws:s3:::a/b", .yes),
      ("arn:aws:s3:::a", "arn:aws:s3:::a/b", .no),
      ("arn:aws:s3:::a/*", "arn:aws:s3:::a/b/c:d", .yes),
      ("arn:aws:s3:::A", "arn:aws:s3:::a", .no),
      ("arn:aws:iam::*:role/x", "arn:aws:iam::123456789012:role/x", .yes),
      ("arn:aws:iam::123456789012:role/?", "arn:aws:iam::123456789012:role/x", .yes),
      ("arn:aws:iam::123456789012:role/?", "arn:aws:iam::123456789012:role/xy", .no),
      ("arn:aws:iam::123456789012:role/?", "arn:aws:iam::123456789012:role/é", .yes),
      ("arn:*:iam::*:policy/*", "arn:aws-cn:iam::123456789012:policy/x", .yes),
      ("arn:aws:iam::*:policy/*", "arn:aws-cn:iam::123456789012:policy/x", .no),
      ("arn:aws:iam::*", "arn:aws:iam::123456789012:role/x", .yes),
      ("arn:a*s:iam::123456789012:role/x", "arn:aws:iam::123456789012:role/x", .yes),
      ("arn:a*m::123456789012:role/x", "arn:aws:iam::123456789012:role/x", .no),
      ("*role/x", "arn:aws:iam::123456789012:role/x", .yes),
      ("arn:aws:iam::1*2:role/x", "arn:aws:iam::123456789012:role/x", .yes),
      ("arn:aws:iam::1*2:role/*", "arn:aws:iam::123:role/2:role/x", .no),
      ("arn:aws:sqs", "arn:aws:sqs:eu-west-1:123456789012:q", .yes),
      ("arn:aws:sqs:eu-west-1", "arn:aws:sqs:eu-west-1:123456789012:q", .yes),
      ("arn:aws:sqs:eu-west-2", "arn:aws:sqs:eu-west-1:123456789012:q", .no),
      ("arn:aws:sqs:*:123456789012", "arn:aws:sqs:eu-west-1:123456789012:q", .yes),
      ("arn:aws:sqs:*:210987654321", "arn:aws:sqs:eu-west-1:123456789012:q", .no),
      ("arn:aws:${aws:x}", "arn:aws:sqs:eu-west-1:123456789012:q", .possible),
      ("arn:aws:ec2:*:*:*/i-1", "arn:aws:ec2:eu-west-1:123456789012:instance/i-1", .yes),
      ("arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::alice/x", .possible),
      ("arn:aws:s3:::${aws:username}/*", "arn:aws:s3:::alice", .no),
      ("arn:aws:s3:::a${*}b", "arn:aws:s3:::a*b", .yes),
      ("arn:aws:s3:::a${*}b", "arn:aws:s3:::axb", .no),
    ]) func matching(pattern: String, arn: String, expected: WildcardPattern.Match)
  {
    #expect(ARNPattern(pattern).match(arn) == expected)
  }

  @Test("without variables, a dollar and braces are plain text")
  func oldVersion() {
    let pattern = ARNPattern("arn:aws:s3:::${aws:username}", variables: false)
    #expect(pattern.match("arn:aws:s3:::alice") == .no)
    #expect(pattern.match("arn:aws:s3:::${aws:username}") == .yes)
  }

  @Test(
    "patterns that match everything are detected in any form",
    arguments: [
      ("*", true), ("**", true), ("arn:*", true), ("arn:aws:*", true), ("arn:*:*:*:*:*", true),
      ("arn:aws*", true), ("arn:aws:*:*:*:*", true), ("arn:aws", true), ("arn:aws:s3", false),
      ("arn:aws:s3:::*", false), ("", false),
      ("?", false), ("arn:aws:iam::*", false),
    ]) func everything(pattern: String, expected: Bool)
  {
    #expect(ARNPattern(pattern).matchesEverything == expected)
  }

  @Test(
    "one pattern covers another only if that is certain",
    arguments: [
      ("arn:aws:s3:::*", "arn:aws:s3:::a*", true), ("arn:aws:s3:::a*", "arn:aws:s3:::*", false),
      ("*", "arn:aws:s3:::a", true), ("arn:aws:s3:::a?", "arn:aws:s3:::a*", false),
      ("arn:aws:s3:::a?", "arn:aws:s3:::ab", true), ("arn:aws:s3:::a", "arn:aws:s3:::a", true),
    ]) func covering(pattern: String, other: String, expected: Bool)
  {
    #expect(ARNPattern(pattern).covers(ARNPattern(other)) == expected)
  }

  @Test(
    "two patterns share a possible ARN only if all their segments overlap",
    arguments: [
      ("arn:aws:lambda:*:111111111111:*", "arn:aws:lambda:*:222222222222:*", false),
      (
        "arn:aws:lambda:*:111111111111:function:a", "arn:aws:lambda:*:222222222222:function:*",
        false
      ),
      ("arn:aws:lambda:*:111111111111:*", "arn:aws:lambda:eu-*:*:function:a", true),
      ("arn:aws:lambda:eu-*:*:function:*", "arn:aws:lambda:us-*:*:function:*", false),
      ("arn:aws:lambda:*:*:function:a*", "arn:aws:lambda:*:*:function:*b", true),
      ("arn:*:iam::111111111111:role/a", "arn:aws:iam::*:role/*", true),
      ("arn:*:iam::111111111111:role/a*", "arn:*:iam::222222222222:role/*", false),
      ("arn:aws:s3:::*", "arn:aws:s3:*:*:accesspoint/*", true),
      ("arn:aws:s3:::a*", "arn:aws:s3:*:111111111111:accesspoint/*", false),
      ("arn:aws:iam::?1111111111?:role/*", "arn:aws:iam::*:role/a*", true),
      // If there can be no account, the wildcard covers it too.
      ("arn:aws:lambda:*:function:a", "arn:aws:lambda:*:111111111111:function:*", true),
      ("arn:aws:lambda:*:function:a", "arn:aws:lambda:*:111111111111:function:b*", false),
      ("arn:aws:*", "arn:aws:iam::111111111111:role/*", true),
      ("*:role/a*", "arn:aws:iam::111111111111:role/*", true),
    ]) func overlapping(left: String, right: String, expected: Bool)
  {
    #expect(ARNPattern(left).overlaps(ARNPattern(right)) == expected)
    #expect(ARNPattern(right).overlaps(ARNPattern(left)) == expected)
  }

  @Test(
    "a wildcard covers the account if no account is written",
    arguments: [
      ("arn:aws:lambda:*:function:a", "arn:aws:lambda:eu-west-1:111111111111:function:a", true),
      ("arn:aws:lambda:*:function:a", "arn:aws:lambda:eu-west-1:111111111111:function:b", false),
      ("arn:aws:lambda:eu-west-1:function:a", "arn:aws:lambda:eu-west-1:1:function:a", false),
      ("arn:aws:iam:*:aws:policy/*", "arn:aws:iam::aws:policy/ReadOnlyAccess", true),
      ("arn:aws:iam:*:aws:policy/*", "arn:aws:iam::111111111111:policy/a", false),
    ]) func anyAccount(pattern: String, arn: String, expected: Bool)
  {
    #expect((ARNPattern(pattern).match(arn) == .yes) == expected)
  }

  @Test("a hostile pattern takes at most length times length steps")
  func hostile() {
    let pattern = WildcardPattern(String(repeating: "*a", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 4_000)))
  }
}
