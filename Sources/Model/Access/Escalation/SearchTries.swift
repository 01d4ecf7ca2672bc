/// Limits how many candidates a search can try for a path.
///
/// In an account with thousands of principals that seem to be able to change each other but cannot,
/// a search would try millions of pairs. The cost of a try grows with the principal's statements.
final class SearchTries {
  private let maximum: Int
  private var left = 0

  /// Whether the search stopped because of the limit.
  private(set) var areUsedUp = false

  /// The number of tries of all searches together, until each has only `fewest`.
  private static let maximumCombined = 65_536
  private static let fewest = 256
  /// The maximum number of patterns and values that the tries of a search compare.
  private static let maximumComparisons = 262_144

  /// Creates the limit for one of `searches` principals; `subject` is one of `variants` variants.
  init(searches: Int, by subject: AccessSubject, variants: Int = 1) {
    let size = subject.policies.reduce(16) { $0 + $1.document.size }
    let share = max(Self.fewest, Self.maximumCombined / max(searches, 1))
    maximum = max(16, min(max(64, share / variants), Self.maximumComparisons / size))
  }

  /// Starts with the next path.
  func begin() {
    left = maximum
    areUsedUp = false
  }

  /// Abandons the search before all tries are used.
  func giveUp() { areUsedUp = true }

  /// Takes one try; false if there is none left.
  func take() -> Bool {
    left -= 1
    if left < 0 { areUsedUp = true }
    return left >= 0
  }
}

extension PolicyDocument {
  /// The approximate cost of evaluating a request.
  var size: Int { statements.reduce(0) { $0 + $1.size } }
}

extension Statement {
  fileprivate var size: Int {
    conditions.reduce(4 + (resources?.patterns.count ?? 0)) { $0 + 2 + $1.values.count }
  }
}
