import Checklist
import Model
import Platform

extension TableColumn {
  static let users: [TableColumn] = [
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

  static let groups: [TableColumn] = [
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

  static let roles: [TableColumn] = [
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

  static let policies: [TableColumn] = [
    TableColumn("policy", 28) { $1.inventory.name(of: $0) },
    policy("type", 8) { $0.isManagedByAWS ? "AWS" : "customer" },
    policy("attached", 8) { $0.attachmentCount.map(String.init) ?? "?" },
    policy("version", 7) { $0.defaultVersion },
    findings,
    policy("boundary", 8) { $0.boundaryCount.map(String.init) ?? "?" },
    policy("statements", 10) { $0.document.map { String($0.statements.count) } ?? "?" },
    TableColumn("ARN", 40) { $1.inventory.arn(of: $0)?.description ?? "" },
  ]

  static let organization: [TableColumn] = [
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

  /// What matters about a user, group or role, in words.
  private static let attention = TableColumn("attention", 14) { subject, model in
    let words = Attention.of(subject, in: model).map(\.word)
    return words.isEmpty ? "-" : words.joined(separator: ", ")
  }.colored { Attention.of($0, in: $1).first?.role ?? .text }

  private static let keyRole: @Sendable (PageSubject, ConsoleModel) -> StyleRole = {
    Attention.of($0, in: $1).contains(.oldKey) ? .high : .text
  }

  private static let unusedRole: @Sendable (PageSubject, ConsoleModel) -> StyleRole = {
    Attention.of($0, in: $1).contains(.unused) ? .medium : .text
  }

  private static let findings = TableColumn("findings", 8) { subject, model in
    let count = model.findings(about: subject).count
    return count == 0 ? "-" : String(count)
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

  private static func role(
    _ title: String, _ width: Int, _ text: @escaping @Sendable (Role) -> String
  ) -> TableColumn {
    TableColumn(title, width) { subject, model in
      guard case .role(let number) = subject else { return "" }
      return text(model.inventory.roles[number])
    }
  }

  private static func policy(
    _ title: String, _ width: Int, _ text: @escaping @Sendable (ManagedPolicy) -> String
  ) -> TableColumn {
    TableColumn(title, width) { subject, model in
      guard case .policy(let number) = subject else { return "" }
      return text(model.inventory.policies[number])
    }
  }

  private static func control(
    _ title: String, _ width: Int,
    _ text: @escaping @Sendable (Inventory.PlacedControlPolicy) -> String
  ) -> TableColumn {
    TableColumn(title, width) { subject, model in
      guard case .controlPolicy(let number) = subject else { return "" }
      return text(model.inventory.controlPolicies[number])
    }
  }

  /// The numbers of attached and inline policies: `3+1`.
  private static func count(_ identity: Identity) -> String {
    let (attached, inline) = (identity.attachedPolicies.count, identity.inlinePolicies.count)
    return inline == 0 ? String(attached) : "\(attached)+\(inline)"
  }

  private static func yesNo(_ value: Bool?) -> String { value.map { $0 ? "yes" : "no" } ?? "?" }
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
