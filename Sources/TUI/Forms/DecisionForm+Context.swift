import Checklist
import Model
import Platform

extension DecisionForm {
  /// What a form shows and proposes, depending on its targets.
  struct Context: Hashable, Sendable {
    let today: CalendarDay
    /// The most severe target.
    var severity: Severity?
    /// The shortest time in days for which the targets can be accepted without a second person.
    var limit: Int?
    var passNeedsNote = true
    /// Whether the decision is on an item without complete evidence.
    var isManual = false
    /// The decision that the form replaces; nil if there is none, or if there are several.
    var earlier: DecisionContent?
    /// The note of the severity that the form replaces; nil if there is none.
    var earlierNote: String?
    /// Whether the form changes the values of the earlier decision, and not its disposition.
    var isEditing = false
    /// The values of earlier forms.
    var defaults = FormDefaults()
    /// Lines above the fields: what the decision replaces, and what a pass must answer.
    var lines: [String] = []

    init(today: CalendarDay) { self.today = today }

    /// A field with its value in the earlier decision, or with a default.
    func field(_ name: FormField.Name) -> FormField {
      func text(_ old: String?, or proposed: String = "") -> FormField {
        guard let old, !old.isEmpty else {
          return FormField(name, proposed, isProposed: !proposed.isEmpty)
        }
        return FormField(name, old, isProposed: !isEditing)
      }
      switch name {
      case .confirm: return FormField(.confirm)
      case .note: return text(earlierNote ?? earlier?.note)
      case .kind:
        let kind = earlier?.justification ?? defaults.justification
        return FormField(
          .kind,
          choice: FieldChoice(JustificationKind.allCases.map(\.title), selected: kind.title))
      case .severity:
        return FormField(
          .severity,
          choice: FieldChoice(
            Severity.allCases.map(\.rawValue), selected: (severity ?? .medium).rawValue))
      case .owner: return text(earlier?.owner, or: defaults.owner)
      case .ticket: return text(earlier?.ticket)
      case .expires:
        let days = min(limit ?? 90, 90)
        return text(earlier?.expires?.description, or: today.adding(days: days).description)
      case .due:
        let days = (severity ?? .medium).daysToRemediate
        return text(earlier?.due?.description, or: today.adding(days: days).description)
      }
    }

    /// The approval that an expiry date requires; nil if it is within the limit.
    func limitWarning(_ text: String, today: CalendarDay) -> String? {
      guard let limit, let day = DateInput.day(text.trimmed, today: today),
        day > today.adding(days: limit)
      else { return nil }
      return "over \(limit.counted("day")): needs approval"
    }
  }
}

/// The last values that the auditor entered, proposed as defaults.
struct FormDefaults: Hashable, Sendable {
  var owner = ""
  var justification = JustificationKind.operationalRequirement
}
