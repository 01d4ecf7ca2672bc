/// The session names that a role's trust policy allows.
///
///     StringEquals  sts:RoleSessionName  [ops, audit]       ops, audit
///     StringLike    sts:RoleSessionName  ${aws:username}-*  *-*
///     Principal     Service              ec2.amazonaws.com  i-*
///
/// The session name is the end of `aws:userid`. See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#ck_rolesessionname
/// and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable.
enum SessionNames {
  /// Any name.
  static let any = ["*"]

  /// The names that services give to the sessions that they start, as far as AWS documents them. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
  /// and https://docs.aws.amazon.com/eks/latest/APIReference/API_auth_AssumedRoleUser.html.
  private static let ofServices = [
    "ec2.amazonaws.com": "i-*",
    "pods.eks.amazonaws.com": "eks-*",
  ]

  /// The patterns of the names; `*` if a statement does not limit the name. `partition` is that of
  /// the role.
  static func patterns(of trust: PolicyDocument, partition: String) -> [String] {
    guard
      trust.statements.contains(where: {
        $0.conditions.contains(where: testsName) || ofServices(in: $0, partition) != nil
      })
    else { return any }
    let allows = trust.statements.filter { $0.effect == .allow && coversAssumption($0) }
    let names = allows.flatMap { statement in
      statement.conditions.lazy.compactMap { fixed(by: $0, isNegated: false, in: trust) }.first
        ?? ofServices(in: statement, partition) ?? any
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

  /// The names that the services in `statement` give; nil if it has other principals, or services
  /// whose names are not documented.
  private static func ofServices(in statement: Statement, _ partition: String) -> [String]? {
    guard case .only(let principals) = statement.principals, !principals.isEmpty else { return nil }
    let names = principals.compactMap { principal in
      principal.kind == .service
        ? ServicePrincipal(principal.value, partition: partition).flatMap { ofServices[$0.name] }
        : nil
    }
    return names.count == principals.count ? names : nil
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
