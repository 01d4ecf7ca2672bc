import Model
import Platform
import Testing

@testable import TUI

@Suite struct LineEditorTests {
  /// `|` is the cursor.
  @Test(
    "editing keys change the line",
    arguments: [
      ("one two|", LineEdit.left, "one tw|o"), ("|one", .left, "|one"), ("on|e", .right, "one|"),
      ("one|", .right, "one|"), ("one t|wo", .start, "|one two"), ("o|ne", .end, "one|"),
      ("one|", .backspace, "on|"), ("|one", .backspace, "|one"), ("o|ne", .delete, "o|e"),
      ("one|", .delete, "one|"), ("one two|", .deleteWord, "one |"), ("one  |", .deleteWord, "|"),
      ("one t|wo", .deleteWord, "one |wo"), ("one t|wo", .deleteToStart, "|wo"),
      ("one t|wo", .deleteToEnd, "one t|"),
      // A letter with its mark, and a flag of two scalars, are deleted as one.
      ("e\u{301}|", .backspace, "|"), ("日本|", .left, "日|本"),
    ])
  func keys(_ before: String, _ edit: LineEdit, _ after: String) {
    var editor = LineEditor(marked: before)
    editor.apply(edit)
    #expect(editor.marked == after)
  }

  @Test("a paste becomes one line; other control characters stay visible")
  func paste() {
    var editor = LineEditor(marked: "a|z")
    editor.insert("b\r\nc\td\u{1B}")
    #expect(editor.marked == "ab c d\u{1B}|z")
  }

  @Test("a text that is too long is not inserted in part")
  func longest() {
    var editor = LineEditor("x")
    editor.insert(String(repeating: "y", count: LineEditor.longest))
    #expect(editor.text == "x")
  }

  @Test("a combining mark typed after its letter joins it")
  func combining() {
    var editor = LineEditor("e")
    editor.insert("\u{301}")
    #expect(editor.characters.count == 1)
    #expect(editor.cursor == 1)
  }
}

extension LineEditor {
  fileprivate init(marked: String) {
    let parts = marked.split(separator: "|", omittingEmptySubsequences: false)
    self.init(parts.joined())
    for _ in 0..<(parts.last?.count ?? 0) { apply(.left) }
  }

  fileprivate var marked: String {
    textBeforeCursor + "|" + String(characters[cursor...])
  }
}

@Suite struct DateInputTests {
  @Test(
    "dates are parsed as typed on 2026-11-24",
    arguments: [
      ("2027-02-22", "2027-02-22"), (" 2027-02-22 ", "2027-02-22"), ("+90d", "2027-02-22"),
      ("+0d", "2026-11-24"), ("+2w", "2026-12-08"), ("+3m", "2027-02-24"), ("+1y", "2027-11-24"),
      ("+6M", "2027-05-24"), ("+ 7 d", "2026-12-01"), ("", nil), ("+", nil), ("+d", nil),
      ("+5", nil), ("++5d", nil), ("+-5d", nil), ("5d", nil), ("2027-02-30", nil),
      ("22.02.2027", nil), ("+99999d", nil), ("tomorrow", nil),
    ] as [(String, String?)])
  func dates(_ text: String, _ day: String?) {
    let today = CalendarDay(containing: Fixture.now)
    #expect(DateInput.day(text, today: today)?.description == day)
  }
}
