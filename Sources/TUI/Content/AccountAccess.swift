import Dispatch
import Model

/// The results of the access engine for the account.
///
/// The escalation paths of thousands of principals take a few tenths of a second. They are computed
/// once, in the background, while the first screen is shown; callers that need them
/// earlier wait for that computation. A question about one principal then takes a millisecond.
final class AccountAccess: Sendable {
  /// The engine that evaluates the access of each principal.
  let engine: AccessEngine
  private let escalationsOnce: OnceValue<EscalationIndex>
  private let totalsOnce: OnceValue<[String: [AccessLevel: Int]]>

  init(_ engine: AccessEngine) {
    self.engine = engine
    escalationsOnce = OnceValue { EscalationIndex(engine.escalations()) }
    totalsOnce = OnceValue { ActionSet(of: .only(["*"]), in: engine.catalogue).summary }
  }

  /// Starts the computation on another thread.
  func prepare() {
    DispatchQueue.global(qos: .utility).async { [self] in
      _ = totalsOnce.value
      _ = escalationsOnce.value
    }
  }

  /// The subject of the engine for a user, group or role; nil for policies.
  func principal(_ subject: PageSubject, in inventory: Inventory) -> AccessSubject? {
    let (users, groups) = (inventory.users.count, inventory.groups.count)
    let index: Int
    switch subject {
    case .user(let number): index = number
    case .group(let number): index = users + number
    case .role(let number): index = users + groups + number
    case .policy, .controlPolicy: return nil
    }
    return engine.subjects.indices.contains(index) ? engine.subjects[index] : nil
  }

  /// The escalation paths of all principals.
  var escalations: EscalationIndex { escalationsOnce.value }
  /// The number of actions of each service in the catalogue, by access level.
  var totals: [String: [AccessLevel: Int]] { totalsOnce.value }
}
