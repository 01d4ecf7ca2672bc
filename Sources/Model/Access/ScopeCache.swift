internal import Synchronization

/// The action sets of the lists of patterns seen so far; accounts repeat a few hundred lists in
/// thousands of policies.
final class ScopeCache: Sendable {
  private let sets = Mutex<[Statement.Scope: ActionSet]>([:])

  func set(of scope: Statement.Scope, make: () -> ActionSet) -> ActionSet {
    if let known = sets.withLock({ $0[scope] }) { return known }
    let made = make()
    sets.withLock { $0[scope] = made }
    return made
  }
}
