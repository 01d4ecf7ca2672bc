import Checklist
import Model

/// The principals of a statement in a trust policy, one per line, with its conditions.
struct TrustedText {
  private let inventory: Inventory
  private let accountID: String?

  init(_ context: TextContext) {
    inventory = context.model.inventory
    accountID = context.model.account.id
  }

  func add(_ statement: Statement, to text: inout TextBuilder) {
    let prefix = statement.effect == .deny ? "Deny: " : ""
    let conditions = statement.conditions.map { "\($0.operatorName) \($0.key)" }
      .joined(separator: ", ")
    switch statement.principals {
    case .only(let principals):
      for principal in principals {
        text.entry(
          prefix + words(for: principal), aside: conditions,
          link: inventory.page(of: ARN(principal.value)).map(Link.page))
      }
    case .allBut(let principals):
      let names = principals.map(words).joined(separator: ", ")
      text.entry("\(prefix)all principals except \(names)", aside: conditions)
    case nil: break
    }
  }

  /// The principal as `user alice`, `account 111122223333` or `service lambda.amazonaws.com`.
  private func words(for principal: Principal) -> String {
    if principal.isEveryone { return "any principal" }
    switch principal.kind {
    case .service: return "service \(principal.value)"
    case .canonicalUser: return "canonical user \(principal.value)"
    case .federated:
      let resource = ARN(principal.value).resource
      let name = resource.firstIndex(of: "/").map { resource[resource.index(after: $0)...] }
      return "identity provider \(name ?? Substring(principal.value))"
    case .aws, .everyone: return words(forAWS: principal.value)
    }
  }

  private func words(forAWS value: String) -> String {
    if value.isAccountID { return "account \(value)" }
    let arn = ARN(value)
    guard arn.isComplete else { return value }
    if arn.resource == "root" { return "account \(arn.account)" }
    if let page = inventory.page(of: arn) { return "\(page.kind) \(inventory.name(of: page))" }
    let kind = arn.resource.prefix { $0 != "/" }
    guard arn.service == "iam", kind == "user" || kind == "role" else { return value }
    let owner = arn.account == accountID ? "" : " of account \(arn.account)"
    return "\(kind) \(arn.resourceName)\(owner)"
  }
}
