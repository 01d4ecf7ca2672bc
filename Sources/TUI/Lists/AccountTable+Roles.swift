import Model
import Platform

extension AccountTable {
  /// The roles, with the principals that can assume them.
  static let roles = AccountTable(
    columns: TableColumn.roles, missing: Missing.details("roles"))
}

extension TableColumn {
  fileprivate static let roles: [TableColumn] = [
    TableColumn("role", 22) { $1.inventory.name(of: $0) },
    attention,
    role("trusts", 20) { $0.trustInShort },
    TableColumn("days unused", 21) { subject, model in
      guard case .role(let number) = subject,
        case .at(let instant, _) = model.inventory.roles[number].lastUsed
      else { return "-" }
      return AgeBar.text(days: model.account.asOf.instant.days(since: instant))
    }.onScreens(from: 140).colored(unusedRole).sorted { subject, model in
      guard case .role(let number) = subject,
        case .at(let instant, _) = model.inventory.roles[number].lastUsed
      else { return nil }
      return model.account.asOf.instant.days(since: instant)
    },
    role("last used", 10) { role in
      switch role.lastUsed {
      case .at(let instant, _): CalendarDay(containing: instant).description
      case .never: "never"
      case .unknown: "not in the evidence"
      }
    }.colored(unusedRole),
    findings,
    role("policies", 8) { count($0.identity) },
    role("boundary", 16) { $0.identity.boundary?.name ?? "-" },
    TableColumn("ARN", 40) { $1.inventory.arn(of: $0)?.description ?? "" },
  ]

  private static func role(
    _ title: String, _ width: Int, _ text: @escaping @Sendable (Role) -> String
  ) -> TableColumn {
    TableColumn(title, width) { subject, model in
      guard case .role(let number) = subject else { return "" }
      return text(model.inventory.roles[number])
    }
  }
}

extension Role {
  /// The trusted principals in short: services without their domain, accounts by number.
  fileprivate var trustInShort: String {
    guard let trust else { return "?" }
    let words = trust.statements.filter { $0.effect == .allow }.flatMap { statement in
      (statement.principals?.list ?? []).map { principal -> String in
        if principal.isEveryone { return "any principal" }
        switch principal.kind {
        case .service:
          return String(principal.value.split(separator: ".").first ?? "")
        case .aws:
          let arn = ARN(principal.value)
          guard arn.isComplete else { return principal.value }
          return arn.resource == "root" ? arn.account : arn.resourceName
        case .federated:
          let arn = ARN(principal.value)
          return arn.isComplete ? arn.resourceName : principal.value
        case .canonicalUser, .everyone: return principal.value
        }
      }
    }
    var seen: Set<String> = []
    return words.filter { seen.insert($0).inserted }.joined(separator: " ")
  }
}
