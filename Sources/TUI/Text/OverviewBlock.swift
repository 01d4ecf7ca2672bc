/// A titled block of the overview, whose lines lead to what they count.
struct OverviewBlock: Hashable, Sendable {
  let title: String
  /// The number after the title; nil for none.
  let count: Int?
  /// The position below the top of the overview; the first row is the title.
  let area: Area
  let lines: [TextLine]
}
