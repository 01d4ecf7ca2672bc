import Model

/// The callers that conditions of a trust policy leave of every account's.
struct TrustCallers: Equatable {
  /// Accounts of which some principals are left.
  var accounts: Set<String>
  /// Principals that are known by their unique ID only.
  var ids: Set<String>

  /// Principals of `accounts`, and those with `ids`.
  init(_ accounts: some Sequence<String>, ids: Set<String> = []) {
    self.accounts = Set(accounts)
    self.ids = ids
  }

  /// The callers of any of `values`; nil if one leaves those of every account.
  init?<Value>(_ values: [Value], _ callers: (Value) -> TrustCallers?) {
    self.init([])
    for value in values {
      guard let more = callers(value) else { return nil }
      accounts.formUnion(more.accounts)
      ids.formUnion(more.ids)
    }
  }

  /// The callers that can be in both. A principal known by its ID can be of any account but `own`.
  func intersection(_ other: TrustCallers, own: String) -> TrustCallers {
    var both = TrustCallers(accounts.intersection(other.accounts), ids: ids.intersection(other.ids))
    if !ids.isEmpty { both.accounts.formUnion(other.accounts.subtracting([own])) }
    if !other.ids.isEmpty { both.accounts.formUnion(accounts.subtracting([own])) }
    return both
  }
}

/// The unique IDs of an account's users and roles.
struct UniqueIDs {
  private let ids: Set<String>

  /// The IDs in the evidence, which may not be all.
  init(_ account: Account) {
    let identities = account.identities.value ?? Identities()
    ids = Set(
      (identities.users.map(\.identity) + identities.roles.map(\.identity)).map(\.uniqueID)
    )
    .subtracting([""])
  }

  /// Whether `id` is one of them.
  func contains(_ id: String) -> Bool { ids.contains(id) }
}
