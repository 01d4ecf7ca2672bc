import Model

extension AccountTable {
  /// The managed policies.
  static let policies = AccountTable(
    columns: TableColumn.policies, missing: Missing.details("policies"))
}

extension TableColumn {
  fileprivate static let policies: [TableColumn] = [
    TableColumn("policy", 28) { $1.inventory.name(of: $0) },
    policy("type", 8) { $0.isManagedByAWS ? "AWS" : "customer" },
    policy("attached", 8) { $0.attachmentCount.map(String.init) ?? "?" },
    policy("version", 7) { $0.defaultVersion },
    findings,
    policy("boundary", 8) { $0.boundaryCount.map(String.init) ?? "?" },
    policy("statements", 10) { $0.document.map { String($0.statements.count) } ?? "?" },
    TableColumn("ARN", 40) { $1.inventory.arn(of: $0)?.description ?? "" },
  ]

  private static func policy(
    _ title: String, _ width: Int, _ text: @escaping @Sendable (ManagedPolicy) -> String
  ) -> TableColumn {
    TableColumn(title, width) { subject, model in
      guard case .policy(let number) = subject else { return "" }
      return text(model.inventory.policies[number])
    }
  }
}
