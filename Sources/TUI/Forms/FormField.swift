import Checklist
import Model
import Platform

/// A field of the form: a line of text, or a choice.
struct FormField: Hashable, Sendable {
  /// The value that the field sets.
  enum Name: String, Hashable, Sendable {
    case note, kind, severity, expires, owner, due, ticket
    /// The number of findings, to confirm a decision on many at once.
    case confirm

    /// The fields that a disposition requires, in order.
    static func required(by disposition: Disposition, passNeedsNote: Bool) -> [Name] {
      switch disposition {
      case .pass: passNeedsNote ? [.note] : []
      case .justified: [.note, .kind, .expires]
      case .remediate: [.note, .owner, .due, .ticket]
      case .notApplicable, .falsePositive: [.note]
      }
    }

    /// Whether the field sets the missing part.
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
  private(set) var choice: FieldChoice?
  /// Whether the text is only a default, which typing replaces.
  private var isProposed = false

  init(_ name: Name, _ text: String = "", isProposed: Bool = false) {
    self.name = name
    self.isProposed = isProposed
    editor = LineEditor(text)
  }

  init(_ name: Name, choice: FieldChoice) {
    self.name = name
    self.choice = choice
    editor = LineEditor()
  }

  /// The hint beside the field: how to fill it, or the date that a short form means.
  func hint(today: CalendarDay) -> String {
    switch name {
    case .note: return editor.isEmpty ? "Ctrl-E edits in $EDITOR" : ""
    case .owner, .confirm: return ""
    case .ticket: return "optional"
    case .kind, .severity: return choice?.hint ?? ""
    case .expires, .due:
      let text = editor.text.trimmed
      guard DateInput.isShort(text) else { return "YYYY-MM-DD, +90d, +6m, eoq or eoy" }
      return DateInput.day(text, today: today).map { "= \($0)" } ?? "not a date"
    }
  }

  /// Replaces the text of the line, or selects the value of a choice with this title.
  mutating func replace(with text: String) {
    isProposed = false
    if choice?.select(text) == nil { editor = LineEditor(text) }
  }

  /// Types into the line. In a choice, a space selects the next value, and letters the value that
  /// starts with them.
  mutating func insert(_ text: String) {
    guard choice == nil else {
      if text == " " { choice?.apply(.right) } else { choice?.type(text) }
      return
    }
    if isProposed { editor = LineEditor() }
    isProposed = false
    editor.insert(text)
  }

  mutating func apply(_ edit: LineEdit) {
    guard choice == nil else {
      choice?.apply(edit)
      return
    }
    isProposed = false
    editor.apply(edit)
  }

  /// Replaces a short form with the full date.
  mutating func settle(today: CalendarDay) {
    guard name == .expires || name == .due, DateInput.isShort(editor.text.trimmed),
      let day = DateInput.day(editor.text, today: today)
    else { return }
    editor = LineEditor(day.description)
  }
}
