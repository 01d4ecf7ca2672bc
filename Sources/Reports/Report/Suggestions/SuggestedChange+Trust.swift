internal import Checklist
internal import Model
internal import Platform

/// Changes of trust policies.
extension Suggestions {
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html for the
  /// external ID, and
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html for the
  /// organization.
  func trust(_ finding: Finding, in owner: String?, isLimited: Bool) -> [Code.Line] {
    guard let statement = statement(of: finding)?.statement, let principals = statement.principals
    else { return [] }
    let values = principals.list.filter { $0.kind == .aws }.map(\.value)
    let deleted = values.filter { $0.hasPrefix("AIDA") || $0.hasPrefix("AROA") }
    if !deleted.isEmpty {
      let kept = values.filter { !deleted.contains($0) }
      return [.removed("\"Principal\": { \"AWS\": \(Suggestions.list(values)) }")]
        + (kept.isEmpty ? [] : [.added("\"Principal\": { \"AWS\": \(Suggestions.list(kept)) }")])
    }
    var lines: [Code.Line] = []
    if principals.list.contains(where: \.isEveryone) {
      lines.append(.removed("\"Principal\": { \"AWS\": \"*\" }"))
      lines.append(
        .added("\"Principal\": { \"AWS\": \"arn:\(account.partitionID):iam::ACCOUNT:role/ROLE\" }"))
    }
    guard !isLimited else { return lines }
    if let organization = account.organization.value, let manager = organization.managementAccount,
      manager == owner
    {
      return lines + [condition("aws:PrincipalOrgID", organization.id)]
    }
    return lines + [condition("sts:ExternalId", "ID_AGREED_WITH_THE_PARTNER")]
  }

  private func condition(_ key: String, _ value: String) -> Code.Line {
    .added(
      "\"Condition\": { \"StringEquals\": { \(Suggestions.quoted(key)):"
        + " \(Suggestions.quoted(value)) } }")
  }

  /// The claims that a token must have. GitHub:
  /// https://docs.github.com/en/actions/reference/security/oidc; other issuers have subjects of their
  /// own form.
  func federation(_ finding: Finding, issuer: String) -> [Code.Line] {
    guard let statement = statement(of: finding)?.statement else { return [] }
    let key = issuer + ":sub"
    let isGitHub = issuer == "token.actions.githubusercontent.com"
    let present = statement.conditions.filter { $0.key.lowercased() == key.lowercased() }
    var lines = present.map { condition in
      Code.Line.removed(
        "\(Suggestions.quoted(condition.operatorName)): { \(Suggestions.quoted(condition.key)):"
          + " \(Suggestions.list(condition.values)) }")
    }
    // The owner is kept if the present condition names one.
    let owners = present.flatMap(\.values).compactMap { value -> String? in
      let parts = value.split(separator: ":", maxSplits: 1)
      guard isGitHub, parts.count == 2, parts[0] == "repo",
        let owner = parts[1].split(separator: "/").first, !owner.contains("*")
      else { return nil }
      return String(owner)
    }
    let exact = present.flatMap(\.values).filter { !$0.contains("*") && !$0.contains("?") }
    let subject =
      exact.first
      ?? (isGitHub
        ? "repo:\(owners.first ?? "OWNER")/REPOSITORY:ref:refs/heads/main"
        : "SUBJECT_OF_THE_PIPELINE")
    let hasAudience = statement.conditions.contains {
      $0.key.lowercased() == issuer.lowercased() + ":aud"
    }
    let claims =
      (hasAudience
        ? []
        : [
          "\(Suggestions.quoted(issuer + ":aud")):"
            + " \(Suggestions.quoted(isGitHub ? "sts.amazonaws.com" : "AUDIENCE"))"
        ]) + ["\(Suggestions.quoted(key)): \(Suggestions.quoted(subject))"]
    lines.append(.added("\"StringEquals\": { \(claims.joined(separator: ", ")) }"))
    return lines
  }
}
