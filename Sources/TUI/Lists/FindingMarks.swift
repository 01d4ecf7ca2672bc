/// The findings that are marked for the next decision.
struct FindingMarks: Hashable, Sendable {
  /// A range of rows being marked: its start, and the marks before it.
  struct Range: Hashable, Sendable {
    let anchor: Int
    let before: Set<Int>
  }

  /// Their numbers.
  private(set) var marks: Set<Int> = []
  /// The range of rows that moving the cursor marks; nil if no range is being marked.
  private(set) var range: Range?

  /// Marks or unmarks a finding; ends a range.
  mutating func toggle(_ finding: Int?) {
    guard let finding, range == nil else { return endRange() }
    if marks.remove(finding) == nil { marks.insert(finding) }
  }

  /// Marks all of `findings`, or unmarks them if all are marked.
  mutating func toggle(all findings: [Int]) {
    endRange()
    let all = Set(findings)
    if all.isSubset(of: marks) { marks.subtract(all) } else { marks.formUnion(all) }
  }

  /// Starts a range at a row with `finding`, or ends it.
  mutating func toggleRange(at row: Int, _ finding: Int?) {
    guard range == nil, let finding else { return endRange() }
    range = Range(anchor: row, before: marks)
    marks.insert(finding)
  }

  /// Marks the rows of `findings` from the start of the range to `row`.
  mutating func extendRange(to row: Int, of findings: [Int]) {
    guard let range, !findings.isEmpty else { return }
    marks = range.before.union(findings[min(range.anchor, row)...max(range.anchor, row)])
  }

  /// Ends the range; what it marked stays marked.
  mutating func endRange() { range = nil }

  /// Clears the marks of findings that are not in `shown`; returns their number.
  mutating func keep(in shown: [Int]) -> Int {
    let kept = marks.intersection(shown)
    let count = marks.count - kept.count
    if count > 0 {
      marks = kept
      endRange()
    }
    return count
  }
}
