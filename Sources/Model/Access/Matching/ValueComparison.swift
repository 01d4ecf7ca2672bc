internal import Platform

/// Compares one value of a request with one value of a condition.
///
/// Each rule is from
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.
/// If a value is not a number, date, address, boolean or ARN as required, it cannot be compared,
/// and the condition is not met, negated or not.
struct ValueComparison {
  let kind: ConditionOperator.Comparison
  let context: RequestContext
  let hasVariables: Bool

  /// Whether `given` matches `wanted`; nil if they cannot be compared.
  func compare(_ given: String, with wanted: String) -> Truth? {
    switch kind {
    case .stringEquals: text(given, wanted, wildcards: false)
    case .stringEqualsIgnoreCase: text(given, wanted, wildcards: false, ignoringCase: true)
    case .stringLike: text(given, wanted, wildcards: true)
    case .binaryEquals: Truth(given.utf8.elementsEqual(wanted.utf8))
    case .bool: truths(given, wanted)
    case .numericEquals: numbers(given, wanted, ==, ==)
    case .numericLessThan: numbers(given, wanted, <, <)
    case .numericLessThanEquals: numbers(given, wanted, <=, <=)
    case .numericGreaterThan: numbers(given, wanted, >, >)
    case .numericGreaterThanEquals: numbers(given, wanted, >=, >=)
    case .dateEquals: dates(given, wanted, ==)
    case .dateLessThan: dates(given, wanted, <)
    case .dateLessThanEquals: dates(given, wanted, <=)
    case .dateGreaterThan: dates(given, wanted, >)
    case .dateGreaterThanEquals: dates(given, wanted, >=)
    case .ipAddress: addresses(given, wanted)
    case .arnEquals, .arnLike: names(given, wanted)
    case .null: .unknown
    }
  }

  /// Whether some value of a request can be compared with `wanted`.
  func isComparable(_ wanted: String) -> Bool {
    switch kind {
    case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .binaryEquals, .null: true
    case .bool: ["true", "false"].contains(wanted.lowercased())
    case .numericEquals, .numericLessThan, .numericLessThanEquals, .numericGreaterThan,
      .numericGreaterThanEquals:
      Int64(wanted) != nil || number(wanted) != nil
    case .dateEquals, .dateLessThan, .dateLessThanEquals, .dateGreaterThan,
      .dateGreaterThanEquals:
      seconds(wanted) != nil
    case .ipAddress: IPRange(wanted) != nil
    case .arnEquals, .arnLike:
      parts(wanted).count == 6 || wanted.hasSuffix("*") || hasVariables && wanted.contains("${")
    }
  }

  /// Text is compared by bytes.
  private func text(
    _ given: String, _ wanted: String, wildcards: Bool, ignoringCase: Bool = false
  ) -> Truth {
    if !wildcards, !ignoringCase, !hasVariables || !wanted.utf8.contains(UInt8(ascii: "$")) {
      return Truth(given.utf8.elementsEqual(wanted.utf8))
    }
    let fold: (String) -> String = { ignoringCase ? $0.lowercased() : $0 }
    let pattern = WildcardPattern(
      fold(wanted), wildcards: wildcards,
      variablesFrom: hasVariables ? context.mapValues(fold) : nil)
    return Truth(pattern.match(fold(given)))
  }

  private func truths(_ given: String, _ wanted: String) -> Truth? {
    guard ["true", "false"].contains(given.lowercased()) else { return nil }
    return text(given, wanted, wildcards: false, ignoringCase: true)
  }

  /// Compares numbers; integers of up to 64 bits are compared exactly.
  private func numbers(
    _ given: String, _ wanted: String, _ whole: (Int64, Int64) -> Bool,
    _ decimal: (Double, Double) -> Bool
  ) -> Truth? {
    if let left = Int64(given), let right = Int64(wanted) { return Truth(whole(left, right)) }
    guard let left = number(given), let right = number(wanted) else { return nil }
    return Truth(decimal(left, right))
  }

  /// A decimal number. Swift also parses `nan`, `inf` and `0x1p3`, which are not valid here.
  private func number(_ text: String) -> Double? {
    let isDecimal = text.utf8.allSatisfy { "+-.0123456789eE".utf8.contains($0) }
    return isDecimal ? Double(text).flatMap { $0.isFinite ? $0 : nil } : nil
  }

  private func dates(
    _ given: String, _ wanted: String, _ holds: (Int64, Int64) -> Bool
  ) -> Truth? {
    guard let left = seconds(given), let right = seconds(wanted) else { return nil }
    return Truth(holds(left, right))
  }

  /// Dates are ISO 8601 or seconds since 1970.
  private func seconds(_ text: String) -> Int64? { Int64(text) ?? Instant(text)?.seconds }

  private func addresses(_ given: String, _ wanted: String) -> Truth? {
    guard let address = IPRange(given), let range = IPRange(wanted) else { return nil }
    return Truth(range.contains(address))
  }

  /// `ArnEquals` and `ArnLike` are the same: each of the six parts is compared separately, with
  /// wildcards. A shorter pattern that ends in `*` matches the omitted parts.
  private func names(_ given: String, _ wanted: String) -> Truth? {
    let texts = parts(given)
    let patterns = parts(wanted)
    // A variable can be a whole ARN.
    if patterns.count != 6, hasVariables, wanted.contains("${") {
      return text(given, wanted, wildcards: true)
    }
    guard texts.count == 6, texts[0] == "arn", patterns.count == 6 || wanted.hasSuffix("*") else {
      return nil
    }
    return zip(patterns, texts).map { pattern, text in
      Truth(
        WildcardPattern(pattern, variablesFrom: hasVariables ? context : nil).match(text))
    }.all
  }

  /// The six parts of an ARN, or fewer. A colon inside a variable is not a separator.
  func parts(_ text: String) -> [String] {
    var parts = [""]
    var isInVariable = false
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if scalar == ":", !isInVariable, parts.count < 6 {
        parts.append("")
      } else {
        if hasVariables, scalar == "{", last == "$" { isInVariable = true }
        if scalar == "}" { isInVariable = false }
        parts[parts.count - 1].unicodeScalars.append(scalar)
      }
      last = scalar
    }
    return parts
  }
}
