/// Compares one value of a request with one value of a condition.
///
/// Each rule stands on
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.
/// What is no number, date or address fits nothing.
struct ValueComparison {
  let kind: ConditionOperator.Comparison
  let context: RequestContext
  let hasVariables: Bool

  func compare(_ given: String, with wanted: String) -> Truth {
    switch kind {
    case .stringEquals: text(given, wanted, wildcards: false)
    case .stringEqualsIgnoreCase: text(given, wanted, wildcards: false, ignoringCase: true)
    case .stringLike: text(given, wanted, wildcards: true)
    case .binaryEquals: Truth(given == wanted)
    case .bool: text(given, wanted, wildcards: false, ignoringCase: true)
    case .numericEquals: numbers(given, wanted, ==)
    case .numericLessThan: numbers(given, wanted, <)
    case .numericLessThanEquals: numbers(given, wanted, <=)
    case .numericGreaterThan: numbers(given, wanted, >)
    case .numericGreaterThanEquals: numbers(given, wanted, >=)
    case .dateEquals: dates(given, wanted, ==)
    case .dateLessThan: dates(given, wanted, <)
    case .dateLessThanEquals: dates(given, wanted, <=)
    case .dateGreaterThan: dates(given, wanted, >)
    case .dateGreaterThanEquals: dates(given, wanted, >=)
    case .ipAddress: Truth(IPRange(wanted)?.contains(given) ?? false)
    case .arnEquals, .arnLike: name(given, wanted)
    case .null: .unknown
    }
  }

  private func text(
    _ given: String, _ wanted: String, wildcards: Bool, ignoringCase: Bool = false
  ) -> Truth {
    if !wildcards, !ignoringCase, !hasVariables || !wanted.utf8.contains(UInt8(ascii: "$")) {
      return Truth(given == wanted)
    }
    let fold: (String) -> String = { ignoringCase ? $0.lowercased() : $0 }
    let pattern = WildcardPattern(
      fold(wanted), wildcards: wildcards,
      variablesFrom: hasVariables ? context.mapValues(fold) : nil)
    return Truth(pattern.match(fold(given)))
  }

  private func numbers(
    _ given: String, _ wanted: String, _ holds: (Double, Double) -> Bool
  ) -> Truth {
    guard let left = Double(given), let right = Double(wanted) else { return .no }
    return Truth(holds(left, right))
  }

  private func dates(
    _ given: String, _ wanted: String, _ holds: (Int64, Int64) -> Bool
  ) -> Truth {
    guard let left = seconds(given), let right = seconds(wanted) else { return .no }
    return Truth(holds(left, right))
  }

  /// Dates are ISO 8601 or seconds since 1970.
  private func seconds(_ text: String) -> Int64? { Int64(text) ?? Instant(text)?.seconds }

  /// `ArnEquals` and `ArnLike` are the same: each of the six parts is compared by itself, with
  /// wildcards. A shorter pattern that ends in `*` fits the parts that it leaves out.
  private func name(_ given: String, _ wanted: String) -> Truth {
    func parts(_ text: String) -> [Substring] {
      text.split(separator: ":", maxSplits: 5, omittingEmptySubsequences: false)
    }
    let (patterns, texts) = (parts(wanted), parts(given))
    let isShort = patterns.count < texts.count && wanted.hasSuffix("*")
    guard patterns.count == texts.count || isShort else { return .no }
    return zip(patterns, texts).map { pattern, text in
      Truth(
        WildcardPattern(String(pattern), variablesFrom: hasVariables ? context : nil)
          .match(String(text)))
    }.all
  }
}
