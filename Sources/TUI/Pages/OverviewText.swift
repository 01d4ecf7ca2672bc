import Checklist
import Model
import Platform

/// The overview of the review, laid out for a screen: the account and its evidence, progress,
/// findings by severity and by decision, and what needs attention next.
///
///     123456789012 prod
///     evidence of 2026-11-20, 4 days old: …          Findings by decision  102
///     Progress                                       undecided        102
///     Root account  ━━━━━━──────  2/4                Due or expiring next
///     Findings by severity  102                      none
///     critical  ━━────── 2 of 4 undecided            By owner
///     Most severe undecided findings                 none
///     crit  root user: the root user has no MFA
///
/// From 140 columns, the most severe findings are a third column.
struct OverviewText {
  let context: TextContext
  var model: ConsoleModel { context.model }
  var statuses: DecisionStatuses { context.statuses }

  init(_ context: TextContext) { self.context = context }

  /// A block before it has a position: its lines, of which at least `minimum` are shown.
  struct Part {
    let title: String
    var count: Int?
    let lines: [TextLine]
    let minimum: Int

    init(_ title: String, count: Int? = nil, _ lines: [TextLine], minimum: Int? = nil) {
      self.title = title
      self.count = count
      self.lines = lines.isEmpty ? [TextLine([.init("none", .muted)])] : lines
      self.minimum = min(minimum ?? self.lines.count, self.lines.count)
    }
  }

  /// The blocks of the overview in an area of `size`.
  func blocks(in size: Size) -> [OverviewBlock] {
    guard context.isOpen else { return opening(size) }
    let head = head(columns: size.columns)
    let top = 1 + head.lines.count
    let first = [
      place(head, at: Position(row: 0, column: 0), size.columns, lines: head.lines.count)
    ]
    if size.columns < Layout.minimumForPanes {
      let parts = left(size.columns) + right(size.columns) + [urgent(size.columns, limit: 10)]
      return first + stack(parts, at: Position(row: top + 1, column: 0), size.columns, rows: .max)
    }
    let below = Position(row: top + 1, column: 0)
    let rows = size.rows - below.row
    if size.columns < Layout.minimumForColumns {
      return first + twoColumns(at: below, Size(columns: size.columns, rows: rows))
    }
    let side = min(56, size.columns * 3 / 10)
    let rest = size.columns - 2 * (side + OverviewText.gap)
    return first + stack(left(side), at: below, side, rows: rows)
      + stack(
        right(side), at: Position(row: below.row, column: side + OverviewText.gap), side,
        rows: rows)
      + stack(
        [urgent(rest, limit: rows - 1)],
        at: Position(row: below.row, column: 2 * (side + OverviewText.gap)), rest, rows: rows)
  }

  /// The columns between two blocks.
  private static let gap = 3

  /// Two columns, with the most severe findings below both.
  private func twoColumns(at start: Position, _ size: Size) -> [OverviewBlock] {
    let side = (size.columns - OverviewText.gap) / 2
    let (left, right) = (left(side), right(side))
    let urgent = urgent(size.columns, limit: max(4, size.rows))
    func rows(_ parts: [Part], _ lines: (Part) -> Int) -> Int {
      parts.reduce(0) { $0 + 1 + lines($1) }
    }
    func whole(_ parts: [Part]) -> Int { rows(parts) { $0.lines.count } + parts.count - 1 }
    let least = max(rows(left, \.minimum), rows(right, \.minimum))
    let most = max(whole(left), whole(right))
    let upper = max(least, min(most, size.rows - 2 - min(10, max(3, size.rows / 3))))
    let blank = size.rows > 20 ? 1 : 0
    return stack(left, at: start, side, rows: upper)
      + stack(
        right, at: Position(row: start.row, column: side + OverviewText.gap), side, rows: upper)
      + stack(
        [urgent], at: Position(row: start.row + upper + blank, column: 0),
        size.columns, rows: size.rows - upper - blank)
  }

  /// Blocks below each other in `rows` rows, with blank lines between them if there is room.
  private func stack(
    _ parts: [Part], at start: Position, _ columns: Int, rows: Int
  ) -> [OverviewBlock] {
    var lines = parts.map(\.minimum)
    var spare = max(0, rows - lines.reduce(parts.count, +))
    let blank = spare >= parts.count - 1 ? 1 : 0
    spare -= blank * (parts.count - 1)
    for (number, part) in parts.enumerated() {
      let more = min(spare, part.lines.count - lines[number])
      lines[number] += more
      spare -= more
    }
    var row = start.row
    return zip(parts, lines).map { part, count in
      defer { row += 1 + count + blank }
      return place(part, at: Position(row: row, column: start.column), columns, lines: count)
    }
  }

  private func place(
    _ part: Part, at place: Position, _ columns: Int, lines: Int
  ) -> OverviewBlock {
    OverviewBlock(
      title: part.title, count: part.count,
      area: Area(
        row: place.row, column: place.column, size: Size(columns: columns, rows: 1 + lines)),
      lines: Array(part.lines.prefix(lines)))
  }

  /// The sections, while the evidence is being read.
  private func opening(_ size: Size) -> [OverviewBlock] {
    let lines = model.sections.map { entry in
      TextLine([
        .init(SafeText(entry.section.title.padded(to: 14))),
        .init(SafeText(entry.items.count.counted("item")), .muted),
      ])
    }
    return [
      place(
        Part("Checklist", lines), at: Position(row: 0, column: 0), size.columns,
        lines: lines.count)
    ]
  }
}
