import Model

extension AccountTable {
  /// The service control policies on the path of the account, from the root of the organization.
  static let organization = AccountTable(
    columns: TableColumn.organization,
    precedes: { $2.inventory.isAbove($0, $1) },
    missing: { account in
      if let reason = account.organization.shortcoming {
        return Missing(what: "the organization", reason: reason, kind: .organization)
      }
      return account.controlPolicies.shortcoming.map {
        Missing(what: "the service control policies", reason: $0, kind: .controlPolicies)
      }
    })
}

extension TableColumn {
  fileprivate static let organization: [TableColumn] = [
    TableColumn("path of the account", 26) { subject, model in
      guard case .controlPolicy(let number) = subject else { return "" }
      return model.inventory.branch(of: number)
    },
    TableColumn("service control policy", 22) { $1.inventory.name(of: $0) }
      .colored { subject, model in
        guard case .controlPolicy(let number) = subject else { return .text }
        return model.inventory.controlPolicies[number].policy == nil ? .warning : .text
      },
    control("denies", 20) { placed in
      placed.policy.map { $0.document.map(ControlSummary.line) ?? "?" }
        ?? "everything (no policy attached)"
    },
    findings,
    control("level", 5) { $0.step.map { String($0 + 1) } ?? "?" },
    control("attached to", 17) { $0.target ?? "unknown" },
  ]

  private static func control(
    _ title: String, _ width: Int,
    _ text: @escaping @Sendable (Inventory.PlacedControlPolicy) -> String
  ) -> TableColumn {
    TableColumn(title, width) { subject, model in
      guard case .controlPolicy(let number) = subject else { return "" }
      return text(model.inventory.controlPolicies[number])
    }
  }
}
