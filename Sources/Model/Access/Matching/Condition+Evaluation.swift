extension Condition {
  /// Whether the condition is met in `context`.
  ///
  /// - Several values of the condition are alternatives; a negated operator is met if none matches.
  ///   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
  /// - A missing key fails a condition, except with a negated operator, `IfExists` and `Null`.
  ///   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
  /// - `ForAllValues:` is met for a missing key or only empty values, `ForAnyValue:` never is.
  ///   https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
  ///
  /// The result is unknown for an invalid operator and for an unknown key. `variables` says whether
  /// the policy version supports variables.
  public func evaluate(in context: RequestContext, variables: Bool = true) -> Truth {
    guard let parsed = form else { return .unknown }
    let knowledge = context[key]
    if parsed.comparison == .null { return nullCheck(knowledge) }
    if isNeverMet(parsed, context, variables) { return .no }
    switch knowledge {
    case .unknown:
      return .unknown
    case .absent:
      return evaluateAbsent(parsed)
    case .values(let given):
      return evaluate(parsed, given: given, in: context, variables: variables)
    case .spellings(let given):
      // One value, in whatever spelling: a quantifier makes no difference.
      let comparison = comparison(parsed, context, variables)
      let answers = given.lazy.map { value in
        holds(parsed) { comparison.compare(value, with: $0) }
      }
      return parsed.isNegated ? answers.all : answers.any
    case .valuesOrAbsent(let given):
      let present = evaluate(parsed, given: given, in: context, variables: variables)
      return present == evaluateAbsent(parsed) ? present : .unknown
    case .fitting(let patterns):
      return evaluate(parsed, fitting: patterns, in: context, variables)
    case .fittingOrAbsent(let patterns):
      let present = evaluate(parsed, fitting: patterns, in: context, variables)
      return present == evaluateAbsent(parsed) ? present : .unknown
    case .resourceOfAccount(let account):
      let comparison = comparison(parsed, context, variables)
      let present = holds(parsed) { comparison.compare(resourceOf: account, with: $0) }
      return present == evaluateAbsent(parsed) ? present : .unknown
    }
  }

  private func evaluate(
    _ parsed: ConditionOperator, fitting patterns: [String], in context: RequestContext,
    _ variables: Bool
  ) -> Truth {
    let comparison = comparison(parsed, context, variables)
    let answers = patterns.map { pattern in
      holds(parsed) { comparison.compare(fitting: pattern, with: $0) }
    }
    return answers.all == answers.any ? answers.all : .unknown
  }

  private func comparison(
    _ parsed: ConditionOperator, _ context: RequestContext, _ variables: Bool
  ) -> ValueComparison {
    ValueComparison(
      kind: parsed.comparison, context: context,
      hasVariables: variables && parsed.comparison.takesVariables)
  }

  /// Whether the condition is met for one value, which `fits` compares with each value of the
  /// condition.
  private func holds(_ parsed: ConditionOperator, _ fits: (String) -> Truth?) -> Truth {
    var result = Truth(parsed.isNegated)
    for wanted in values {
      let answer = fits(wanted).map { parsed.isNegated ? !$0 : $0 } ?? .no
      result = parsed.isNegated ? min(result, answer) : max(result, answer)
    }
    return result
  }

  /// Whether no value of the key meets the condition, present or not: with none of its own values can
  /// any be compared, such as `"Bool": {"aws:SecureTransport": "yes"}`.
  private func isNeverMet(
    _ parsed: ConditionOperator, _ context: RequestContext, _ variables: Bool
  ) -> Bool {
    guard !parsed.isNegated, evaluateAbsent(parsed) == .no, !values.isEmpty else { return false }
    let comparison = comparison(parsed, context, variables)
    return !values.contains(where: comparison.isComparable)
  }

  private func evaluateAbsent(_ parsed: ConditionOperator) -> Truth {
    if parsed.ifExists { return .yes }
    switch parsed.quantifier {
    case .forAllValues: return .yes
    case .forAnyValue: return .no
    case nil: return Truth(parsed.isNegated)
    }
  }

  /// `"Null": {"key": "true"}` is met for a missing key, `"false"` for a present one.
  private func nullCheck(_ knowledge: RequestContext.Knowledge) -> Truth {
    let answers = values.map { value -> Truth in
      let wantsAbsent = value.lowercased() == "true"
      guard wantsAbsent || value.lowercased() == "false" else { return .no }
      switch knowledge {
      case .unknown, .valuesOrAbsent, .fittingOrAbsent, .resourceOfAccount: return .unknown
      case .absent: return Truth(wantsAbsent)
      case .values, .spellings, .fitting: return Truth(!wantsAbsent)
      }
    }
    return answers.any
  }

  private func evaluate(
    _ parsed: ConditionOperator, given: [String], in context: RequestContext, variables: Bool
  ) -> Truth {
    let comparison = comparison(parsed, context, variables)
    func holds(_ value: String) -> Truth {
      self.holds(parsed) { comparison.compare(value, with: $0) }
    }
    switch parsed.quantifier {
    case .forAllValues:
      return given.lazy.filter { !$0.isEmpty }.map(holds).all
    case .forAnyValue:
      return given.lazy.filter { !$0.isEmpty }.map(holds).any
    case nil:
      return parsed.isNegated ? given.lazy.map(holds).all : given.lazy.map(holds).any
    }
  }
}

extension Statement {
  /// Whether all its conditions are met in `context`; conditions are never alternatives. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html.
  public func evaluateConditions(in context: RequestContext, variables: Bool = true) -> Truth {
    conditions.lazy.map { $0.evaluate(in: context, variables: variables) }.all
  }
}
