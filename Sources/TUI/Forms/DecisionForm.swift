import Checklist
import Model
import Platform

/// The form for the values that a decision requires, such as note, date and owner, or for a severity.
struct DecisionForm: Hashable, Sendable {
  /// The disposition and targets of a form, which identify its draft.
  struct DraftKey: Hashable, Sendable {
    /// The disposition; nil in the form for a severity.
    let disposition: Disposition?
    let targets: [DecisionTarget]

    init(disposition: Disposition, targets: [DecisionTarget]) {
      self.disposition = disposition
      self.targets = targets
    }

    /// The form for the severity of findings.
    init(severityOf targets: [DecisionTarget]) {
      disposition = nil
      self.targets = targets
    }

    /// What the form sets: the disposition, or the severity.
    var title: String { disposition?.title ?? "severity" }

    /// The targets in one line: `2 findings: root.mfa, root.access-keys`.
    var targetsText: String {
      let names = targets.map(\.description).joined(separator: ", ")
      return targets.count == 1 ? names : "\(targets.count) findings: \(names)"
    }

    /// Whether the decision must be confirmed with the number of findings: it is on more than 20, or
    /// it closes or rates several of which the most severe has the severity high or critical.
    fileprivate func needsConfirmation(severity: Severity?) -> Bool {
      if targets.count > 20 { return true }
      let closes = [.pass, .falsePositive, nil].contains(disposition)
      return targets.count > 1 && closes && severity.map { $0 <= .high } == true
    }
  }

  let draftKey: DraftKey
  let context: Context
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
    var names =
      draftKey.disposition.map {
        FormField.Name.required(
          by: $0, passNeedsNote: context.passNeedsNote || context.isEditing)
      } ?? [.severity, .note]
    if draftKey.needsConfirmation(severity: context.severity) { names.append(.confirm) }
    fields = names.map { context.field($0) }
  }

  var isOnLastField: Bool { focus == fields.count - 1 }

  /// What the form sets.
  enum Content: Hashable, Sendable {
    case decision(DecisionContent)
    case severity(Severity, note: String)
  }

  /// The current content of the form, or an error if a value is missing or invalid.
  func content(today: CalendarDay) -> Result<Content, FormError> {
    guard let disposition = draftKey.disposition else { return severityContent }
    return decision(disposition, today: today).map(Content.decision)
  }

  private var severityContent: Result<Content, FormError> {
    let note = fields.first { $0.name == .note }?.editor.text.trimmed ?? ""
    let title = fields.first { $0.name == .severity }?.choice?.title
    guard let severity = title.flatMap(Severity.init(rawValue:)), !note.isBlank else {
      let field = fields.firstIndex { $0.name == .note } ?? focus
      return .failure(FormError(field: field, message: "severity requires a note with the reason"))
    }
    return confirmationError.map { .failure($0) } ?? .success(.severity(severity, note: note))
  }

  private func decision(
    _ disposition: Disposition, today: CalendarDay
  ) -> Result<DecisionContent, FormError> {
    var content = DecisionContent(disposition)
    // The form does not show an override of version 0.1.
    content.severity = context.earlier?.severity
    for (index, field) in fields.enumerated() {
      let text = field.editor.text.trimmed
      switch field.name {
      case .note: content.note = text
      case .kind:
        content.justification = JustificationKind.allCases.first {
          $0.title == field.choice?.title
        }
      case .owner: content.owner = text.isEmpty ? nil : text
      case .ticket: content.ticket = text.isEmpty ? nil : text
      case .confirm, .severity: break
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
        message: "\(disposition.title) requires \(words)"))
  }

  /// The error if the number of findings is required, but was not typed.
  private var confirmationError: FormError? {
    guard let index = fields.firstIndex(where: { $0.name == .confirm }),
      fields[index].editor.text.trimmed != String(draftKey.targets.count)
    else { return nil }
    return FormError(field: index, message: confirmationHint)
  }

  private var confirmationHint: String {
    "type \(draftKey.targets.count) to "
      + (draftKey.disposition == nil ? "set the severity of" : "decide on")
      + " \(draftKey.targets.count) findings"
  }

  /// Moves to another field; a short date in the previous field is replaced with the full one.
  mutating func moveFocus(to field: Int, today: CalendarDay) {
    fields[focus].settle(today: today)
    focus = min(max(field, 0), fields.count - 1)
  }

  mutating func moveFocus(by step: Int, today: CalendarDay) {
    moveFocus(to: (focus + step + fields.count) % fields.count, today: today)
  }

  /// Goes to the next field; shows the error of the focused field instead if its value is required or
  /// invalid, so that what is typed next does not go to another field.
  mutating func leaveField(today: CalendarDay) {
    if case .failure(let error) = content(today: today), error.field == focus {
      errorMessage = error.message
    } else {
      moveFocus(by: 1, today: today)
    }
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
    fields[index].replace(with: text)
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
    case .note, .kind, .severity, .owner, .due, .ticket: break
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
