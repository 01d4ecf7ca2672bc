internal import Model
internal import Platform

extension EvidenceRecord {
  /// Users, groups, roles and managed policies.
  static let authorizationDetails = EvidenceRecord(
    .authorizationDetails, calls: [CollectOperation.authorizationDetails],
    readers: [.authorizationDetails]
  ) { assembly in
    assembly.account.identities = assembly.identities()
  }.with {
    $0.signs = ["UserDetailList", "GroupDetailList", "PolicyVersionList"]
    $0.isPartialByPage = false
    $0.isPartialByRefusal = true
  }
}

extension CollectOperation {
  static let authorizationDetails = CollectOperation(
    command: "iam get-account-authorization-details", kind: .authorizationDetails,
    scope: .account, actions: ["iam:GetAccountAuthorizationDetails"],
    expects: "RoleDetailList", file: "account-authorization-details",
    followUps: [
      AnswerPath("RoleDetailList", "Arn"), AnswerPath("UserDetailList", "Arn"),
      AnswerPath("GroupDetailList", "Arn"),
      AnswerPath("Policies", where: .doesNotContain("Arn", ":iam::aws:"), "Arn"),
    ].map { FollowUp(path: $0, command: lastAccessed.command) })
}

extension PieceKey<User> {
  static var users: PieceKey<User> { PieceKey(.authorizationDetails) }
}

extension PieceKey<Group> {
  static var groups: PieceKey<Group> { PieceKey(.authorizationDetails) }
}

extension PieceKey<Role> {
  static var roles: PieceKey<Role> { PieceKey(.authorizationDetails) }
}

extension PieceKey<ManagedPolicy> {
  static var policies: PieceKey<ManagedPolicy> { PieceKey(.authorizationDetails) }
}

extension EvidenceReader {
  /// `iam get-account-authorization-details`: users, groups, roles and managed policies.
  ///
  /// Filters omit lists, and some tools save one list per file, so a list that no file contains is
  /// not known to be empty.
  fileprivate static let authorizationDetails = EvidenceReader(
    recognizes: { root in
      root.has("UserDetailList") || root.has("GroupDetailList") || root.has("RoleDetailList")
        || (root["Policies"]?.elements.contains { $0["PolicyVersionList"] != nil } ?? false)
    },
    read: { answer, gathering in
      let file = answer.file
      let shortcoming = answer.shortcoming
      func lists(_ name: String, _ list: Identities.List) -> CursorList? {
        gathering.begin(list)
        return answer.body.node.has(name) ? gathering.list(name, of: answer.body) : nil
      }
      if let list = lists("UserDetailList", .users) {
        let users = list.compactMap { gathering.user($0) }
        if shortcoming == nil {
          gathering.compareList(
            "UserDetailList", users.map(\.identity.arn.description), at: answer.body)
        }
        gathering.add(.users, users, from: file, shortcoming: shortcoming)
      }
      if let list = lists("GroupDetailList", .groups) {
        let groups = list.compactMap { gathering.group($0) }
        if shortcoming == nil {
          gathering.compareList(
            "GroupDetailList", groups.map(\.identity.arn.description), at: answer.body)
        }
        gathering.add(.groups, groups, from: file, shortcoming: shortcoming)
      }
      if let list = lists("RoleDetailList", .roles) {
        let roles = list.compactMap { gathering.role($0) }
        if shortcoming == nil {
          gathering.compareList(
            "RoleDetailList", roles.map(\.identity.arn.description), at: answer.body)
        }
        gathering.add(.roles, roles, from: file, shortcoming: shortcoming)
      }
      if let list = lists("Policies", .policies) {
        let policies = list.compactMap { gathering.managedPolicy($0) }
        if shortcoming == nil {
          gathering.compareList("Policies", policies.map(\.arn.description), at: answer.body)
        }
        gathering.add(.policies, policies, from: file, shortcoming: shortcoming)
      }
    })
}

extension Gathering {
  /// Begins to read `list`: problems from here on make only this list incomplete.
  fileprivate mutating func begin(_ list: Identities.List) {
    switch list {
    case .users: beginPart(.users)
    case .groups: beginPart(.groups)
    case .roles: beginPart(.roles)
    case .policies: beginPart(.policies)
    }
  }

  /// Records why `list` of the authorization details is incomplete.
  mutating func degrade(_ list: Identities.List, _ reason: String) {
    switch list {
    case .users: degradePieces(.users, reason)
    case .groups: degradePieces(.groups, reason)
    case .roles: degradePieces(.roles, reason)
    case .policies: degradePieces(.policies, reason)
    }
  }
}
