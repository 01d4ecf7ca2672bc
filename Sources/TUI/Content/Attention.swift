import Checklist
import Model
import Platform

/// What matters about a user, group or role in a table, the most important first.
enum Attention: CaseIterable, Hashable, Sendable {
  /// A finding shows administrator access.
  case administrator
  /// A console password without MFA.
  case noMFA
  /// An active access key that is older than the limit of the review.
  case oldKey
  /// Not used within the limit of the review.
  case unused

  var word: String {
    switch self {
    case .administrator: "admin"
    case .noMFA: "no MFA"
    case .oldKey: "old key"
    case .unused: "unused"
    }
  }

  var role: StyleRole {
    switch self {
    case .administrator: .critical
    case .noMFA, .oldKey: .high
    case .unused: .medium
    }
  }

  /// What applies to the subject, in the order of `allCases`.
  static func of(_ subject: PageSubject, in model: ConsoleModel) -> [Attention] {
    allCases.filter { $0.applies(to: subject, model) }
  }

  private func applies(to subject: PageSubject, _ model: ConsoleModel) -> Bool {
    let asOf = model.account.asOf.instant
    let limit = model.assessment.settings.maxAgeDays
    func hasFinding(of items: ItemID...) -> Bool {
      model.findings(about: subject).contains { items.contains(model.findings[$0].item) }
    }
    switch self {
    case .administrator:
      return subject.isPrincipal
        && hasFinding(of: Item.usersAdministratorAccess.id, Item.rolesAdministratorAccess.id)
    case .noMFA:
      let row = model.inventory.credentials(of: subject)
      return row?.passwordEnabled == true && row?.mfaActive == false
    case .oldKey:
      let ages = model.inventory.credentials(of: subject)?.keyAges(asOf: asOf) ?? []
      return ages.contains { $0.map { $0 > limit } ?? false }
    case .unused:
      guard case .role(let number) = subject else { return hasFinding(of: Item.usersUnused.id) }
      switch model.inventory.roles[number].lastUsed {
      case .at(let instant, _): return asOf.days(since: instant) > limit
      case .never: return true
      case .unknown: return false
      }
    }
  }
}

extension CredentialRow {
  /// The ages of the active access keys in days; nil for a key of unknown age.
  func keyAges(asOf: Instant) -> [Int?] {
    keys.filter { $0.isActive == true }.map { key in
      key.rotated.instant.map { asOf.days(since: $0) }
    }
  }
}

extension Inventory {
  /// The row of a user in the credential report; nil for other subjects.
  func credentials(of subject: PageSubject) -> CredentialRow? {
    guard case .user(let number) = subject else { return nil }
    return credentials(of: users[number])
  }

  /// Whether a service control policy is shown above another: those of the root first, those of the
  /// account last, then those whose attachment is unknown.
  func isAbove(_ one: Int, _ other: Int) -> Bool {
    let (step, otherStep) = (controlPolicies[one].step ?? -1, controlPolicies[other].step ?? -1)
    return step == otherStep ? one < other : step > otherStep
  }

  /// The branch of a service control policy in the tree from the root to the account.
  ///
  ///     root r-ab12
  ///     │                       a second policy of the root
  ///     └─ OU ou-ab12-web
  ///        └─ account 123456789012
  func branch(of number: Int) -> String {
    let placed = controlPolicies[number]
    guard let step = placed.step else { return "attachment unknown" }
    let depth = (controlPolicies.compactMap(\.step).max() ?? step) - step
    let isFirst = controlPolicies.firstIndex { $0.step == step } == number
    guard isFirst else {
      return String(repeating: " ", count: depth * 3) + (step > 0 ? "│" : "")
    }
    let sign = depth == 0 ? "" : String(repeating: " ", count: (depth - 1) * 3) + "└─ "
    return sign + "\(placed.kind) \(placed.target ?? "")"
  }
}
