import Checklist
import Model
import Platform

extension ConsoleState {
  /// Why no severity can be set here; nil if it can.
  var severityRefusal: String? {
    if let refusal = decisionRefusal { return refusal }
    let isFinding = targets.allSatisfy { $0.finding != nil }
    return isFinding ? nil : "select a finding; an item has the severities of its findings"
  }

  /// Opens the form for the severity of the findings, and restores its draft if there is one. With a
  /// level and a note, it is set at once, unless the number of findings must be confirmed.
  mutating func openSeverityForm(
    _ severity: Severity? = nil, note: String = ""
  ) -> [ConsoleEffect] {
    let draftKey = DecisionForm.DraftKey(severityOf: targets)
    guard let severity else {
      if drafts[draftKey] != nil { message = .done("draft restored") }
      input = .form(drafts[draftKey] ?? newForm(draftKey))
      return []
    }
    var form = newForm(draftKey)
    form.fill(.severity, with: severity.rawValue)
    form.moveFocus(by: 1, today: today)
    guard !note.isBlank else {
      input = .form(form)
      return []
    }
    form.fill(.note, with: note)
    return confirm(form)
  }

  /// Sets the severity of all targets.
  mutating func set(
    severity: Severity, note: String, on targets: [DecisionTarget]
  ) -> [ConsoleEffect] {
    let findings = targets.compactMap { $0.finding.flatMap(model.number(of:)) }
    do throws(DecisionRefusal) {
      try review.session.set(
        severity: severity, note: note, on: findings.map { model.findings[$0] }, by: reviewer,
        at: now)
    } catch {
      message = .refused(error.message)
      return []
    }
    let what = targets.count == 1 ? targets[0].description : "\(targets.count) findings"
    return changed(targets, "severity \(severity.rawValue): \(what)")
  }

  /// What the form for a severity shows: the automated severities, and what it replaces.
  func severityLines(of targets: [DecisionTarget]) -> [String] {
    let numbers = targets.compactMap { $0.finding.flatMap(model.number(of:)) }
    let counts = Severity.allCases.compactMap { severity -> String? in
      let count = numbers.count { model.findings[$0].automatedSeverity == severity }
      if count == 0 { return nil }
      return numbers.count == 1 ? severity.rawValue : "\(count) \(severity.rawValue)"
    }
    var lines = ["automated: \(counts.joined(separator: ", "))"]
    let set = numbers.compactMap { review.statuses.severities[$0] }
    if set.count == 1, numbers.count == 1 {
      lines.append("replaces \(set[0].text)")
    } else if !set.isEmpty {
      lines.append("replaces what was set on \(set.count.counted("finding"))")
    }
    return lines
  }

  /// The note of the severity that all targets have; nil if they differ.
  func severityNote(of targets: [DecisionTarget]) -> String? {
    let notes = targets.map { target in
      target.finding.flatMap(model.number(of:)).flatMap {
        review.statuses.severities[$0]?.override?.note
      }
    }
    return Set(notes).count == 1 ? notes[0] : nil
  }
}
