internal import Synchronization

/// A cache of the actions that patterns and lists of patterns cover; an account repeats a few
/// hundred of them in thousands of policies.
final class ScopeCache: Sendable {
  /// The actions that one pattern covers.
  struct Pattern: Sendable {
    let words: [ActionSet.Word]
    /// The pattern, if it can match unknown actions.
    let beyond: ActionPattern?
  }

  private let shards = (0..<32).map { _ in Shard() }

  /// A part of the cache, so that threads rarely wait for each other.
  private final class Shard: Sendable {
    let sets = Mutex<[Statement.Scope: ActionSet]>([:])
    let patterns = Mutex<[String: Pattern]>([:])
  }

  private func shard(of text: String) -> Shard {
    let bytes = text.utf8
    return shards[(bytes.count &* 7 &+ Int(bytes.last ?? 0)) % shards.count]
  }

  func set(of scope: Statement.Scope, make: () -> ActionSet) -> ActionSet {
    let shard = shard(of: scope.patterns.first ?? "")
    if let known = shard.sets.withLock({ $0[scope] }) { return known }
    let made = make()
    shard.sets.withLock { $0[scope] = made }
    return made
  }

  func pattern(_ text: String, make: () -> Pattern) -> Pattern {
    let shard = shard(of: text)
    if let known = shard.patterns.withLock({ $0[text] }) { return known }
    let made = make()
    shard.patterns.withLock { $0[text] = made }
    return made
  }
}
