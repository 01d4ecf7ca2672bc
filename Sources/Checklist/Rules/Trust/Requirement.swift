import Model

/// A condition key that must be present with one of several values.
///
/// A condition is a requirement only if a missing key fails it: `…IfExists` and `ForAllValues:` are
/// met without the key, unless another condition or a Deny requires the key. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
/// and
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html.
struct Requirement: Hashable {
  /// The condition key in lower case.
  let key: String
  /// How the values compare.
  let comparison: ConditionOperator.Comparison
  /// The values, one of which is sufficient.
  let values: [Value]
  /// Whether each value contains a policy variable although the policy version has no variables: no
  /// ID, ARN, name or claim contains these characters. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
  let isNeverMet: Bool

  /// A value as far as it is fixed.
  struct Value: Hashable {
    /// The value as written.
    let text: String
    /// The part before the first wildcard or variable; the whole text if there is none.
    let prefix: String
    /// Whether `*` and `?` are wildcards in it.
    let isPattern: Bool
    /// Whether it has neither wildcards nor variables.
    var isLiteral: Bool { prefix == text }

    init(_ text: String, isPattern: Bool, variables: Bool = true) {
      self.text = text
      self.isPattern = isPattern
      let wild: (Character) -> Bool = { $0 == "*" || $0 == "?" }
      let plain = isPattern ? String(text.prefix { !wild($0) }) : text
      // The caller determines the value of a policy variable.
      prefix =
        !variables
        ? plain
        : plain.utf8.indices.first { plain.utf8[$0...].starts(with: "${".utf8) }
          .map { String(plain[..<$0]) } ?? plain
    }
  }

  /// The requirement that `condition` is; nil for one that an absent key may satisfy, or that rules
  /// values out rather than in.
  /// `present` are the keys, in lower case, that must be there for other reasons.
  init?(_ condition: Condition, among present: Set<String>, variables: Bool) {
    guard let form = condition.form, !form.isNegated else { return nil }
    if form.ifExists || form.quantifier == .forAllValues,
      !present.contains(condition.key.lowercased())
    {
      return nil
    }
    self.init(form.comparison, condition, variables)
  }

  /// What a Deny with the only `condition` leaves allowed: the values that it does not deny.
  init?(complementOf condition: Condition, among present: Set<String>, variables: Bool) {
    guard let form = condition.form, form.isNegated,
      form.quantifier != .forAnyValue || present.contains(condition.key.lowercased())
    else { return nil }
    self.init(form.comparison, condition, variables)
  }

  private init?(
    _ comparison: ConditionOperator.Comparison, _ condition: Condition, _ variables: Bool
  ) {
    let isPattern: Bool
    switch comparison {
    case .stringEquals, .stringEqualsIgnoreCase, .numericEquals: isPattern = false
    case .stringLike, .arnLike, .arnEquals: isPattern = true
    default: return nil
    }
    guard !condition.values.isEmpty else { return nil }
    self.comparison = comparison
    key = condition.key.lowercased()
    values = condition.values.map { Value($0, isPattern: isPattern, variables: variables) }
    isNeverMet = !variables && values.allSatisfy { $0.text.contains("${") }
  }
}
