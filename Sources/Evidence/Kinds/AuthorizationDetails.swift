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
    $0.dates = ["CreateDate", "UpdateDate", "UploadDate", "LastUsedDate", "PasswordLastUsed"]
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
      gathering.read("UserDetailList", .users, of: answer, as: .users, \.identity.arn) {
        $0.user($1)
      }
      gathering.read("GroupDetailList", .groups, of: answer, as: .groups, \.identity.arn) {
        $0.group($1)
      }
      gathering.read("RoleDetailList", .roles, of: answer, as: .roles, \.identity.arn) {
        $0.role($1)
      }
      gathering.read("Policies", .policies, of: answer, as: .policies, \.arn) {
        $0.managedPolicy($1)
      }
    })
}

extension Gathering {
  /// Reads `list` of an answer, in which it is the member `name`; a list that a filter left out is not
  /// known to be empty. `element` reads one of its elements, which `arn` identifies.
  fileprivate mutating func read<Piece>(
    _ name: String, _ list: Identities.List, of answer: Answer, as key: PieceKey<Piece>,
    _ arn: (Piece) -> ARN, _ element: (inout Gathering, Cursor) -> Piece?
  ) {
    begin(list)
    guard answer.body.node.has(name) else { return }
    let pieces = self.list(name, of: answer.body).compactMap { element(&self, $0) }
    if answer.shortcoming == nil {
      compareList(name, pieces.map { arn($0).description }, at: answer.body)
    }
    add(key, pieces, from: answer.file, shortcoming: answer.shortcoming)
  }

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
