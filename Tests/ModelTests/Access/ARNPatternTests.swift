import Model
import Testing

/// Rules: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
@Suite struct ARNPatternTests {
  @Test(
    "resources match as AWS documents",
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
    "everything, however it is spelled",
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
    "one pattern covers another only where it surely does",
    arguments: [
      ("arn:aws:s3:::*", "arn:aws:s3:::a*", true), ("arn:aws:s3:::a*", "arn:aws:s3:::*", false),
      ("*", "arn:aws:s3:::a", true), ("arn:aws:s3:::a?", "arn:aws:s3:::a*", false),
      ("arn:aws:s3:::a?", "arn:aws:s3:::ab", true), ("arn:aws:s3:::a", "arn:aws:s3:::a", true),
    ]) func covering(pattern: String, other: String, expected: Bool)
  {
    #expect(ARNPattern(pattern).covers(ARNPattern(other)) == expected)
  }

  @Test("a hostile pattern takes no more than length times length steps")
  func hostile() {
    let pattern = WildcardPattern(String(repeating: "*a", count: 200) + "b")
    #expect(!pattern.matches(String(repeating: "a", count: 4_000)))
  }
}
