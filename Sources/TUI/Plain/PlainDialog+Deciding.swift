import Checklist
import Model

/// Decisions in plain mode.
extension PlainDialog {
  /// The targets of a change: the current place, or those of the given numbers. Nil, after a
  /// message, if there are none.
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
    return chosen
  }

  func target(of place: Place) -> DecisionTarget? {
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
  mutating func filled(_ proposed: DecisionForm) -> DecisionForm? {
    for line in proposed.context.lines { show(line) }
    var form = proposed
    var fields = form.fields.map(\.name)
    while true {
      for name in fields {
        guard fill(name, in: &form) else { return nil }
      }
      guard case .failure(let error) = form.content(today: state.today) else { return form }
      show(error.message + ".")
      guard form.fields.indices.contains(error.field) else { return nil }
      // An invalid answer is not proposed again.
      let field = proposed.fields[error.field]
      form.fill(field.name, with: field.choice?.title ?? field.editor.text)
      fields = [field.name]
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
