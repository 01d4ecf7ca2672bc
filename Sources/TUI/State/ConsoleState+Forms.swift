import Checklist
import Model
import Platform

extension ConsoleState {
  /// A form for a decision, with the values of the earlier one, or with default values.
  func newForm(_ draftKey: DecisionForm.DraftKey, isEditing: Bool = false) -> DecisionForm {
    let reviewables = draftKey.targets.compactMap(reviewable)
    let limits = review.session.settings.acceptanceLimits
    var context = DecisionForm.Context(today: today)
    let findings = draftKey.targets.compactMap { $0.finding.flatMap(model.number(of:)) }
    context.severity = findings.map { review.statuses.severity(ofFinding: $0, in: model) }.min()
    context.limit = reviewables.map { limits[review.session.severity(of: $0)] }.min()
    context.passNeedsNote = reviewables.contains(where: \.passNeedsNote)
    context.isEditing = isEditing
    context.defaults = formDefaults
    if case .item(let result)? = reviewables.first { context.isManual = !result.missing.isEmpty }
    guard draftKey.disposition != nil else {
      context.earlierNote = severityNote(of: draftKey.targets)
      context.lines = severityLines(of: draftKey.targets)
      return DecisionForm(draftKey, context)
    }
    let earlier = draftKey.targets.compactMap { review.session.decisions[$0] }
    if earlier.count == draftKey.targets.count, Set(earlier.map(\.content)).count == 1 {
      context.earlier = earlier.first?.content
    }
    if !isEditing, let replaced = replaced(on: draftKey.targets) { context.lines.append(replaced) }
    if draftKey.disposition == .pass, reviewables.count == 1 {
      context.lines += reviewables.flatMap(\.questions)
    }
    var form = DecisionForm(draftKey, context)
    form.owners = knownOwners
    form.recall = recall(for: draftKey.targets)
    return form
  }

  /// The form for editing the selected decision; nil if there is none.
  var editingForm: DecisionForm? {
    guard let target = targets.first, let decision = review.session.decisions[target] else {
      return nil
    }
    let draftKey = DecisionForm.DraftKey(disposition: decision.disposition, targets: [target])
    return newForm(draftKey, isEditing: true)
  }

  /// What a decision on `targets` replaces: `replaces remediate, owner bob, due 2026-12-31`, or the
  /// number of decisions: `replaces 3 decisions: 2 passed, 1 remediate`.
  private func replaced(on targets: [DecisionTarget]) -> String? {
    let earlier = targets.compactMap { review.session.decisions[$0] }
    guard let first = earlier.first else { return nil }
    if targets.count == 1 { return "replaces \(first.text)" }
    let counts = Disposition.allCases.compactMap { disposition in
      let count = earlier.count { $0.disposition == disposition }
      return count == 0 ? nil : "\(count.grouped) \(disposition.title)"
    }
    return "replaces \(earlier.count.counted("decision")): \(counts.joined(separator: ", "))"
  }
}

extension Reviewable {
  /// What the note of a pass must answer: the finding and its evidence, or the missing evidence.
  fileprivate var questions: [String] {
    switch self {
    case .finding(let finding):
      let places = finding.evidence.prefix(2).map { "\($0.file) \($0.where)" }
        .joined(separator: "; ")
      return ["finding: \(finding.summary)"] + (places.isEmpty ? [] : ["evidence: \(places)"])
    case .item(let result):
      return result.missing.prefix(2).map { "missing: \($0.kind.title): \($0.reason)" }
    }
  }
}
