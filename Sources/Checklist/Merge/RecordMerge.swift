internal import Model
internal import Platform

/// Merges two versions of a record that were written independently.
enum RecordMerge {
  /// The version of the side that changed it. If both wrote the same, the earlier one; otherwise the
  /// later one, with both sides of the conflict. The result is the same in either order.
  static func merged(
    _ base: ReviewRecord?, _ ours: ReviewRecord?, _ theirs: ReviewRecord?
  ) -> ReviewRecord? {
    if let agreed = ThreeWay(base, ours, theirs).agreed { return agreed }
    let sides = [ours, theirs].sorted { precedes($0, $1) }
    if let first = ours, let second = theirs, first.members == second.members,
      first.sides.isEmpty, second.sides.isEmpty
    {
      return sides[0]
    }
    guard let shown = sides.compactMap(\.self).max(by: { precedes($0, $1) }) else { return nil }
    return ReviewRecord(
      shown.members, by: shown.by, at: shown.at,
      sides: sides.map { $0.map { ReviewRecord($0.members, by: $0.by, at: $0.at) } })
  }

  /// By time, and by everything else.
  private static func precedes(_ left: ReviewRecord?, _ right: ReviewRecord?) -> Bool {
    guard let left else { return right != nil }
    guard let right else { return false }
    if left.at != right.at { return left.at < right.at }
    return left.json.canonicalText.precedesByScalar(right.json.canonicalText)
  }
}
