/// The accounts of the principals that a value of a condition admits.
///
/// The ARN of a principal has an account ID of twelve digits after five parts of which only the
/// partition and the service can differ. `ArnLike` and `ArnEquals` compare each part separately,
/// `StringLike` the whole text, and `StringEquals` takes wildcards literally. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
/// and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn.
package struct PrincipalAccounts {
  private let comparison: ConditionOperator.Comparison
  private let hasVariables: Bool

  /// The accounts that values under `comparison` admit, in a policy that has variables or not.
  package init(_ comparison: ConditionOperator.Comparison, variables: Bool) {
    self.comparison = comparison
    hasVariables = variables && comparison.takesVariables
  }

  /// The accounts of principals whose ARN fits `value`; nil for all, or too many to list.
  package func ofARN(fitting value: String) -> [String]? {
    switch comparison {
    case .stringEquals, .stringEqualsIgnoreCase, .stringLike: return ofText(fitting: value)
    case .arnEquals, .arnLike:
      let parts = ValueComparison(
        kind: comparison, context: RequestContext(), hasVariables: hasVariables
      ).parts(value)
      // A variable can be a whole ARN.
      if parts.count != 6, hasVariables, value.contains("${") { return nil }
      guard parts.count == 6 || value.hasSuffix("*") else { return [] }
      let possible = [["arn"], Partition.all.map(\.id), Self.services, [""]]
      let isPossible = zip(parts, possible).allSatisfy { part, texts in
        texts.contains { pattern(part, wildcards: true).match($0) != .no }
      }
      guard isPossible else { return [] }
      guard parts.count > 4 else { return nil }
      return pattern(parts[4], wildcards: true).accountIDs(after: [""], isContinued: false)
    default: return nil
    }
  }

  /// The accounts that fit `value` by their IDs; nil for all, or too many to list.
  package func fitting(_ value: String) -> [String]? {
    switch comparison {
    case .stringEquals, .stringEqualsIgnoreCase, .stringLike:
      return text(value).accountIDs(after: [""], isContinued: false)
    case .numericEquals:
      // Numbers have no leading zeros, IDs do.
      guard let number = Int64(value), number >= 0 else { return Double(value) == nil ? [] : nil }
      let digits = String(number)
      return digits.utf8.count > 12
        ? [] : [String(repeating: "0", count: 12 - digits.utf8.count) + digits]
    default: return nil
    }
  }

  private func ofText(fitting value: String) -> [String]? {
    // Most values contain the complete account ID.
    let special = comparison == .stringLike ? "*?$" : "$"
    let fixed = value.prefix { !special.contains($0) }
      .split(separator: ":", omittingEmptySubsequences: false)
    if fixed.count > 5, fixed[4].count == 12, comparison != .stringEqualsIgnoreCase {
      let isPrincipal =
        fixed[0] == "arn" && Self.services.contains(String(fixed[2])) && fixed[3].isEmpty
      return isPrincipal && String(fixed[4]).isAccountID ? [String(fixed[4])] : []
    }
    let beginnings = Partition.all.flatMap { partition in
      Self.services.map { "arn:\(partition.id):\($0)::" }
    }
    return text(value).accountIDs(after: beginnings, isContinued: true)
  }

  /// The services in the ARNs of principals: `sts` is that of federated users.
  private static let services = ["iam", "sts"]

  private func text(_ value: String) -> WildcardPattern {
    pattern(value, wildcards: comparison == .stringLike)
  }

  private func pattern(_ value: String, wildcards: Bool) -> WildcardPattern {
    let ignoresCase = comparison == .stringEqualsIgnoreCase
    return WildcardPattern(
      ignoresCase ? value.lowercased() : value, ignoringCase: ignoresCase, wildcards: wildcards,
      variablesFrom: hasVariables ? RequestContext() : nil)
  }
}
