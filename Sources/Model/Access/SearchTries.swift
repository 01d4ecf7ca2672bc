/// How often a search may try a candidate for a path.
///
/// An account of thousands of principals that may each act on each other, and cannot, would take a
/// search of thousands times thousands. What a try costs grows with the principal's statements.
final class SearchTries {
  private let most: Int
  private var left = 0

  /// Whether a search was given up.
  private(set) var areUsedUp = false

  /// The tries of all searches together, until each has only `fewest`.
  private static let mostTogether = 65_536
  private static let fewest = 256
  /// How many patterns and values of statements the tries of a search may compare.
  private static let mostComparisons = 262_144

  /// The tries of one of `searches` principals, of which `subject` is one of `variants`.
  init(searches: Int, by subject: AccessSubject, variants: Int = 1) {
    let size = subject.policies.reduce(16) { $0 + $1.document.size }
    let share = max(Self.fewest, Self.mostTogether / max(searches, 1))
    most = max(16, min(max(64, share / variants), Self.mostComparisons / size))
  }

  /// Begins with another path.
  func begin() {
    left = most
    areUsedUp = false
  }

  /// Gives the search up before all tries are taken.
  func giveUp() { areUsedUp = true }

  /// Takes one try; false if there is none left.
  func take() -> Bool {
    left -= 1
    if left < 0 { areUsedUp = true }
    return left >= 0
  }
}

extension PolicyDocument {
  /// About how much there is to compare a request with.
  var size: Int { statements.reduce(0) { $0 + $1.size } }
}

extension Statement {
  fileprivate var size: Int {
    conditions.reduce(4 + (resources?.patterns.count ?? 0)) { $0 + 2 + $1.values.count }
  }
}
