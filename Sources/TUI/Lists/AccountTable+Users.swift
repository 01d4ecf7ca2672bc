import Model
import Platform

extension AccountTable {
  /// The IAM users, with their credentials.
  static let users = AccountTable(
    columns: TableColumn.users, missing: Missing.details("users"))
}

extension TableColumn {
  fileprivate static let users: [TableColumn] = [
    TableColumn("user", 15) { $1.inventory.name(of: $0) },
    attention,
    credential("console", 7) { row, _ in yesNo(row.passwordEnabled) },
    credential("MFA", 3) { row, _ in yesNo(row.mfaActive) }
      .colored { Attention.of($0, in: $1).contains(.noMFA) ? .high : .text },
    credential("key age, d", 10) { row, asOf in
      let ages = row.keyAges(asOf: asOf)
      return ages.isEmpty ? "-" : ages.map { $0.map(String.init) ?? "?" }.joined(separator: " ")
    }.colored(keyRole),
    credential("oldest key", 21) { row, asOf in
      row.keyAges(asOf: asOf).compactMap(\.self).max().map(AgeBar.text) ?? "-"
    }.onScreens(from: 120).colored(keyRole).sorted { subject, model in
      model.inventory.credentials(of: subject)?.keyAges(asOf: model.account.asOf.instant)
        .compactMap(\.self).max()
    },
    credential("last active", 11) { row, _ in
      let moments = ([row.passwordUsed] + row.keys.map(\.used)).compactMap(\.instant)
      return moments.max().map { CalendarDay(containing: $0).description } ?? "never"
    }.colored(unusedRole),
    findings,
    user("groups", 14) { $0.groups.joined(separator: " ") },
    user("policies", 8) { count($0.identity) },
    user("boundary", 16) { $0.identity.boundary?.name ?? "-" },
    TableColumn("ARN", 40) { $1.inventory.arn(of: $0)?.description ?? "" },
  ]

  private static let keyRole: @Sendable (PageSubject, ConsoleModel) -> StyleRole = {
    Attention.of($0, in: $1).contains(.oldKey) ? .high : .text
  }

  private static func user(
    _ title: String, _ width: Int, _ text: @escaping @Sendable (User) -> String
  ) -> TableColumn {
    TableColumn(title, width) { subject, model in
      guard case .user(let number) = subject else { return "" }
      return text(model.inventory.users[number])
    }
  }

  private static func credential(
    _ title: String, _ width: Int, _ text: @escaping @Sendable (CredentialRow, Instant) -> String
  ) -> TableColumn {
    TableColumn(title, width) { subject, model in
      guard case .user(let number) = subject,
        let row = model.inventory.credentials(of: model.inventory.users[number])
      else { return "?" }
      return text(row, model.account.asOf.instant)
    }
  }

  private static func yesNo(_ value: Bool?) -> String { value.map { $0 ? "yes" : "no" } ?? "?" }
}
