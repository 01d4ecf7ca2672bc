import Model

/// A table of identities or policies: a view of the console, as one record.
struct AccountTable: Sendable {
  /// The columns, the most important first.
  let columns: [TableColumn]
  /// Whether a row comes before another; nil for the order of the inventory.
  let precedes: (@Sendable (Int, Int, ConsoleModel) -> Bool)?
  /// The evidence that an empty table needs; nil if it is complete.
  let missing: @Sendable (Account) -> Missing?

  /// Evidence that is missing or partial.
  struct Missing {
    let what: String
    let reason: String
    let kind: EvidenceKind

    /// What is missing if the authorization details are.
    static func details(_ what: String) -> @Sendable (Account) -> Missing? {
      { account in
        account.identities.shortcoming.map {
          Missing(what: what, reason: $0, kind: .authorizationDetails)
        }
      }
    }
  }

  init(
    columns: [TableColumn],
    precedes: (@Sendable (Int, Int, ConsoleModel) -> Bool)? = nil,
    missing: @escaping @Sendable (Account) -> Missing?
  ) {
    self.columns = columns
    self.precedes = precedes
    self.missing = missing
  }

  /// The table of a view; nil for the overview and the checklist.
  static func of(_ view: ViewKind) -> AccountTable? {
    switch view {
    case .overview, .checklist: nil
    case .users: users
    case .groups: groups
    case .roles: roles
    case .policies: policies
    case .organization: organization
    }
  }
}
