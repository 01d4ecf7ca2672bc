import Checklist
import Model
import Platform

/// The form for the values that a decision requires, such as note, date and owner.
struct DecisionForm: Hashable, Sendable {
  /// The disposition and targets of a form, which identify its draft.
  struct DraftKey: Hashable, Sendable {
    let disposition: Disposition
    let targets: [DecisionTarget]

    /// The targets in one line: `2 findings: root.mfa, root.access-keys`.
    var targetsText: String {
      let names = targets.map(\.description).joined(separator: ", ")
      return targets.count == 1 ? names : "\(targets.count) findings: \(names)"
    }

    /// Whether the decision must be confirmed with the number of findings: it is on more than 20, or
    /// closes several of which the most severe has the severity high or critical.
    fileprivate func needsConfirmation(severity: Severity?) -> Bool {
      if targets.count > 20 { return true }
      let closes = disposition == .pass || disposition == .falsePositive
      return targets.count > 1 && closes && severity.map { $0 <= .high } == true
    }
  }

  let draftKey: DraftKey
  let context: Context
  /// The values of the earlier decision that the form does not show.
  private let base: DecisionContent
  private(set) var fields: [FormField]
  private(set) var focus = 0
  /// The error to show, such as a missing value; nil if there is none.
  var errorMessage: String?
  /// Whether anything was typed, so that there is a draft to keep.
  private(set) var isEdited = false
  /// The owners of other decisions, the most recent first.
  var owners: [String] = []
  /// The notes that Alt-P inserts.
  var recall = NoteRecall()

  /// A form with the values of the earlier decision, and with default values for the rest.
  ///
  /// Typing replaces them, except in a form that edits the earlier decision.
  init(_ draftKey: DraftKey, _ context: Context) {
    self.draftKey = draftKey
    self.context = context
    var base = DecisionContent(draftKey.disposition)
    base.severity = context.earlier?.severity
    self.base = base
    var names = FormField.Name.required(
      by: draftKey.disposition, passNeedsNote: context.passNeedsNote || context.isEditing)
    if draftKey.needsConfirmation(severity: context.severity) { names.append(.confirm) }
    fields = names.map { context.field($0) }
  }

  var isOnLastField: Bool { focus == fields.count - 1 }

  /// The current content of the form, or an error if a date is invalid.
  func content(today: CalendarDay) -> Result<DecisionContent, FormError> {
    var content = base
    for (index, field) in fields.enumerated() {
      let text = field.editor.text.trimmed
      switch field.name {
      case .note: content.note = text
      case .kind: content.justification = field.choice
      case .owner: content.owner = text.isEmpty ? nil : text
      case .ticket: content.ticket = text.isEmpty ? nil : text
      case .confirm: break
      case .expires, .due:
        let day = DateInput.day(text, today: today)
        if day == nil, !text.isEmpty {
          return .failure(
            FormError(
              field: index,
              message: "\(text) is not a date; type a date such as 2027-02-22, or +90d, +2w, +6m, "
                + "+1y, eoq or eoy"))
        }
        if field.name == .expires { content.expires = day } else { content.due = day }
      }
    }
    let missing = content.missingParts(on: today, passNeedsNote: context.passNeedsNote)
    guard let first = missing.first else {
      return confirmationError.map { .failure($0) } ?? .success(content)
    }
    let words = missing.map(\.text).joined(separator: "; ")
    return .failure(
      FormError(
        field: fields.firstIndex { $0.name.fills(first) } ?? focus,
        message: "\(draftKey.disposition.title) requires \(words)"))
  }

  /// The error if the number of findings is required, but was not typed.
  private var confirmationError: FormError? {
    guard let index = fields.firstIndex(where: { $0.name == .confirm }),
      fields[index].editor.text.trimmed != String(draftKey.targets.count)
    else { return nil }
    return FormError(field: index, message: confirmationHint)
  }

  private var confirmationHint: String {
    "type \(draftKey.targets.count) to decide on \(draftKey.targets.count) findings"
  }

  /// Moves to another field; a short date in the previous field is replaced with the full one.
  mutating func moveFocus(to field: Int, today: CalendarDay) {
    fields[focus].settle(today: today)
    focus = min(max(field, 0), fields.count - 1)
  }

  mutating func moveFocus(by step: Int, today: CalendarDay) {
    moveFocus(to: (focus + step + fields.count) % fields.count, today: today)
  }

  mutating func insert(_ text: String) {
    beginEdit()
    fields[focus].insert(text)
  }

  mutating func apply(_ edit: LineEdit) {
    beginEdit()
    if edit == .right || edit == .end, let owner = suggestedOwner {
      fields[focus].replace(with: owner)
    } else {
      fields[focus].apply(edit)
    }
  }

  private mutating func beginEdit() {
    errorMessage = nil
    isEdited = true
    if isOnNote { recall.settle() }
  }

  var isOnNote: Bool { fields[focus].name == .note }

  /// Replaces the note with the next or previous one that can be recalled; returns false if there is
  /// none.
  mutating func recallNote(older: Bool) -> Bool {
    guard isOnNote, let note = recall.next(older: older, replacing: fields[focus].editor.text)
    else { return false }
    errorMessage = nil
    isEdited = true
    fields[focus].replace(with: note)
    return true
  }

  /// Sets a field to a text from a draft or an editor.
  mutating func fill(_ name: FormField.Name, with text: String) {
    isEdited = true
    guard let index = fields.firstIndex(where: { $0.name == name }) else { return }
    if name == .kind, let kind = JustificationKind.allCases.first(where: { $0.title == text }) {
      fields[index] = FormField(.kind, choice: kind)
    } else {
      fields[index].replace(with: text)
    }
  }

  /// The owner that completes the typed text; nil if the cursor is elsewhere or no owner matches.
  var suggestedOwner: String? {
    let field = fields[focus]
    guard field.name == .owner, field.editor.cursor == field.editor.characters.count else {
      return nil
    }
    let typed = field.editor.text.lowercased()
    return owners.first { $0.lowercased().hasPrefix(typed) && $0.lowercased() != typed }
  }

  /// The hint beside a field.
  func hint(_ index: Int, today: CalendarDay) -> String {
    if index == focus, let owner = suggestedOwner { return "Right: \(owner)" }
    switch fields[index].name {
    case .confirm: return confirmationHint
    case .note where recall.hint != nil: return recall.hint ?? ""
    case .note where fields[index].editor.isEmpty && context.isManual:
      return "how it was assessed without this evidence; Ctrl-E edits in $EDITOR"
    case .note where fields[index].editor.isEmpty && !recall.notes.isEmpty:
      return "Alt-P: earlier notes"
    case .expires:
      if let warning = context.limitWarning(fields[index].editor.text, today: today) {
        let date = fields[index].hint(today: today)
        return date.hasPrefix("=") ? "\(date), \(warning)" : warning
      }
    case .note, .kind, .owner, .due, .ticket: break
    }
    return fields[index].hint(today: today)
  }
}

/// Why a form cannot be confirmed, and which field must be corrected.
struct FormError: Error, Hashable, Sendable {
  let field: Int
  let message: String
}

extension Severity {
  /// The usual number of days for a remediation.
  var daysToRemediate: Int {
    switch self {
    case .critical: 7
    case .high: 30
    case .medium: 90
    case .low: 180
    }
  }
}
