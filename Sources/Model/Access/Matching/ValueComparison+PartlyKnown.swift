/// Compares a value that is only partly known.
extension ValueComparison {
  /// Whether a value that matches the pattern `known` matches `wanted`; nil if they cannot be
  /// compared.
  func compare(fitting known: String, with wanted: String) -> Truth? {
    if !known.contains(where: { $0 == "*" || $0 == "?" }) { return compare(known, with: wanted) }
    return switch kind {
    case .stringEquals: overlap(known, wanted, wildcards: false)
    case .stringEqualsIgnoreCase: overlap(known, wanted, wildcards: false, ignoringCase: true)
    case .stringLike: overlap(known, wanted, wildcards: true)
    default: .unknown
    }
  }

  private func overlap(
    _ known: String, _ wanted: String, wildcards: Bool, ignoringCase: Bool = false
  ) -> Truth {
    let fold: (String) -> String = { ignoringCase ? $0.lowercased() : $0 }
    let pattern = WildcardPattern(
      fold(wanted), wildcards: wildcards,
      variablesFrom: hasVariables ? context.mapValues(fold) : nil)
    // A `*` in the known pattern is a name, such as that of a session, and contains no colon.
    let values = WildcardPattern(
      tokens: WildcardPattern(fold(known)).tokens.map {
        $0 == WildcardPattern.star ? WildcardPattern.segmentStar : $0
      }, ignoresCase: false)
    if !pattern.hasVariables, pattern.covers(values) { return .yes }
    return WildcardPattern.intersection(pattern.tokens, values.tokens) == nil ? .no : .unknown
  }

  /// Whether the ARN of a resource in `account` matches `wanted`; nil if they cannot be compared.
  ///
  /// Only the account is compared. ARNs of some services, such as S3 buckets, contain no account.
  func compare(resourceOf account: String, with wanted: String) -> Truth? {
    switch kind {
    case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .arnEquals, .arnLike:
      let parts = parts(wanted)
      guard parts.count == 6, !parts[4].isEmpty else { return .unknown }
      let wildcards = kind != .stringEquals && kind != .stringEqualsIgnoreCase
      let pattern = WildcardPattern(
        parts[4], wildcards: wildcards, variablesFrom: hasVariables ? context : nil)
      return pattern.match(account) == .no ? .no : .unknown
    default: return nil
    }
  }
}
