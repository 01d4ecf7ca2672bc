internal import Synchronization

/// Creates choices of tags once for all principals to which the same conditions apply.
final class TagChoicesCache: Sendable {
  private let known = Mutex<[Key: TagChoices]>([:])

  private static let maximum = 1_024

  private struct Key: Hashable {
    let rules: [TagRule]
    let keyPrefixes: [String]
  }

  /// The choices of `TagChoices.init`.
  func choices(
    _ rules: [TagRule], keyPrefixes: [String], context: RequestContext,
    preferredValues: [(key: String, values: [String?])]
  ) -> TagChoices {
    // Variables have other values for each principal.
    let isShared =
      preferredValues.isEmpty
      && !rules.contains { rule in
        rule.conditions.contains { $0.values.contains { $0.contains("${") } }
      }
    guard isShared else {
      return TagChoices(
        rules, keyPrefixes: keyPrefixes, context: context, preferredValues: preferredValues)
    }
    let key = Key(rules: rules, keyPrefixes: keyPrefixes)
    if let known = known.withLock({ $0[key] }) { return known }
    let choices = TagChoices(rules, keyPrefixes: keyPrefixes, context: RequestContext())
    known.withLock { known in
      if known.count < Self.maximum { known[key] = choices }
    }
    return choices
  }
}
