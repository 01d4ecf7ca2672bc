import Checklist
import Model

/// Decisions in plain mode.
extension PlainDialog {
  private static let letters: [String: Disposition] = [
    "p": .pass, "j": .justified, "r": .remediate, "x": .notApplicable, "f": .falsePositive,
  ]

  /// Makes a decision on the current place or on the given numbers; returns false if `letter` does
  /// not name a decision.
  mutating func decide(_ letter: String, on numbers: String) -> Bool {
    // As in the console, u undoes and U clears a decision.
    let disposition = letter == "U" ? nil : PlainDialog.letters[letter.lowercased()]
    guard disposition != nil || letter == "U" else { return false }
    guard let chosen = chosen(numbers) else { return true }
    guard let disposition else {
      guard chosen.contains(where: { state.review.session.decisions[$0] != nil }) else {
        show("There is no decision to clear.")
        return true
      }
      change { $0.decide(nil, on: chosen) }
      show(outcome)
      return true
    }
    guard
      case .decision(let content) = content(
        DecisionForm.DraftKey(disposition: disposition, targets: chosen))
    else {
      show("Cancelled; the decision did not change.")
      return true
    }
    change { $0.decide(content, on: chosen) }
    show(outcome)
    return true
  }

  /// Sets the severity of the current finding or of those with the given numbers.
  mutating func setSeverity(on numbers: String) {
    guard let chosen = chosen(numbers) else { return }
    guard chosen.allSatisfy({ $0.finding != nil }) else {
      return show("An item has the severities of its findings; open a finding, or type its number.")
    }
    guard
      case .severity(let severity, let note) = content(DecisionForm.DraftKey(severityOf: chosen))
    else { return show("Cancelled; the severity did not change.") }
    change { $0.set(severity: severity, note: note, on: chosen) }
    show(outcome)
  }

  /// The targets of a change: the current place, or those of the given numbers. Nil, after a
  /// message, if there are none or nothing can be changed.
  mutating func chosen(_ numbers: String) -> [DecisionTarget]? {
    let chosen = numbers.isEmpty ? (target(of: place).map { [$0] } ?? []) : targets(numbers)
    guard !chosen.isEmpty else {
      show(
        numbers.isEmpty
          ? "Open a finding or item by its number first."
          : place == .items
            ? "Numbers choose findings; open an item first."
            : numbers == "all"
              ? "The list has no findings."
              : "\(numbers) is not in the list; type numbers such as 1-4,7, or all.")
      return nil
    }
    if let refusal = state.readOnlyRefusal {
      show("\(refusal).")
      return nil
    }
    return chosen
  }

  private func target(of place: Place) -> DecisionTarget? {
    switch place {
    case .items, .found: nil
    case .item(let number): .item(model.items[number].id)
    case .finding(let number): .finding(model.findings[number].id)
    }
  }

  /// The targets that `1-4,7` or `all` selects in the current list; empty if a part of it is
  /// invalid.
  private func targets(_ numbers: String) -> [DecisionTarget] {
    let listed = place == .items ? [] : targets
    if numbers == "all" { return listed.compactMap(target) }
    var chosen: [DecisionTarget] = []
    for part in numbers.split(whereSeparator: { $0 == "," || $0 == " " }) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2,
        first >= 1, first <= last, last <= listed.count
      else { return [] }
      chosen += listed[(first - 1)..<last].compactMap(target)
    }
    return chosen.uniqued
  }

  /// Asks for the values of a form; nil if the auditor cancels.
  private mutating func content(_ draftKey: DecisionForm.DraftKey) -> DecisionForm.Content? {
    let proposed = state.newForm(draftKey)
    for line in proposed.context.lines { show(line) }
    var form = proposed
    var fields = form.fields.map(\.name)
    while true {
      for name in fields {
        guard fill(name, in: &form) else { return nil }
      }
      switch form.content(today: state.today) {
      case .success(let content): return content
      case .failure(let error):
        show(error.message + ".")
        guard form.fields.indices.contains(error.field) else { return nil }
        // An invalid answer is not proposed again.
        let field = proposed.fields[error.field]
        form.fill(field.name, with: field.choice?.title ?? field.editor.text)
        fields = [field.name]
      }
    }
  }

  /// Asks for one field; an empty answer keeps the current value. Returns false if the auditor
  /// cancels.
  private mutating func fill(_ name: FormField.Name, in form: inout DecisionForm) -> Bool {
    guard let field = form.fields.first(where: { $0.name == name }) else { return true }
    let now = field.choice?.title ?? field.editor.text
    let hint =
      switch name {
      case .kind, .severity: " (\((field.choice?.titles ?? []).joined(separator: ", ")))"
      case .expires, .due: " (2027-02-22, +90d, +6m, eoq, eoy)"
      case .confirm: " (the number of findings, \(form.draftKey.targets.count))"
      case .note where !form.recall.notes.isEmpty: " (? lists earlier notes)"
      case .note, .owner, .ticket: ""
      }
    let proposal = now.isEmpty ? "" : " [\(now)]"
    while let answer = ask("\(name.rawValue)\(hint)\(proposal), . cancels") {
      if answer == "." { return false }
      if answer.isEmpty { return true }
      if name == .note, answer.hasPrefix("?"), !form.recall.notes.isEmpty {
        if recall(answer, in: &form) { return true }
        continue
      }
      guard let choice = field.choice else {
        form.fill(name, with: answer)
        return true
      }
      if let title = choice.titles.first(where: { $0.hasPrefix(answer.lowercased()) }) {
        form.fill(name, with: title)
        return true
      }
      let what = name == .kind ? "kind of justification" : "severity"
      show("\(answer) is not a \(what); type one of those listed, or its first letters.")
    }
    return false
  }

  /// `?` lists the notes that can be recalled, and `?2` takes the second. Returns whether a note was
  /// taken.
  private mutating func recall(_ answer: String, in form: inout DecisionForm) -> Bool {
    let notes = form.recall.notes
    let number = Int(answer.dropFirst())
    if let number, notes.indices.contains(number - 1) {
      form.fill(.note, with: notes[number - 1])
      show("note: \(notes[number - 1])")
      return true
    }
    for (index, note) in notes.prefix(20).enumerated() { show("?\(index + 1): \(note)") }
    return false
  }
}
