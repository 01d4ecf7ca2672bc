/// Whether the lists of the authorization details are whole, as far as other evidence can tell.
///
/// A filtered or cut-off list looks like a short one; the account summary's counts and the
/// credential report's rows prove which it is.
struct AuthorizationCrossCheck {
  let gathering: Gathering

  func apply(to identities: inout Identities) {
    let summary = gathering.summaries.pieces.last
    compare(.users, identities.users.count, summary?["Users"], in: &identities)
    compare(.groups, identities.groups.count, summary?["Groups"], in: &identities)
    compare(.roles, identities.roles.count, summary?["Roles"], in: &identities)
    comparePolicies(summary?["Policies"], in: &identities)
    if summary?["Roles"] == nil, identities.roles.isEmpty {
      // Every account has service-linked roles, so an empty list means a filter.
      identities.note(.roles, "no role is listed, which no account is without")
    }
    compareWithReport(in: &identities)
    lookForGroups(in: &identities)
    lookForDocuments(in: &identities)
  }

  private func compare(
    _ list: Identities.List, _ count: Int, _ expected: Int?, in identities: inout Identities
  ) {
    guard let expected, expected != count else { return }
    identities.note(
      list, "the account summary counts \(expected) \(list.rawValue), the evidence lists \(count)")
  }

  /// `Policies` counts the customer's own; some sources count the attached AWS managed ones too.
  private func comparePolicies(_ expected: Int?, in identities: inout Identities) {
    let own = identities.policies.count { !$0.isManagedByAWS }
    guard let expected, expected != own, expected != identities.policies.count else { return }
    identities.note(
      .policies,
      "the account summary counts \(expected) customer managed policies, the evidence lists \(own)")
  }

  private func compareWithReport(in identities: inout Identities) {
    guard let report = gathering.reports.pieces.last, !gathering.users.isEmpty else { return }
    let listed = Set(identities.users.map(\.name))
    let missing = report.users.map(\.name).filter { !listed.contains($0) }
    guard let first = missing.first else { return }
    let others = missing.count > 1 ? " and \(missing.count - 1) more" : ""
    identities.note(
      .users, "the credential report has user \(first)\(others), which the list does not have")
  }

  /// A group that a user is in and that is not in the list may allow anything.
  private func lookForGroups(in identities: inout Identities) {
    guard !gathering.groups.isEmpty else { return }
    let listed = Set(identities.groups.map { $0.name.lowercased() })
    for user in identities.users {
      guard let missing = user.groups.first(where: { !listed.contains($0.lowercased()) }) else {
        continue
      }
      return identities.note(
        .groups, "user \(user.name) is in the group \(missing), which the list does not have")
    }
  }

  /// A policy that is attached and not in the list may allow anything.
  private func lookForDocuments(in identities: inout Identities) {
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
    identities.note(.policies, "the attached policy \(first)\(others) is not in the evidence")
  }
}
