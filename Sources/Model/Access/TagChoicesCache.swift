internal import Synchronization

/// Creates choices of tags once for all principals to which the same conditions apply.
final class TagChoicesCache: Sendable {
  private let known = Mutex<[Key: TagChoices]>([:])

  private static let most = 1_024

  private struct Key: Hashable {
    let rules: [TagRule]
    let held: [String]
  }

  /// The choices of `TagChoices.init`.
  func choices(
    _ rules: [TagRule], held: [String], context: RequestContext,
    wishes: [(key: String, values: [String?])]
  ) -> TagChoices {
    // Variables have other values for each principal.
    let isShared =
      wishes.isEmpty
      && !rules.contains { rule in
        rule.conditions.contains { $0.values.contains { $0.contains("${") } }
      }
    guard isShared else {
      return TagChoices(rules, held: held, context: context, wishes: wishes)
    }
    let key = Key(rules: rules, held: held)
    if let known = known.withLock({ $0[key] }) { return known }
    let choices = TagChoices(rules, held: held, context: RequestContext())
    known.withLock { known in
      if known.count < Self.most { known[key] = choices }
    }
    return choices
  }
}
