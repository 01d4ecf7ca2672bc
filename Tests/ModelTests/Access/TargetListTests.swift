import Testing

@testable import Model

/// The names that a statement can match, found without trying all.
@Suite struct TargetListTests {
  private static let names = ["b", "a", "w-2", "w-1", "w-10", "x", "w"].map {
    "arn:aws:iam::123456789012:role/\($0)"
  }

  private static let list = TargetList(
    [0, 1, 2, 3, 4, 6], in: TargetIndex(TargetListTests.names))

  private static func role(_ name: String) -> String { "arn:aws:iam::123456789012:role/\(name)" }

  @Test(
    "the names that a pattern can match are found once each",
    arguments: [
      ([role("a")], ["a"]),
      ([role("w-*")], ["w-1", "w-10", "w-2"]),
      ([role("w-1"), role("w-*")], ["w-1", "w-10", "w-2"]),
      ([role("w-*"), role("w-*"), role("w-1*")], ["w-1", "w-10", "w-2"]),
      ([role("w?")], ["w", "w-1", "w-10", "w-2"]),
      ([role("x*")], []),
      ([role("none")], []),
      ([role("*")], ["b", "a", "w-2", "w-1", "w-10", "w"]),
      (["*"], ["b", "a", "w-2", "w-1", "w-10", "w"]),
      ([role("${aws:username}")], ["b", "a", "w-2", "w-1", "w-10", "w"]),
      ([], []),
    ]) func possibleMatches(patterns: [String], expected: [String])
  {
    let found = Self.list.possibleMatches(in: patterns).map { Self.names[$0] }
    #expect(found == expected.map(Self.role))
  }

  @Test("nil means every resource")
  func everything() {
    #expect(Array(Self.list.possibleMatches(in: nil)) == [0, 1, 2, 3, 4, 6])
  }

  @Test(
    "the number of tried candidates is limited",
    arguments: [
      (1, 1, 12_483), (50, 1, 1310), (256, 1, 256), (100_000, 1, 256), (1, 1000, 257),
      (1, 100_000, 16),
    ]) func tries(searches: Int, resources: Int, maximum: Int)
  {
    var small = SmallAccount()
    let names = (0..<resources).map { "arn:aws:s3:::b\($0)" }
    small.user("me", [document(allow("s3:GetObject", on: names))])
    let tries = SearchTries(searches: searches, by: small.engine.subjects[0])
    tries.begin()
    var taken = 0
    while tries.take() { taken += 1 }
    #expect(taken == maximum)
    #expect(tries.areUsedUp)
  }
}
