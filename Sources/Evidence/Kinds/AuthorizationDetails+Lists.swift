internal import Model

extension Assembly {
  /// The four lists of the authorization details, checked against each other and against other
  /// evidence.
  func identities() -> Evidence<Identities> {
    let lists = [
      part(.users, "UserDetailList", .users), part(.groups, "GroupDetailList", .groups),
      part(.roles, "RoleDetailList", .roles), part(.policies, "Policies", .policies),
    ]
    let files = lists.flatMap(\.files).uniqued
    guard !files.isEmpty else { return missing(.authorizationDetails) }
    var identities = Identities(
      users: sorted(gathering[.users].pieces, \.identity),
      groups: sorted(gathering[.groups].pieces, \.identity),
      roles: sorted(gathering[.roles].pieces, \.identity),
      policies: gathering[.policies].pieces.unique { $0.arn.description }
        .sorted { $0.arn.description < $1.arn.description })
    for part in lists { identities.shortcomings[part.list] = part.shortcoming }
    AuthorizationCrossCheck(gathering: gathering).apply(to: &identities)
    let reasons = Identities.List.allCases.compactMap { identities.shortcomings[$0] }
    guard !reasons.isEmpty else { return .collected(identities, files: files) }
    return .partial(identities, files: files, reason: reasons.joined(separator: "; "))
  }

  /// The files that contain `list`, and why it is incomplete; `name` is its name in the answer.
  private func part<Piece>(
    _ list: Identities.List, _ name: String, _ key: PieceKey<Piece>
  ) -> (list: Identities.List, files: [String], shortcoming: String?) {
    let gathered = gathering[key]
    let shortcoming =
      gathered.isEmpty
      ? "the authorization details contain no \(name)" : gathered.shortcoming
    return (list, gathered.files, shortcoming)
  }

  private func sorted<Owner>(_ owners: [Owner], _ identity: (Owner) -> Identity) -> [Owner] {
    owners.unique { identity($0).arn.description }
      .sorted { identity($0).name < identity($1).name }
  }
}
