import Model

/// The callers in any account that the conditions of a trust policy still allow.
struct TrustCallers: Equatable {
  /// Accounts in which at least some principals are allowed.
  var accounts: Set<String>
  /// Principals of which only the unique ID is known.
  var ids: Set<String>

  /// Principals of `accounts`, and those with `ids`.
  init(_ accounts: some Sequence<String>, ids: Set<String> = []) {
    self.accounts = Set(accounts)
    self.ids = ids
  }

  /// The callers that any of `values` allows; nil if one of them allows callers of every account.
  init?<Value>(_ values: [Value], _ callers: (Value) -> TrustCallers?) {
    self.init([])
    for value in values {
      guard let more = callers(value) else { return nil }
      accounts.formUnion(more.accounts)
      ids.formUnion(more.ids)
    }
  }

  /// The callers that both can allow. A principal of which only the ID is known can belong to any
  /// account except `own`.
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

  /// The IDs in the evidence, which can be incomplete.
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
