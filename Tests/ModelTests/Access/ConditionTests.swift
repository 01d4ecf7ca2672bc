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
    context["aws:several"] = .values(["x", "y"])
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
    "a missing key fails all operators except negations, IfExists, ForAllValues and Null",
    arguments: [
      ("StringEquals", Truth.no), ("StringNotEquals", .yes), ("StringEqualsIfExists", .yes),
      ("StringNotLikeIfExists", .yes), ("NotIpAddress", .yes), ("ArnNotLike", .yes),
      ("Bool", .no), ("BoolIfExists", .yes), ("StringLike", .no),
      ("ForAllValues:StringEquals", .yes), ("ForAllValues:StringNotEquals", .yes),
      ("ForAnyValue:StringEquals", .no), ("ForAnyValue:StringNotEquals", .no),
      ("ForAnyValue:StringEqualsIfExists", .yes),
    ]) func absent(name: String, expected: Truth)
  {
    #expect(evaluate(name, ["true"], key: .absent) == expected)
    #expect(evaluate(name, ["true"], key: .unknown) == .unknown)
  }

  @Test(
    "a key that can be missing decides only if its absence decides the same",
    arguments: [
      ("DateLessThan", "2020-01-01", Truth.no), ("DateGreaterThan", "2020-01-01", .unknown),
      ("DateGreaterThanIfExists", "2020-01-01", .yes),
      ("DateLessThanIfExists", "2020-01-01", .unknown),
      ("Null", "true", .unknown), ("Null", "false", .unknown),
    ]) func perhapsAbsent(name: String, value: String, expected: Truth)
  {
    #expect(evaluate(name, [value], key: .valuesOrAbsent(["2026-11-24"])) == expected)
  }

  @Test("Null tests whether the key exists")
  func null() {
    #expect(evaluate("Null", ["true"], key: .absent) == .yes)
    #expect(evaluate("Null", ["false"], key: .absent) == .no)
    #expect(evaluate("Null", ["true"], key: .unknown) == .unknown)
  }

  @Test(
    "keys with several values",
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
      ("ForAnyValue:StringNotEquals", ["a"], [""], .no), ("ForAllValues:Bool", ["true"], [], .yes),
      ("ForAnyValue:Bool", ["true"], [], .no), ("ForAllValues:Null", ["false"], ["a"], .yes),
      ("ForAllValues:StringNotLike", ["a*", "b*"], ["c", "bd"], .no),
      ("ForAnyValue:StringNotLike", ["a*", "b*"], ["c", "bd"], .yes),
    ]) func several(name: String, values: [String], given: [String], expected: Truth)
  {
    #expect(evaluate(name, values, key: .values(given)) == expected)
  }

  @Test("a complete context has no unknown keys")
  func complete() {
    let condition = Condition(operatorName: "Bool", key: "aws:SecureTransport", values: ["true"])
    #expect(condition.evaluate(in: RequestContext()) == .unknown)
    #expect(condition.evaluate(in: RequestContext(isComplete: true)) == .no)
  }

  @Test(
    "values that cannot be compared fail a condition, negated or not",
    arguments: [
      ("NumericEquals", ["nan"], "nan"), ("NumericEquals", ["inf"], "inf"),
      ("NumericEquals", ["0x10"], "16"), ("NumericEquals", ["5"], ""),
      ("NumericNotEquals", ["five"], "6"), ("NumericNotEquals", ["5"], "six"),
      ("NumericNotEquals", ["five", "7"], "6"), ("NumericLessThan", ["5"], "four"),
      ("DateEquals", ["yesterday"], "yesterday"), ("DateNotEquals", ["2026-02-30"], "2026-03-01"),
      ("DateNotEquals", ["2026-03-01"], "soon"), ("Bool", ["yes"], "yes"), ("Bool", ["1"], "true"),
      ("IpAddress", ["192.0.2.0/33"], "192.0.2.1"), ("IpAddress", ["192.0.2.0/24"], "192.0.2"),
      ("IpAddress", ["192.0.2.256"], "192.0.2.256"), ("IpAddress", ["1:2::3::4"], "1:2::3::4"),
      ("NotIpAddress", ["192.0.2.0/24"], "somewhere"),
      ("NotIpAddress", ["192.0.2.0/x"], "10.0.0.1"),
      ("NotIpAddress", ["10.0.0.0/8", "192.0.2"], "203.0.113.1"),
      ("ArnEquals", ["arn:aws:iam::1"], "arn:aws:iam::1"), ("ArnLike", ["*"], "role/x"),
      ("ArnLike", ["user/x"], "user/x"), ("ArnLike", ["arn:aws:s3:::b"], "rna:aws:s3:::b"),
      ("ArnNotLike", ["arn:aws:iam::1:role/x"], "arn:::x"),
      ("ArnNotEquals", ["arn:::x"], "arn:aws:iam::1:role/x"),
      ("Null", ["maybe"], "x"), ("Null", [""], "x"),
    ]) func malformed(name: String, values: [String], given: String)
  {
    #expect(evaluate(name, values, key: .values([given])) == .no)
  }

  /// Also where the value of the key is unknown.
  @Test(
    "a condition is not met if none of its values can be compared",
    arguments: [
      ("Bool", ["yes"], Truth.no), ("Bool", ["${aws:PrincipalTag/m}"], .no),
      ("Bool", ["yes", "true"], .unknown), ("BoolIfExists", ["yes"], .unknown),
      ("ForAllValues:Bool", ["yes"], .unknown), ("ForAnyValue:Bool", ["yes"], .no),
      ("NumericLessThan", ["one hour"], .no), ("NumericLessThan", ["3600"], .unknown),
      ("NumericNotEquals", ["one"], .unknown), ("DateLessThan", ["soon"], .no),
      ("DateLessThan", ["2026-01-01T00:00:00Z"], .unknown),
      ("IpAddress", ["${aws:PrincipalTag/m}"], .no), ("IpAddress", ["10.0.0.0/8"], .unknown),
      ("NotIpAddress", ["office"], .unknown), ("ArnLike", ["role/x"], .no),
      ("ArnLike", ["${aws:PrincipalTag/m}"], .unknown), ("ArnLike", ["arn:aws:*"], .unknown),
      ("StringEquals", ["${aws:PrincipalTag/m}"], .unknown), ("StringLike", [""], .unknown),
    ]) func incomparable(name: String, values: [String], expected: Truth)
  {
    #expect(evaluate(name, values, key: .unknown) == expected)
  }

  @Test(
    "each kind of value has its own equality",
    arguments: [
      ("NumericEquals", ["9007199254740993"], "9007199254740992", false),
      ("NumericEquals", ["5"], "5.0", true), ("NumericEquals", ["-1"], "-1", true),
      ("StringEquals", ["5"], "5.0", false),
      ("StringEquals", ["\u{e9}"], "e\u{301}", false),
      ("DateEquals", ["2026-01-01T02:00:00+02:00"], "2026-01-01T00:00:00Z", true),
      ("IpAddress", ["::ffff:192.0.2.1"], "::ffff:c000:201", true),
      ("IpAddress", ["192.0.2.77/24"], "192.0.2.1", true),
      ("IpAddress", ["192.0.2.0/24"], "192.0.2.0/25", true),
      ("IpAddress", ["192.0.2.0/25"], "192.0.2.0/24", false),
      ("NotIpAddress", ["2001:db8::/32"], "192.0.2.1", true),
      ("NotIpAddress", ["10.0.0.0/8", "192.0.2.0/24"], "192.0.2.1", false),
      ("ArnEquals", ["arn:aws:*:*:*:x"], "arn:aws:sns:eu-west-1:1:x", true),
      ("ArnEquals", ["arn:*:sns:*:*:*"], "arn:aws-cn:sns:cn-north-1:1:x", true),
      ("ArnEquals", ["arn:aws:sns:eu-*:1:x"], "arn:aws:sns:eu-west-1:1:x", true),
      ("ArnEquals", ["arn:aws:sns:eu-*:x"], "arn:aws:sns:eu-west-1:1:x", false),
      ("ArnEquals", ["arn:aws:sns:*:1:?"], "arn:aws:sns:eu-west-1:1:xy", false),
      ("ArnLike", ["arn:aws:sns:*:1:X"], "arn:aws:sns:eu-west-1:1:x", false),
      ("ArnLike", ["arn:aws:iam::1:*"], "arn:aws:iam::1:root", true),
      ("ArnLike", ["arn:aws:iam::1:user/${aws:username}"], "arn:aws:iam::1:user/alice", true),
      ("ArnNotLike", ["arn:aws:iam::1:*", "arn:aws:iam::2:*"], "arn:aws:iam::2:root", false),
    ]) func equality(name: String, values: [String], given: String, expected: Bool)
  {
    #expect(evaluate(name, values, key: .values([given])) == Truth(expected))
  }

  @Test(
    "a variable without a value equals nothing",
    arguments: [
      ("StringEquals", Truth.no), ("StringLike", .no), ("StringNotEquals", .yes),
      ("StringNotLike", .yes), ("StringEqualsIgnoreCase", .no), ("ForAnyValue:StringLike", .no),
    ]) func unresolved(name: String, expected: Truth)
  {
    #expect(evaluate(name, ["${aws:gone}"], key: .values(["x"])) == expected)
    #expect(evaluate(name, ["${aws:several}"], key: .values(["x"])) == expected)
  }

  /// See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-conditionelement.
  @Test(
    "only string and ARN operators replace variables",
    arguments: [
      ("Bool", "true", Truth.no), ("BoolIfExists", "true", .no), ("NumericEquals", "5", .no),
      ("NumericGreaterThanEquals", "5", .no), ("DateEquals", "2026-01-01T00:00:00Z", .no),
      ("IpAddress", "192.0.2.1", .no), ("BinaryEquals", "QQ==", .no), ("Null", "true", .no),
      ("StringEquals", "x", .yes), ("StringNotEquals", "x", .no), ("StringLike", "x", .yes),
      ("StringEqualsIgnoreCase", "X", .yes), ("ForAnyValue:StringEquals", "x", .yes),
      ("ArnEquals", "arn:aws:iam::1:role/x", .yes), ("ArnNotLike", "arn:aws:iam::1:role/x", .no),
    ])
  func variablesByOperator(name: String, given: String, expected: Truth) {
    let context = RequestContext(["test:key": [given], "test:same": [given]])
    let condition = Condition(operatorName: name, key: "test:key", values: ["${test:same}"])
    #expect(condition.evaluate(in: context) == expected)
    let isNegated = name.contains("Not") && name.hasPrefix("String")
    #expect(condition.evaluate(in: context, variables: false) == Truth(isNegated))
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
    "patterns overlap if a text matches both",
    arguments: [
      ("arn:aws:s3:::a*", "arn:aws:s3:::*b", true), ("arn:aws:s3:::a", "arn:aws:s3:::b*", false),
      ("arn:aws:s3:::a*c", "arn:aws:s3:::ab?", true), ("*", "arn:aws:s3:::b*", true),
      ("arn:aws:s3:::a?", "arn:aws:s3:::a", false), ("arn:aws:s3:::a*", "arn:aws:s3:::a", true),
    ]) func overlap(left: String, right: String, expected: Bool)
  {
    #expect(ARNPattern(left).overlaps(ARNPattern(right)) == expected)
    #expect(ARNPattern(right).overlaps(ARNPattern(left)) == expected)
  }

  @Test(
    "a value with several spellings is one value, whatever the quantifier",
    arguments: [
      ("StringEquals", "lambda.amazonaws.com", Truth.yes),
      ("StringEquals", "lambda.amazonaws.com.cn", .yes), ("StringEquals", "ec2.amazonaws.com", .no),
      ("ForAllValues:StringEquals", "lambda.amazonaws.com", .yes),
      ("ForAllValues:StringEqualsIfExists", "lambda.amazonaws.com.cn", .yes),
      ("ForAnyValue:StringEquals", "ec2.amazonaws.com", .no),
      ("StringNotEquals", "lambda.amazonaws.com", .no),
      ("ForAnyValue:StringNotEquals", "lambda.amazonaws.com", .no),
      ("ForAllValues:StringNotLike", "lambda.*", .no),
      ("ForAnyValue:StringNotEquals", "ec2.amazonaws.com", .yes),
      ("Null", "false", .yes), ("Null", "true", .no),
    ])
  func spellings(operation: String, value: String, expected: Truth) {
    var context = RequestContext()
    context["iam:PassedToService"] = .spellings([
      "lambda.amazonaws.com", "lambda.amazonaws.com.cn",
    ])
    let condition = Condition(
      operatorName: operation, key: "iam:PassedToService", values: [value])
    #expect(condition.evaluate(in: context) == expected)
  }
}
