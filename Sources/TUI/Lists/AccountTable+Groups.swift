import Model

extension AccountTable {
  /// The groups, with their members and policies.
  static let groups = AccountTable(
    columns: TableColumn.groups, missing: Missing.details("groups"))
}

extension TableColumn {
  fileprivate static let groups: [TableColumn] = [
    TableColumn("group", 20) { $1.inventory.name(of: $0) },
    attention,
    TableColumn("members", 7) { subject, model in
      String(model.inventory.members(ofGroup: model.inventory.name(of: subject)).count)
    },
    findings,
    TableColumn("attached policies", 24) { subject, model in
      let names = model.inventory.identity(of: subject)?.attachedPolicies.map(\.name) ?? []
      return names.isEmpty ? "-" : names.joined(separator: " ")
    },
    TableColumn("inline", 6) { subject, model in
      String(model.inventory.identity(of: subject)?.inlinePolicies.count ?? 0)
    },
    TableColumn("ARN", 40) { $1.inventory.arn(of: $0)?.description ?? "" },
  ]
}
