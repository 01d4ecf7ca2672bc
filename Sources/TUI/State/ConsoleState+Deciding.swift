import Checklist
import Model
import Platform

extension ConsoleState {
  /// The targets of a decision: the marked findings that the list or page shows, or else the finding,
  /// or else the item.
  var targets: [DecisionTarget] {
    let marked = shownMarks
    if !marked.isEmpty { return marked.map { .finding(model.findings[$0].id) } }
    switch place {
    case .items: return checklist.item.map { [.item(model.items[$0].id)] } ?? []
    case .findings where checklist.group != nil:
      return checklist.group?.findings.map { .finding(model.findings[$0].id) } ?? []
    case .detail where checklist.group != nil:
      guard case .finding(let number) = text.line?.link else { return [] }
      return [.finding(model.findings[number].id)]
    case .findings, .detail:
      if let finding = checklist.finding { return [.finding(model.findings[finding].id)] }
      return checklist.item.map { [.item(model.items[$0].id)] } ?? []
    case .page:
      guard case .finding(let number) = text.line?.link else { return [] }
      return [.finding(model.findings[number].id)]
    case .overview, .table, .help, .prompt, .commandLine, .form, .chooser, .offer: return []
    }
  }

  /// Why nothing can be decided here; nil if it can.
  var decisionRefusal: String? {
    if let refusal = readOnlyRefusal { return refusal }
    guard targets.isEmpty else { return nil }
    return place == .page ? "select a finding to decide on it" : "select a finding or item first"
  }

  var readOnlyRefusal: String? {
    if opening != nil { return "the evidence is still being read" }
    return review.save.readOnlyReason
  }

  /// The marked findings that a decision takes.
  var shownMarks: [Int] {
    switch place {
    case .findings, .detail: checklist.marks.sorted()
    case .page: checklist.marks.intersection(shownFindings).sorted()
    case .overview, .items, .table, .help, .prompt, .commandLine, .form, .chooser, .offer: []
    }
  }

  /// Opens the form for a decision, and restores its draft if there is one. The pass of
  /// an item that passed is made at once.
  mutating func openForm(_ disposition: Disposition) -> [ConsoleEffect] {
    let reviewables = targets.compactMap(reviewable)
    if let refusal = review.session.refusal(of: disposition, on: reviewables, at: now) {
      message = .refused(refusal.message)
      return []
    }
    let draftKey = DecisionForm.DraftKey(disposition: disposition, targets: targets)
    if let draft = drafts[draftKey] {
      input = .form(draft)
      message = .done("draft restored")
      return []
    }
    let form = newForm(draftKey)
    if form.fields.isEmpty { return decide(DecisionContent(disposition), on: targets) }
    input = .form(form)
    return []
  }

  /// The number of targets of the open form; nil if no form is open.
  var formCount: Int? {
    if case .form(let form) = input { form.draftKey.targets.count } else { nil }
  }

  /// Why no decision can be edited here; nil if one can.
  var editRefusal: String? {
    if let refusal = decisionRefusal { return refusal }
    guard targets.count == 1 else { return "edit one note at a time; Esc clears the marks" }
    return editingForm == nil ? "no decision to edit; P J R X F decide" : nil
  }

  /// The owners of remediations in this review, the most recent first.
  var knownOwners: [String] {
    let others = Set(review.statuses.decisions.values.compactMap(\.content.owner)).sorted()
    return ([formDefaults.owner] + others).filter { !$0.isEmpty }.uniqued
  }

  /// Confirms the form, or shows what is missing and moves to that field.
  mutating func confirm(_ form: DecisionForm) -> [ConsoleEffect] {
    var form = form
    switch form.content(today: today) {
    case .failure(let error):
      form.moveFocus(to: error.field, today: today)
      form.errorMessage = error.message
      input = .form(form)
      return []
    case .success(let content):
      input = nil
      let effects =
        switch content {
        case .decision(let content): decide(content, on: form.draftKey.targets)
        case .severity(let severity, let note):
          set(severity: severity, note: note, on: form.draftKey.targets)
        }
      guard !effects.isEmpty else {
        drafts[form.draftKey] = form
        return []
      }
      if drafts.removeValue(forKey: form.draftKey) != nil { draftsAreKept = false }
      return effects
    }
  }

  /// Makes the same decision on all targets; nil clears their decisions.
  mutating func decide(
    _ content: DecisionContent?, on targets: [DecisionTarget]
  ) -> [ConsoleEffect] {
    do throws(DecisionRefusal) {
      let changes = try review.session.decide(
        content, on: targets.compactMap(reviewable), by: reviewer, at: now)
      guard !changes.isEmpty else { return [] }
    } catch {
      message = .refused(error.message)
      return []
    }
    if let owner = content?.owner { formDefaults.owner = owner }
    if let kind = content?.justification { formDefaults.justification = kind }
    let word = content?.disposition.title ?? "cleared the decision"
    let what = targets.count == 1 ? targets[0].description : "\(targets.count) findings"
    return changed(targets, "\(word): \(what)")
  }

  /// The effects of changed decisions on `targets`.
  mutating func changed(_ targets: [DecisionTarget], _ words: String) -> [ConsoleEffect] {
    review.statuses.update(targets, review.session, model, at: now)
    checklist.clearMarks()
    // The decision is at the top of the detail.
    checklist.detail.cursor = ListCursor()
    let waiting = targets.count { review.statuses.isUnapproved($0, in: model) }
    guard waiting > 0 else { return reportChange(words) }
    let which = targets.count == 1 ? "" : "\(waiting.grouped) of them "
    return reportChange("\(words); \(which)must be approved by a second person")
  }

  /// Undoes or redoes a step, and shows which.
  mutating func replay(
    word: String,
    _ step: (inout ReviewSession, Reviewer, Instant) throws(DecisionRefusal) -> ReviewStep
  ) -> [ConsoleEffect] {
    do throws(DecisionRefusal) {
      let done = try step(&review.session, reviewer, now)
      if done.changesBaseline {
        review.statuses.recompute(review.session, model, at: now)
      } else {
        review.statuses.update(done.targets, review.session, model, at: now)
      }
      return reportChange("\(word): \(done.summary)")
    } catch {
      message = .refused(error.message)
      return []
    }
  }

  func reviewable(_ target: DecisionTarget) -> Reviewable? {
    switch target {
    case .finding(let id): model.number(of: id).map { .finding(model.findings[$0]) }
    case .item(let id): model.number(of: id).map { .item(model.items[$0]) }
    }
  }
}
