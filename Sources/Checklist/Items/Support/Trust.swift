import Model

/// A role's trust policy, for the items that evaluate trust.
///
/// An Allow is evaluated together with the Deny statements of the policy: an unconditional Deny
/// excludes the principal, and a Deny of all values except some (`StringNotLike`) limits it.
struct Trust {
  let role: Role
  let statements: [Statement]
  /// Whether the policy's version supports policy variables; in other versions `${` is plain text.
  let hasVariables: Bool
  private let denials: [Statement]

  /// Nil if the trust policy is not in the evidence.
  init?(_ role: Role) {
    guard let trust = role.trust else { return nil }
    self.role = role
    statements = trust.statements
    hasVariables = trust.hasVariables
    denials = statements.filter { $0.effect == .deny }
  }

  /// The Allow statements that cover `action`, including by wildcards and `NotAction`.
  func allows(_ action: String) -> [Statement] {
    statements.filter { $0.effect == .allow && $0.covers(action) }
  }

  /// The Deny statements that cover both `action` and the principal.
  func denies(_ action: String, of principal: Principal) -> [Statement] {
    denials.filter { $0.covers(action) && $0.speaks(of: principal) }
  }

  /// Whether a Deny excludes every request for `action` by the principal.
  func deniesAltogether(_ action: String, of principal: Principal) -> Bool {
    denies(action, of: principal).contains { $0.undecidedConditions.isEmpty }
  }

  /// The requirements on tokens or callers of `principal` under `statement`.
  ///
  /// These are the positive conditions of the statement, and the inverted condition of each Deny
  /// with a single negated condition (not counting conditions that all callers meet): a Deny of all
  /// values except some leaves these values.
  func requirements(
    of statement: Statement, action: String, principal: Principal
  ) -> [Requirement] {
    statement.requirements(variables: hasVariables)
      + denies(action, of: principal).compactMap { deny in
        let undecided = deny.undecidedConditions
        return undecided.count == 1
          ? Requirement(turningRound: undecided[0], variables: hasVariables) : nil
      }
  }
}

extension Statement {
  /// The positive conditions of the statement.
  fileprivate func requirements(variables: Bool) -> [Requirement] {
    let present = Set(conditions.compactMap(\.presentKey))
    return conditions.compactMap { Requirement($0, among: present, variables: variables) }
  }

  /// The conditions that some callers meet and others do not. Data perimeters exempt AWS services,
  /// but no principal of an account and no token is one. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice.
  fileprivate var undecidedConditions: [Condition] {
    conditions.filter { $0.evaluate(in: Self.anyCaller) != .yes }
  }

  private static let anyCaller = RequestContext(["aws:PrincipalIsAWSService": ["false"]])

  /// Whether the statement certainly applies to every caller that `principal` includes.
  fileprivate func speaks(of principal: Principal) -> Bool {
    func isMeant(by listed: Principal) -> Bool {
      listed == principal || listed.isEveryone
        || (listed.kind == .aws && principal.kind == .aws
          && listed.isWholeAccount && listed.account == principal.account)
    }
    switch principals {
    case .only(let list): return list.contains(where: isMeant)
    case .allBut(let list):
      // If the list excludes another principal of the same account, the result is not certain.
      return !principal.isEveryone
        && !list.contains {
          isMeant(by: $0) || ($0.account != nil && $0.account == principal.account)
        }
    case nil: return false
    }
  }
}

extension Principal {
  /// The account of an AWS principal, from its ARN or its twelve digits.
  var account: String? {
    guard kind == .aws else { return nil }
    if value.isAccountID { return value }
    let account = ARN(value).account
    return account.isEmpty ? nil : account
  }

  /// Whether it names an account as a whole: its digits, or `…:root`.
  var isWholeAccount: Bool {
    kind == .aws && (value.isAccountID || ARN(value).resource == "root")
  }
}

/// A condition key that must be present and have one of the given values.
///
/// A condition that holds without the key, such as `…IfExists` and `ForAllValues:`, is not a
/// requirement, unless a `Null` condition requires the key to be present. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html.
struct Requirement: Hashable {
  /// The condition key in lower case.
  let key: String
  /// The accepted values.
  let values: [Value]
  /// Whether each value contains a policy variable although the policy's version has none: no id,
  /// ARN, name or claim contains these characters. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html.
  let isNeverMet: Bool

  /// A value and its fixed part.
  struct Value: Hashable {
    /// The value as written.
    let text: String
    /// The part before the first wildcard or variable; the whole text if there is none.
    let prefix: String
    /// Whether it has neither wildcards nor variables.
    var isLiteral: Bool { prefix == text }

    init(_ text: String, isPattern: Bool, variables: Bool = true) {
      self.text = text
      let wild: (Character) -> Bool = { $0 == "*" || $0 == "?" }
      let plain = isPattern ? String(text.prefix { !wild($0) }) : text
      // The value of a policy variable depends on the caller.
      prefix =
        !variables
        ? plain
        : plain.utf8.indices.first { plain.utf8[$0...].starts(with: "${".utf8) }
          .map { String(plain[..<$0]) } ?? plain
    }
  }

  /// The requirement of `condition`; nil if the condition can hold without the key, or if it
  /// excludes values instead of listing them. `present` contains the keys, in lower case, that
  /// another condition requires to be present.
  init?(_ condition: Condition, among present: Set<String>, variables: Bool) {
    guard let form = condition.form, !form.isNegated, !form.ifExists
    else { return nil }
    if form.quantifier == .forAllValues,
      !present.contains(condition.key.lowercased())
    {
      return nil
    }
    self.init(form.comparison, condition, variables)
  }

  /// The requirement that a Deny with the single `condition` amounts to: the values that it does
  /// not deny.
  init?(turningRound condition: Condition, variables: Bool) {
    guard let form = condition.form, form.isNegated,
      form.quantifier != .forAnyValue
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
    key = condition.key.lowercased()
    values = condition.values.map { Value($0, isPattern: isPattern, variables: variables) }
    isNeverMet = !variables && values.allSatisfy { $0.text.contains("${") }
  }
}

extension Condition {
  /// The key, in lower case, that a condition `"Null": {key: "false"}` requires to be present.
  fileprivate var presentKey: String? {
    guard let form, form.comparison == .null,
      !form.ifExists, form.quantifier == nil, values.allSatisfy({ $0.lowercased() == "false" })
    else { return nil }
    return key.lowercased()
  }
}

extension Judgement {
  /// The trust policies to evaluate; missing ones are noted as missing evidence.
  ///
  /// Service-linked roles are skipped, because only their service can change them.
  mutating func trusts(in account: Account) -> [Trust] {
    let roles = identities(account, needing: .roles).roles.filter { !$0.isServiceLinked }
    let without = roles.filter { $0.trust == nil }.map(\.name)
    if !without.isEmpty {
      noteMissing(.authorizationDetails, "no trust policy for \(listed(without))")
    }
    for role in roles {
      guard let defect = role.trust?.defects.first else { continue }
      noteMissing(
        .authorizationDetails, "the trust policy of \(role.name) has invalid parts: \(defect)")
    }
    return roles.compactMap(Trust.init)
  }
}
