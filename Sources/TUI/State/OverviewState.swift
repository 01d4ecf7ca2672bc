import Checklist
import Platform

/// The overview: blocks of lines, and the selected line.
struct OverviewState: Hashable, Sendable {
  private(set) var blocks: [OverviewBlock] = []
  /// The number of the selected block.
  private(set) var focus = 0
  /// The number of the selected line in its block.
  private(set) var row = 0
  /// The number of rows above the screen; 0 unless the screen is too low for all blocks.
  private(set) var top = 0
  /// The source of the blocks; they are created again when this changes.
  var madeFrom: Source?

  /// The inputs that determine the blocks.
  struct Source: Hashable, Sendable {
    let size: Size
    let revision: Int
    let isOpen: Bool
    let day: CalendarDay
  }

  /// The selected line; nil if no line has a link.
  var line: TextLine? {
    guard blocks.indices.contains(focus), blocks[focus].lines.indices.contains(row) else {
      return nil
    }
    return blocks[focus].lines[row]
  }

  /// Shows other blocks; the selection stays in its place if possible.
  mutating func show(_ blocks: [OverviewBlock]) {
    self.blocks = blocks
    focus = min(focus, max(0, blocks.count - 1))
    if selectable(in: focus).isEmpty {
      focus = blocks.indices.first { !selectable(in: $0).isEmpty } ?? 0
    }
    let rows = selectable(in: focus)
    row = rows.last { $0 <= row } ?? rows.first ?? 0
  }

  mutating func move(_ motion: Motion) {
    let all = blocks.indices.flatMap { block in selectable(in: block).map { (block, $0) } }
    guard let here = all.firstIndex(where: { $0 == (focus, row) }) else { return }
    let half = 5
    let next =
      switch motion {
      case .up: here - 1
      case .down: here + 1
      case .pageUp, .halfPageUp: here - half
      case .pageDown, .halfPageDown: here + half
      case .first: 0
      case .last: all.count - 1
      }
    (focus, row) = all[min(max(next, 0), all.count - 1)]
  }

  /// Goes to the next or previous block with links; `sideways` to the nearest block in the column on
  /// that side.
  mutating func moveBlock(by step: Int, sideways: Bool) {
    let others = blocks.indices.filter { $0 != focus && !selectable(in: $0).isEmpty }
    guard blocks.indices.contains(focus), !others.isEmpty else { return }
    guard sideways else {
      let after = step > 0 ? others.first { $0 > focus } : others.last { $0 < focus }
      return select(after ?? (step > 0 ? others[0] : others[others.count - 1]), near: nil)
    }
    let here = blocks[focus].area
    let place = here.row + 1 + row
    let beside = others.filter { other in
      let area = blocks[other].area
      return step > 0
        ? area.column >= here.column + here.columns : area.column + area.columns <= here.column
    }
    func distance(_ block: Int) -> Int {
      let area = blocks[block].area
      return max(area.row + 1 - place, place - (area.row + area.rows - 1), 0)
    }
    if let nearest = beside.min(by: { distance($0) < distance($1) }) {
      select(nearest, near: place)
    }
  }

  /// Selects the line of a click; returns whether it was selected before.
  mutating func press(row wanted: Int, column: Int) -> Bool {
    let place = top + wanted
    for (number, block) in blocks.enumerated()
    where block.area.contains(row: place, column: column) {
      let line = place - block.area.row - 1
      guard selectable(in: number).contains(line) else { return false }
      if (focus, row) == (number, line) { return true }
      (focus, row) = (number, line)
    }
    return false
  }

  /// Scrolls so that the selected line is on a screen of `rows` rows.
  mutating func scroll(rows: Int) {
    let end = blocks.map { $0.area.row + $0.area.rows }.max() ?? 0
    guard end > rows, blocks.indices.contains(focus) else {
      top = 0
      return
    }
    let place = blocks[focus].area.row + 1 + row
    if place < top + 1 { top = place - 1 }
    if place >= top + rows { top = place - rows / 2 }
    top = min(max(top, 0), end - rows)
  }

  private func selectable(in block: Int) -> [Int] {
    guard blocks.indices.contains(block) else { return [] }
    return blocks[block].lines.indices.filter { blocks[block].lines[$0].link != nil }
  }

  private mutating func select(_ block: Int, near place: Int?) {
    let rows = selectable(in: block)
    focus = block
    guard let place, let nearest = rows.last(where: { blocks[block].area.row + 1 + $0 <= place })
    else {
      row = rows.first ?? 0
      return
    }
    row = nearest
  }
}
