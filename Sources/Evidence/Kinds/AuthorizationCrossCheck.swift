internal import Model

/// Checks with other evidence whether the lists of the authorization details are complete.
///
/// A filtered or truncated list looks like a short one. The counts of the account summary and the
/// rows of the credential report show the difference.
struct AuthorizationCrossCheck {
  let gathering: Gathering

  func apply(to identities: inout Identities) {
    let summary = gathering[.summaries].pieces.last
    compare(.users, identities.users.count, summary?["Users"], in: &identities)
    compare(.groups, identities.groups.count, summary?["Groups"], in: &identities)
    compare(.roles, identities.roles.count, summary?["Roles"], in: &identities)
    comparePolicies(summary?["Policies"], in: &identities)
    if summary?["Roles"] == nil, identities.roles.isEmpty {
      // Every account has service-linked roles, so an empty list means a filter.
      identities.note(.roles, "no roles are listed, but every account has service-linked roles")
    }
    compareWithReport(in: &identities)
    checkGroups(in: &identities)
    checkDocuments(in: &identities)
  }

  private func compare(
    _ list: Identities.List, _ count: Int, _ expected: Int?, in identities: inout Identities
  ) {
    guard let expected, expected != count else { return }
    identities.note(
      list,
      "the account summary counts \(expected) \(list.rawValue), but the evidence lists \(count)")
  }

  /// `Policies` counts the customer managed policies; some sources also count the attached AWS
  /// managed policies.
  private func comparePolicies(_ expected: Int?, in identities: inout Identities) {
    let own = identities.policies.count { !$0.isManagedByAWS }
    guard let expected, expected != own, expected != identities.policies.count else { return }
    identities.note(
      .policies,
      "the account summary counts \(expected) customer managed policies, but the evidence lists"
        + " \(own)")
  }

  private func compareWithReport(in identities: inout Identities) {
    guard let report = gathering[.reports].pieces.last, !gathering[.users].isEmpty else { return }
    let listed = Set(identities.users.map(\.name))
    let missing = report.users.map(\.name).filter { !listed.contains($0) }
    guard let first = missing.first else { return }
    let others = missing.count > 1 ? " and \(missing.count - 1) more" : ""
    identities.note(
      .users, "users in the credential report but not in the list: \(first)\(others)")
  }

  /// A group that has members but is not in the list could allow anything.
  private func checkGroups(in identities: inout Identities) {
    guard !gathering[.groups].isEmpty else { return }
    let listed = Set(identities.groups.map { $0.name.lowercased() })
    for user in identities.users {
      guard let missing = user.groups.first(where: { !listed.contains($0.lowercased()) }) else {
        continue
      }
      return identities.note(
        .groups, "user \(user.name) is in group \(missing), which is not in the list")
    }
  }

  /// An attached policy that is not in the list could allow anything.
  private func checkDocuments(in identities: inout Identities) {
    let known = Set(identities.policies.map(\.arn))
    var missing: [String] = []
    var seen: Set<ARN> = []
    let owners =
      identities.users.map(\.identity) + identities.groups.map(\.identity)
      + identities.roles.map(\.identity)
    for owner in owners {
      for policy in owner.attachedPolicies + (owner.boundary.map { [$0] } ?? [])
      where !known.contains(policy.arn) && seen.insert(policy.arn).inserted {
        missing.append(policy.name)
      }
    }
    guard let first = missing.sorted().first else { return }
    let others = missing.count > 1 ? " and \(missing.count - 1) more" : ""
    identities.note(.policies, "attached policies that are not in the evidence: \(first)\(others)")
  }
}
