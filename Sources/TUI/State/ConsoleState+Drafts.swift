import Checklist
import Model

extension ConsoleState {
  /// The drafts in the order in which they are shown and saved.
  var sortedDrafts: [DecisionForm] {
    drafts.values.sorted { left, right in
      left.draftKey.targets == right.draftKey.targets
        ? left.draftKey.title < right.draftKey.title
        : left.draftKey.targets.lexicographicallyPrecedes(right.draftKey.targets)
    }
  }

  /// Saves the drafts, including the open form, if they changed since the last save.
  mutating func keepDrafts() -> [ConsoleEffect] {
    guard !draftsAreKept, opening == nil, review.save.readOnlyReason == nil else { return [] }
    draftsAreKept = true
    var all = self
    if case .form(let form)? = input, form.isEdited { all.drafts[form.draftKey] = form }
    return [.keepDrafts(all.sortedDrafts.map(\.draft))]
  }

  /// Restores saved drafts, except those for findings that no longer exist.
  mutating func take(_ kept: [Draft]) {
    for draft in kept {
      let exists = draft.targets.allSatisfy { target in
        switch target {
        case .finding(let id): model.number(of: id) != nil
        case .item(let id): model.number(of: id) != nil
        }
      }
      guard exists, !draft.targets.isEmpty else { continue }
      let draftKey =
        draft.disposition.map { DecisionForm.DraftKey(disposition: $0, targets: draft.targets) }
        ?? DecisionForm.DraftKey(severityOf: draft.targets)
      var form = newForm(draftKey)
      for (name, text) in draft.fields {
        if let name = FormField.Name(rawValue: name) { form.fill(name, with: text) }
      }
      drafts[draftKey] = form
    }
  }
}

extension DecisionForm {
  /// The saved form of a draft.
  fileprivate var draft: Draft {
    let texts = fields.filter { $0.name != .confirm }.map {
      ($0.name.rawValue, $0.choice?.title ?? $0.editor.text)
    }
    return Draft(
      draftKey.disposition, on: draftKey.targets,
      fields: Dictionary(texts, uniquingKeysWith: { first, _ in first }))
  }
}
