import Checklist
import Model
import Platform

/// The decision form at the bottom of the screen, one line per field.
enum FormView {
  private static let labelWidth = 9

  static func draw(
    _ form: DecisionForm, today: CalendarDay, in area: Area, into frame: inout Frame
  ) {
    guard area.rows > 0 else { return }
    drawTitle(form, in: area, into: &frame)
    // On a low screen, there is only room for fields.
    let lines = form.context.lines.prefix(max(0, area.rows - 1 - form.fields.count))
    for (offset, line) in lines.enumerated() {
      frame.put(
        SafeText(line), at: Position(row: area.row + 1 + offset, column: area.column + 1),
        limit: area.columns - 2, role: .muted)
    }
    let top = area.row + 1 + lines.count
    let rows = area.rows - 1 - lines.count
    // On a very low screen, the current field stays visible.
    let first = max(0, min(form.focus - rows + 1, form.fields.count - rows))
    for (offset, field) in form.fields.dropFirst(first).prefix(rows).enumerated() {
      draw(
        field, isFocused: first + offset == form.focus,
        hint: form.hint(first + offset, today: today), row: top + offset, in: area,
        into: &frame)
    }
  }

  private static func drawTitle(_ form: DecisionForm, in area: Area, into frame: inout Frame) {
    frame.drawHorizontalLine(
      from: Position(row: area.row, column: area.column), columns: area.columns,
      role: .borderFocused)
    let place = Position(row: area.row, column: area.column + 2)
    let limit = area.columns - 4
    if let errorMessage = form.errorMessage {
      frame.put(SafeText(" \(errorMessage) "), at: place, limit: limit, role: .warning)
      return
    }
    frame.put(
      SafeText(" \(form.draftKey.title): \(form.draftKey.targetsText) "), at: place,
      limit: limit, role: .title)
  }

  private static func draw(
    _ field: FormField, isFocused: Bool, hint words: String, row: Int, in area: Area,
    into frame: inout Frame
  ) {
    frame.put(
      SafeText(field.name.rawValue), at: Position(row: row, column: area.column + 1),
      limit: labelWidth, role: isFocused ? .title : .muted)
    let hint = SafeText(words)
    let start = area.column + 1 + labelWidth
    let end = area.column + area.columns
    let hasRoom = end - start > hint.width + 24
    let textEnd = hasRoom && hint.width > 0 ? end - hint.width - 2 : end
    if hasRoom {
      frame.put(
        hint, at: Position(row: row, column: end - hint.width), limit: hint.width, role: .muted)
    }
    if let choice = field.choice {
      frame.put(
        SafeText("< \(choice.title) >"), at: Position(row: row, column: start),
        limit: textEnd - start, role: .prompt, emphasis: isFocused ? .selected : .none)
      if isFocused { frame.cursor = Position(row: row, column: start) }
      return
    }
    LineView.draw(
      field.editor, row: row, from: start, to: textEnd, isFocused: isFocused, into: &frame)
  }
}

/// A line being typed, scrolled horizontally so that its cursor is visible.
enum LineView {
  static func draw(
    _ editor: LineEditor, row: Int, from start: Int, to end: Int, isFocused: Bool,
    into frame: inout Frame
  ) {
    let room = end - start
    guard room > 1 else { return }
    let before = SafeText(editor.textBeforeCursor).width
    let text = SafeText(editor.text)
    // One column is reserved for the cursor after the last character.
    let left = isFocused ? max(0, before - room + 1) : 0
    let shown = text.dropping(columns: left)
    frame.put(shown, at: Position(row: row, column: start), limit: room, role: .prompt)
    guard isFocused else { return }
    frame.cursor = Position(row: row, column: start + before - left)
    frame.cursorIsInText = true
  }
}
