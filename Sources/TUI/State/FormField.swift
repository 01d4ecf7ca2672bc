import Checklist
import Model

/// One field of the form: a line of text, or a choice that keys turn.
struct FormField: Hashable, Sendable {
  /// What the field fills in.
  enum Name: String, Hashable, Sendable {
    case note, kind, expires, owner, due, ticket

    /// What a disposition asks for, in the order of typing.
    static func required(by disposition: Disposition) -> [Name] {
      switch disposition {
      case .pass: []
      case .justified: [.note, .kind, .expires]
      case .remediate: [.note, .owner, .due, .ticket]
      case .notApplicable, .falsePositive: [.note]
      }
    }

    /// Whether the field mends what lacks.
    func fills(_ part: DecisionContent.MissingPart) -> Bool {
      switch part {
      case .note: self == .note
      case .justification: self == .kind
      case .expires, .expiresInFuture: self == .expires
      case .owner: self == .owner
      case .due: self == .due
      case .severityReason: false
      }
    }
  }

  let name: Name
  private(set) var editor: LineEditor
  private(set) var choice: JustificationKind?
  /// Whether the text is only proposed: what is typed takes its place.
  private var isProposed = false

  init(_ name: Name, _ text: String = "", isProposed: Bool = false) {
    self.name = name
    self.isProposed = isProposed
    editor = LineEditor(text)
  }

  init(_ name: Name, choice: JustificationKind) {
    self.name = name
    self.choice = choice
    editor = LineEditor()
  }

  /// What stands beside the field: how to fill it, or the day that a short form means.
  func hint(today: CalendarDay) -> String {
    switch name {
    case .note: return editor.isEmpty ? "Ctrl-E edits in $EDITOR" : ""
    case .owner: return ""
    case .ticket: return "optional"
    case .kind: return "o, c or a, or Left and Right"
    case .expires, .due:
      let text = editor.text.trimmed
      guard DateInput.isShort(text) else { return "+90d +6m eoq eoy or YYYY-MM-DD" }
      return DateInput.day(text, today: today).map { "= \($0)" } ?? "no date"
    }
  }

  /// Puts another text in the place of the line's; a choice stays.
  mutating func replace(with text: String) {
    isProposed = false
    if choice == nil { editor = LineEditor(text) }
  }

  /// Types into the line; a blank or a letter turns a choice, the letter to what begins with it.
  mutating func insert(_ text: String) {
    guard let choice else {
      if isProposed { editor = LineEditor() }
      isProposed = false
      return editor.insert(text)
    }
    let all = JustificationKind.allCases
    guard text != " " else { return apply(.right) }
    let here = all.firstIndex(of: choice) ?? 0
    let after = all[(here + 1)...] + all[...here]
    self.choice = after.first { $0.title.hasPrefix(text.lowercased()) } ?? choice
  }

  mutating func apply(_ edit: LineEdit) {
    guard let choice else {
      isProposed = false
      return editor.apply(edit)
    }
    let all = JustificationKind.allCases
    let here = all.firstIndex(of: choice) ?? 0
    switch edit {
    case .right: self.choice = all[(here + 1) % all.count]
    case .left: self.choice = all[(here + all.count - 1) % all.count]
    case .start: self.choice = all.first
    case .end: self.choice = all.last
    case .wordLeft, .wordRight, .backspace, .delete, .deleteWord, .deleteToStart, .deleteToEnd,
      .yank:
      break
    }
  }

  /// Writes a date out that was typed short.
  mutating func settle(today: CalendarDay) {
    guard name == .expires || name == .due, DateInput.isShort(editor.text.trimmed),
      let day = DateInput.day(editor.text, today: today)
    else { return }
    editor = LineEditor(day.description)
  }
}
