internal import Model
internal import Platform

/// The statements of all policies in the evidence, by their position.
struct StatementIndex: Sendable {
  struct Entry: Sendable {
    let statement: Statement
    /// The policy, such as "policy deploy" or "trust policy of role ci".
    let policy: String
    /// The name of the policy; empty for a trust policy.
    var policyName = ""
    /// Whether AWS wrote it, so that nobody else can change it.
    var isManagedByAWS = false
  }

  private let entries: [Place: Entry]

  private struct Place: Hashable, Sendable {
    let file: String
    let place: String
  }

  init(_ account: Account) {
    var entries: [Place: Entry] = [:]
    func add(
      _ document: PolicyDocument?, _ policy: @autoclosure () -> String, named name: String = "",
      isManagedByAWS: Bool = false
    ) {
      guard let document else { return }
      let title = policy()
      for statement in document.statements {
        let citation = statement.citation
        entries[Place(file: citation.file, place: citation.place)] = Entry(
          statement: statement, policy: title, policyName: name, isManagedByAWS: isManagedByAWS)
      }
    }
    func add(_ identity: Identity, _ kind: String) {
      for policy in identity.inlinePolicies {
        add(
          policy.document, "inline policy \(policy.name) of \(kind) \(identity.name)",
          named: policy.name)
      }
    }
    let identities = account.identities.value ?? Identities()
    for user in identities.users { add(user.identity, "user") }
    for group in identities.groups { add(group.identity, "group") }
    for role in identities.roles {
      add(role.identity, "role")
      add(role.trust, "trust policy of role \(role.identity.name)")
    }
    for policy in identities.policies {
      add(
        policy.document, "\(policy.isManagedByAWS ? "AWS managed " : "")policy \(policy.name)",
        named: policy.name, isManagedByAWS: policy.isManagedByAWS)
    }
    for policy in account.controlPolicies.value?.path.flatMap(\.policies) ?? [] {
      add(policy.document, "service control policy \(policy.name)")
    }
    self.entries = entries
  }

  subscript(citation: Citation) -> Entry? {
    entries[Place(file: citation.file, place: citation.place)]
  }
}
