/// A parsed condition operator, such as `ForAnyValue:StringNotLikeIfExists`.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.
public struct ConditionOperator: Hashable, Sendable {
  /// The type of comparison.
  public enum Comparison: String, CaseIterable, Hashable, Sendable {
    case stringEquals, stringEqualsIgnoreCase, stringLike
    case numericEquals, numericLessThan, numericLessThanEquals
    case numericGreaterThan, numericGreaterThanEquals
    case dateEquals, dateLessThan, dateLessThanEquals, dateGreaterThan, dateGreaterThanEquals
    case bool, binaryEquals, ipAddress, arnEquals, arnLike, null

    /// Whether policy variables are replaced in its values; for other operators, `${` is plain
    /// text. See
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-conditionelement.
    var takesVariables: Bool {
      switch self {
      case .stringEquals, .stringEqualsIgnoreCase, .stringLike, .arnEquals, .arnLike: true
      default: false
      }
    }
  }

  /// How a key with several values is evaluated.
  public enum Quantifier: Hashable, Sendable {
    /// `ForAllValues:`, which is true for a missing key.
    case forAllValues
    /// `ForAnyValue:`, which is false for a missing key.
    case forAnyValue
  }

  /// The type of comparison.
  public let comparison: Comparison
  /// Whether the comparison is negated: `StringNotEquals`, `NotIpAddress`.
  public let isNegated: Bool
  /// Whether it is true for a missing key: `…IfExists`.
  public let ifExists: Bool
  /// How a key with several values is evaluated; nil without a prefix.
  public let quantifier: Quantifier?

  /// Parses `name`, ignoring case; nil if AWS has no such operator.
  public init?(_ name: String) {
    var rest = name.lowercased()[...]
    func drop(prefix: String) -> Bool {
      guard rest.hasPrefix(prefix) else { return false }
      rest = rest.dropFirst(prefix.count)
      return true
    }
    quantifier =
      drop(prefix: "forallvalues:")
      ? .forAllValues : drop(prefix: "foranyvalue:") ? .forAnyValue : nil
    ifExists = rest.hasSuffix("ifexists")
    if ifExists { rest = rest.dropLast(8) }
    guard let known = Self.names[String(rest)] else {
      return nil
    }
    (comparison, isNegated) = known
  }

  private static let names: [String: (Comparison, Bool)] = {
    var names: [String: (Comparison, Bool)] = [:]
    for comparison in Comparison.allCases {
      names[comparison.rawValue.lowercased()] = (comparison, false)
    }
    names["stringnotequals"] = (.stringEquals, true)
    names["stringnotequalsignorecase"] = (.stringEqualsIgnoreCase, true)
    names["stringnotlike"] = (.stringLike, true)
    names["numericnotequals"] = (.numericEquals, true)
    names["datenotequals"] = (.dateEquals, true)
    names["notipaddress"] = (.ipAddress, true)
    names["arnnotequals"] = (.arnEquals, true)
    names["arnnotlike"] = (.arnLike, true)
    return names
  }()
}
