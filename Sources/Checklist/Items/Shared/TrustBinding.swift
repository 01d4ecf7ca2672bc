import Model

/// A statement of a role's trust policy that lets somebody in, and what binds it.
struct TrustGrant {
  let statement: Statement
  /// The trust's Deny statements: with a negated condition they bind as well as a condition would.
  let denies: [Statement]

  /// The statements of `role`'s trust that allow `action`.
  static func all(of role: Role, action: String) -> [TrustGrant] {
    let statements = (role.trust?.statements ?? []).filter {
      ActionSet(of: $0.actions).contains(action)
    }
    let denies = statements.filter { $0.effect == .deny }
    return statements.filter { $0.effect == .allow }.map {
      TrustGrant(statement: $0, denies: denies)
    }
  }

  /// The values one of which the key must have; nil where nothing demands that it has any.
  ///
  /// `ForAllValues:` holds for an absent key, `…IfExists` too, and a negated operator lets all
  /// others in, so none of them binds. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html.
  func binding(of key: String) -> [Bound]? {
    let own = statement.conditions.filter { $0.key.lowercased() == key.lowercased() && $0.demands }
      .map { condition in condition.values.map { condition.bound($0) } }
    let byDeny = denies.flatMap { deny -> [[Bound]] in
      guard deny.conditions.count == 1, let condition = deny.conditions.first,
        condition.key.lowercased() == key.lowercased(), condition.isNegated,
        !condition.isOfSet
      else { return [] }
      return [condition.values.map { condition.bound($0) }]
    }
    // Several conditions on a key must all hold; the narrowest of them binds.
    return (own + byDeny).min { left, right in
      left.count(where: \.hasWildcard) < right.count(where: \.hasWildcard)
    }
  }

  /// Whether the key must have a value that is no wildcard alone.
  func binds(_ key: String) -> Bool {
    binding(of: key)?.allSatisfy { !$0.isAnything } ?? false
  }

  /// A value that a key must equal or be like.
  struct Bound: Equatable {
    let text: String
    /// Whether `*` and `?` in it stand for others.
    let isPattern: Bool

    var hasWildcard: Bool { isPattern && text.contains { $0 == "*" || $0 == "?" } }
    var isAnything: Bool {
      isPattern && !text.isEmpty && text.allSatisfy { $0 == "*" || $0 == "?" }
    }
    /// What stands before the first wildcard.
    var literalStart: String {
      isPattern ? String(text.prefix { $0 != "*" && $0 != "?" }) : text
    }
  }
}

extension Condition {
  var isIfExists: Bool { operatorName.lowercased().hasSuffix("ifexists") }
  var isForAllValues: Bool { operatorName.lowercased().hasPrefix("forallvalues:") }
  var isOfSet: Bool { operatorName.contains(":") }

  /// Whether it holds only if the key is there and has one of the values.
  var demands: Bool {
    !isIfExists && !isForAllValues
      && ["stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike"]
        .contains(plainOperator)
  }

  func bound(_ value: String) -> TrustGrant.Bound {
    let isPattern = [
      "stringlike", "stringnotlike", "arnlike", "arnequals", "arnnotlike", "arnnotequals",
    ]
    .contains(plainOperator)
    return TrustGrant.Bound(text: value, isPattern: isPattern)
  }
}
