import Dispatch
import Model

/// What the access engine makes of the account.
///
/// The ways to power of thousands of principals take a few tenths of a second, so they are worked
/// out once, in the background while the first screen is looked at; who asks before that is done
/// waits for the same work. What is asked of one principal afterwards takes a millisecond.
final class AccountAccess: Sendable {
  /// What each principal can do.
  let engine: AccessEngine
  private let escalationsOnce: OnceValue<EscalationIndex>
  private let totalsOnce: OnceValue<[String: [AccessLevel: Int]]>

  init(_ engine: AccessEngine) {
    self.engine = engine
    escalationsOnce = OnceValue { EscalationIndex(engine.escalations()) }
    totalsOnce = OnceValue { ActionSet(of: .only(["*"]), in: engine.catalogue).summary }
  }

  /// Works everything out on another thread, so that nobody waits for it later.
  func prepare() {
    DispatchQueue.global(qos: .utility).async { [self] in
      _ = totalsOnce.value
      _ = escalationsOnce.value
    }
  }

  /// The engine's view of a user, group or role; nil for policies.
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

  /// Who can gain power, and how.
  var escalations: EscalationIndex { escalationsOnce.value }
  /// How many actions each service has in the catalogue, by level.
  var totals: [String: [AccessLevel: Int]] { totalsOnce.value }
}
