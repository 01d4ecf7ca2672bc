import Model
import Testing

/// Rules:
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
@Suite struct ConditionTests {
  private func evaluate(
    _ name: String, _ values: [String], key: RequestContext.Knowledge
  ) -> Truth {
    var context = RequestContext(["aws:username": ["alice"]])
    context["aws:gone"] = .absent
    context["test:key"] = key
    return Condition(operatorName: name, key: "Test:Key", values: values).evaluate(in: context)
  }

  @Test(
    "operators compare a value with values",
    arguments: [
      ("StringEquals", ["a", "b"], "b", Truth.yes), ("StringEquals", ["a*"], "ab", .no),
      ("StringEquals", ["A"], "a", .no), ("stringequals", ["a"], "a", .yes),
      ("StringNotEquals", ["a", "b"], "b", .no), ("StringNotEquals", ["a", "b"], "c", .yes),
      ("StringEqualsIgnoreCase", ["ABC"], "aBc", .yes),
      ("StringNotEqualsIgnoreCase", ["ABC"], "aBc", .no),
      ("StringLike", ["a*", "?z"], "abc", .yes), ("StringLike", ["a?"], "abc", .no),
      ("StringLike", ["A*"], "abc", .no), ("StringNotLike", ["a*"], "abc", .no),
      ("StringNotLike", ["a*"], "bbc", .yes),
      ("StringEquals", ["${aws:username}"], "alice", .yes),
      ("StringLike", ["${aws:username}-*"], "bob-x", .no),
      ("StringEquals", ["${aws:gone}"], "", .no),
      ("StringEquals", ["${aws:gone, 'team'}"], "team", .yes),
      ("StringEquals", ["${aws:unheard}"], "x", .unknown),
      ("StringLike", ["a${*}"], "a*", .yes), ("StringLike", ["a${*}"], "ab", .no),
      ("NumericEquals", ["10"], "10.0", .yes), ("NumericNotEquals", ["10"], "11", .yes),
      ("NumericLessThan", ["10"], "9.5", .yes), ("NumericLessThan", ["10"], "10", .no),
      ("NumericLessThanEquals", ["10"], "10", .yes), ("NumericGreaterThan", ["10"], "11", .yes),
      ("NumericGreaterThan", ["10"], "9", .no), ("NumericGreaterThanEquals", ["10"], "10", .yes),
      ("NumericEquals", ["ten"], "10", .no),
      ("DateEquals", ["2026-01-01T00:00:00Z"], "1767225600", .yes),
      ("DateNotEquals", ["2026-01-01T00:00:00Z"], "2026-01-02T00:00:00Z", .yes),
      ("DateLessThan", ["2026-01-02T00:00:00Z"], "2026-01-01T00:00:00Z", .yes),
      ("DateLessThanEquals", ["2026-01-01T00:00:00Z"], "2026-01-01T00:00:00Z", .yes),
      ("DateGreaterThan", ["2026-01-02T00:00:00Z"], "2026-01-01T00:00:00Z", .no),
      ("DateGreaterThanEquals", ["2026-01-01"], "2026-01-01T00:00:00Z", .yes),
      ("Bool", ["true"], "TRUE", .yes), ("Bool", ["true"], "false", .no),
      ("BinaryEquals", ["QmluYXJ5"], "QmluYXJ5", .yes), ("BinaryEquals", ["QQ=="], "qq==", .no),
      ("IpAddress", ["203.0.113.0/24"], "203.0.113.9", .yes),
      ("IpAddress", ["203.0.113.0/24", "198.51.100.1"], "198.51.100.1", .yes),
      ("IpAddress", ["203.0.113.0/25"], "203.0.113.200", .no),
      ("IpAddress", ["0.0.0.0/0"], "1.2.3.4", .yes),
      ("IpAddress", ["2001:db8:1234:5678::/64"], "2001:DB8:1234:5678::1", .yes),
      ("IpAddress", ["2001:db8::/32"], "2001:db9::1", .no), ("IpAddress", ["::/0"], "1.2.3.4", .no),
      ("IpAddress", ["203.0.113.0/33"], "203.0.113.0", .no),
      ("NotIpAddress", ["203.0.113.0/24"], "203.0.113.9", .no),
      ("NotIpAddress", ["203.0.113.0/24"], "10.0.0.1", .yes),
      ("ArnEquals", ["arn:aws:iam::*:role/x"], "arn:aws:iam::1:role/x", .yes),
      ("ArnLike", ["arn:aws:iam::*:role/*"], "arn:aws:iam::1:role/a/b", .yes),
      ("ArnLike", ["arn:aws:*:role/*"], "arn:aws:iam::1:role/a", .no),
      ("ArnLike", ["*"], "arn:aws:iam::1:role/a", .yes),
      ("ArnNotEquals", ["arn:aws:iam::1:role/x"], "arn:aws:iam::1:role/x", .no),
      ("ArnNotLike", ["arn:aws:iam::1:role/x"], "arn:aws:iam::1:role/y", .yes),
      ("Null", ["true"], "x", .no), ("Null", ["false"], "x", .yes),
      ("StringResembles", ["x"], "x", .unknown),
    ]) func comparing(name: String, values: [String], given: String, expected: Truth)
  {
    #expect(evaluate(name, values, key: .values([given])) == expected)
  }

  @Test(
    "an absent key fails all but negations, IfExists, ForAllValues and Null",
    arguments: [
      ("StringEquals", Truth.no), ("StringNotEquals", .yes), ("StringEqualsIfExists", .yes),
      ("StringNotLikeIfExists", .yes), ("NotIpAddress", .yes), ("ArnNotLike", .yes),
      ("Bool", .no), ("BoolIfExists", .yes), ("NumericLessThan", .no),
      ("ForAllValues:StringEquals", .yes), ("ForAllValues:StringNotEquals", .yes),
      ("ForAnyValue:StringEquals", .no), ("ForAnyValue:StringNotEquals", .no),
      ("ForAnyValue:StringEqualsIfExists", .yes),
    ]) func absent(name: String, expected: Truth)
  {
    #expect(evaluate(name, ["true"], key: .absent) == expected)
    #expect(evaluate(name, ["true"], key: .unknown) == .unknown)
  }

  @Test(
    "a key that may be absent decides only where its absence decides the same",
    arguments: [
      ("DateLessThan", "2020-01-01", Truth.no), ("DateGreaterThan", "2020-01-01", .unknown),
      ("DateGreaterThanIfExists", "2020-01-01", .yes),
      ("DateLessThanIfExists", "2020-01-01", .unknown),
      ("Null", "true", .unknown), ("Null", "false", .unknown),
    ]) func perhapsAbsent(name: String, value: String, expected: Truth)
  {
    #expect(evaluate(name, [value], key: .valuesOrAbsent(["2026-11-24"])) == expected)
  }

  @Test("Null asks whether the key is there")
  func null() {
    #expect(evaluate("Null", ["true"], key: .absent) == .yes)
    #expect(evaluate("Null", ["false"], key: .absent) == .no)
    #expect(evaluate("Null", ["true"], key: .unknown) == .unknown)
  }

  @Test(
    "keys of several values",
    arguments: [
      ("ForAllValues:StringEquals", ["a", "b"], ["a", "b"], Truth.yes),
      ("ForAllValues:StringEquals", ["a", "b"], ["a", "c"], .no),
      ("ForAllValues:StringEquals", ["a"], [""], .yes),
      ("ForAllValues:StringNotEquals", ["a"], ["b", "c"], .yes),
      ("ForAllValues:StringNotEquals", ["a"], ["a", "c"], .no),
      ("ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], .yes),
      ("ForAnyValue:StringEquals", ["a", "b"], ["c", "d"], .no),
      ("ForAnyValue:StringNotEquals", ["a"], ["a", "b"], .yes),
      ("ForAnyValue:StringNotEquals", ["a"], ["a"], .no),
      ("ForAnyValue:StringLike", ["o-1/r-1/*"], ["o-1/r-1/ou-1/"], .yes),
    ]) func several(name: String, values: [String], given: [String], expected: Truth)
  {
    #expect(evaluate(name, values, key: .values(given)) == expected)
  }

  @Test("a context that is said to be complete has no unknown keys")
  func complete() {
    let condition = Condition(operatorName: "Bool", key: "aws:SecureTransport", values: ["true"])
    #expect(condition.evaluate(in: RequestContext()) == .unknown)
    #expect(condition.evaluate(in: RequestContext(isComplete: true)) == .no)
  }

  @Test("an old policy version has no variables")
  func oldVersion() {
    let context = RequestContext(["aws:username": ["alice"], "s3:prefix": ["alice"]])
    let condition = Condition(
      operatorName: "StringEquals", key: "s3:prefix", values: ["${aws:username}"])
    #expect(condition.evaluate(in: context) == .yes)
    #expect(condition.evaluate(in: context, variables: false) == .no)
  }

  @Test(
    "patterns overlap where a text fits both",
    arguments: [
      ("arn:aws:s3:::a*", "arn:aws:s3:::*b", true), ("arn:aws:s3:::a", "arn:aws:s3:::b*", false),
      ("arn:aws:s3:::a*c", "arn:aws:s3:::ab?", true), ("*", "arn:aws:s3:::b*", true),
      ("arn:aws:s3:::a?", "arn:aws:s3:::a", false), ("arn:aws:s3:::a*", "arn:aws:s3:::a", true),
    ]) func overlap(left: String, right: String, expected: Bool)
  {
    #expect(ARNPattern(left).overlaps(ARNPattern(right)) == expected)
    #expect(ARNPattern(right).overlaps(ARNPattern(left)) == expected)
  }
}
