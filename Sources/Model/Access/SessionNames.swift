/// The names that a role's trust policy lets sessions have.
///
///     StringEquals  sts:RoleSessionName  [ops, audit]       ops, audit
///     StringLike    sts:RoleSessionName  ${aws:username}-*  *-*
///
/// The end of `aws:userid` is that name. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
/// and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.
enum SessionNames {
  /// Any name.
  static let any = ["*"]

  /// Patterns of the names: `*` where a statement leaves the name open.
  static func patterns(of trust: PolicyDocument) -> [String] {
    guard trust.statements.contains(where: { $0.conditions.contains(where: isOnName) }) else {
      return any
    }
    let allows = trust.statements.filter { $0.effect == .allow && mayAssume($0) }
    let names = allows.flatMap { statement in
      statement.conditions.lazy.compactMap { fixed(by: $0, isNegated: false, in: trust) }.first
        ?? any
    }
    if !names.isEmpty, !names.contains("*") { return names.uniqued }
    // What a Deny of all other names leaves.
    let denials = trust.statements.filter {
      $0.effect == .deny && $0.conditions.count == 1
        && $0.principals?.list.contains(where: \.isEveryone) == true && mayAssume($0)
    }
    return denials.lazy.compactMap { fixed(by: $0.conditions[0], isNegated: true, in: trust) }.first
      ?? any
  }

  private static func isOnName(_ condition: Condition) -> Bool {
    condition.key.lowercased() == "sts:rolesessionname"
  }

  private static func mayAssume(_ statement: Statement) -> Bool {
    ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"]
      .contains(where: statement.covers)
  }

  /// The names that a condition requires, or that a negated one spares; nil if it says nothing. Each
  /// call has the key, so that it does not matter what an absent one would meet.
  private static func fixed(
    by condition: Condition, isNegated: Bool, in trust: PolicyDocument
  ) -> [String]? {
    guard isOnName(condition), let form = condition.form,
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
