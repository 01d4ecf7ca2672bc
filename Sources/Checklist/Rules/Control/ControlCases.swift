import Model

/// The cases that Deny statements distinguish by a key whose value is unknown.
///
///     Deny if region = eu-central-1    Deny if region != eu-central-1    in each case denied
///
/// Neither statement denies every request, but both together do. The cases are exhaustive: each
/// value that a statement names, one other value for each combination of patterns that a value can
/// match, and the missing key. Keys that only one statement uses are not distinguished.
struct ControlCases {
  /// What each case adds to the known context of a request; empty if the cases cannot be distinguished.
  let contexts: [RequestContext]

  /// The maximum number of cases.
  private static let maximum = 24

  init(_ lines: [ControlledAccess.Line], in context: RequestContext) {
    var open: [String: [Condition]] = [:]
    var counts: [String: Int] = [:]
    for line in lines {
      let conditions = line.statement.conditions.filter {
        $0.evaluate(in: context, variables: line.hasVariables) == .unknown
      }
      for condition in conditions {
        open[condition.key.lowercased(), default: []].append(condition)
      }
      for key in Set(conditions.map { $0.key.lowercased() }) { counts[key, default: 0] += 1 }
    }
    var contexts = [RequestContext()]
    for (key, conditions) in open.sorted(by: { $0.key < $1.key }) where counts[key] ?? 0 > 1 {
      guard let values = Self.values(of: key, in: conditions) else { continue }
      guard contexts.count * values.count <= Self.maximum else { continue }
      contexts = contexts.flatMap { context in
        values.map { value in
          var context = context
          context[key] = value
          return context
        }
      }
    }
    self.contexts = contexts.count > 1 ? contexts : []
  }

  /// The cases of one key; nil if its values cannot be listed.
  private static func values(
    of key: String, in conditions: [Condition]
  ) -> [RequestContext.Knowledge]? {
    // Every request has a region, and only one, in lower case. See
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion.
    let isRegion = key == "aws:requestedregion"
    var literals: [String] = []
    var patterns: [String] = []
    var isBoolean = false
    for condition in conditions {
      guard let form = condition.form, form.quantifier == nil || isRegion,
        !condition.values.contains(where: { $0.contains("${") })
      else { return nil }
      switch form.comparison {
      case .stringEquals: literals += condition.values
      case .stringEqualsIgnoreCase where isRegion:
        literals += condition.values.map { $0.lowercased() }
      case .stringLike:
        for value in condition.values {
          let isPattern = value.contains { $0 == "*" || $0 == "?" }
          if isPattern { patterns.append(value) } else { literals.append(value) }
        }
      case .bool: isBoolean = true
      case .null: continue
      default: return nil
      }
    }
    let absent: [RequestContext.Knowledge] = isRegion ? [] : [.absent]
    if isBoolean {
      return literals.isEmpty && patterns.isEmpty
        ? absent + [.values(["true"]), .values(["false"])] : nil
    }
    let (named, shapes) = (literals.uniqued, patterns.uniqued)
    guard named.count <= maximum,
      let others = WildcardPattern.samples(of: shapes, excluding: named)
    else { return nil }
    return absent + (named + others).map { .values([$0]) }
  }
}
