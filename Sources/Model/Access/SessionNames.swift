/// The session names that a role's trust policy allows.
///
///     StringEquals  sts:RoleSessionName  [ops, audit]       ops, audit
///     StringLike    sts:RoleSessionName  ${aws:username}-*  *-*
///
/// The session name is the end of `aws:userid`. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
/// and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.
enum SessionNames {
  /// Any name.
  static let any = ["*"]

  /// The patterns of the names; `*` if a statement does not limit the name.
  static func patterns(of trust: PolicyDocument) -> [String] {
    guard trust.statements.contains(where: { $0.conditions.contains(where: testsName) }) else {
      return any
    }
    let allows = trust.statements.filter { $0.effect == .allow && coversAssumption($0) }
    let names = allows.flatMap { statement in
      statement.conditions.lazy.compactMap { fixed(by: $0, isNegated: false, in: trust) }.first
        ?? any
    }
    if !names.isEmpty, !names.contains("*") { return names.uniqued }
    // The names that remain after a Deny of all other names.
    let denials = trust.statements.filter {
      $0.effect == .deny && $0.conditions.count == 1
        && $0.principals?.list.contains(where: \.isEveryone) == true && coversAssumption($0)
    }
    return denials.lazy.compactMap { fixed(by: $0.conditions[0], isNegated: true, in: trust) }.first
      ?? any
  }

  private static func testsName(_ condition: Condition) -> Bool {
    condition.key.lowercased() == "sts:rolesessionname"
  }

  private static func coversAssumption(_ statement: Statement) -> Bool {
    ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"]
      .contains(where: statement.covers)
  }

  /// The names that a condition requires, or that a negated condition excludes from its effect; nil
  /// if it is not about the name. Every call has the key, so a missing key does not matter.
  private static func fixed(
    by condition: Condition, isNegated: Bool, in trust: PolicyDocument
  ) -> [String]? {
    guard testsName(condition), let form = condition.form,
      form.isNegated == isNegated
    else { return nil }
    let isPattern = form.comparison == .stringLike
    guard isPattern || form.comparison == .stringEquals else { return nil }
    return condition.values.map { value in
      let tokens = WildcardPattern(
        value, wildcards: isPattern, variablesFrom: trust.hasVariables ? RequestContext() : nil
      ).tokens
      return WildcardPattern.text(of: tokens)
    }
  }
}
