internal import Synchronization

/// What the patterns and lists of patterns seen so far cover; accounts repeat a few hundred of them
/// in thousands of policies.
final class ScopeCache: Sendable {
  /// What one pattern covers.
  struct Pattern: Sendable {
    let words: [ActionSet.Word]
    /// The pattern, if it may cover what the catalogue does not know.
    let beyond: ActionPattern?
  }

  private let sets = Mutex<[Statement.Scope: ActionSet]>([:])
  private let patterns = Mutex<[String: Pattern]>([:])

  func set(of scope: Statement.Scope, make: () -> ActionSet) -> ActionSet {
    if let known = sets.withLock({ $0[scope] }) { return known }
    let made = make()
    sets.withLock { $0[scope] = made }
    return made
  }

  func pattern(_ text: String, make: () -> Pattern) -> Pattern {
    if let known = patterns.withLock({ $0[text] }) { return known }
    let made = make()
    patterns.withLock { $0[text] = made }
    return made
  }
}
