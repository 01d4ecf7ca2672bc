import Checklist
import Model
import Platform
import Reports

/// The input line for a second person's comment on decisions.
struct ApprovalPrompt: Hashable, Sendable {
  let verdict: Approval.Verdict
  let targets: [DecisionTarget]
  var editor = LineEditor()

  /// The label before the text.
  var label: String {
    let what = targets.count == 1 ? "" : " \(targets.count) decisions"
    return switch verdict {
    case .approved: "approve\(what); comment (optional): "
    case .rejected: "reject\(what); reason: "
    }
  }
}

extension ConsoleState {
  /// Why the current decision cannot be approved or rejected; nil if it can.
  var approvalRefusal: String? {
    if let refusal = decisionRefusal { return refusal }
    var trial = review.session
    return refusal(of: targets.compactMap(reviewable), .approved, "", in: &trial)
  }

  /// Asks the second person for a comment.
  mutating func ask(for verdict: Approval.Verdict) {
    input = .approval(ApprovalPrompt(verdict: verdict, targets: targets))
  }

  /// Records the approval or rejection, or shows why it is not possible.
  mutating func confirm(_ prompt: ApprovalPrompt) -> [ConsoleEffect] {
    let reviewables = prompt.targets.compactMap(reviewable)
    let text = prompt.editor.text.trimmed
    if let refusal = refusal(of: reviewables, prompt.verdict, text, in: &review.session) {
      message = .refused(refusal)
      return []
    }
    input = nil
    let what =
      prompt.targets.count == 1
      ? prompt.targets[0].description : "\(prompt.targets.count) decisions"
    return changed(prompt.targets, "\(prompt.verdict.rawValue): \(what)")
  }

  private func refusal(
    of targets: [Reviewable], _ verdict: Approval.Verdict, _ text: String,
    in session: inout ReviewSession
  ) -> String? {
    do throws(DecisionRefusal) {
      try session.approve(verdict, text, on: targets, by: reviewer, at: now)
      return nil
    } catch { return error.message }
  }

  /// Why no conflict can be resolved here; nil if one can.
  var sideRefusal: String? {
    if let refusal = decisionRefusal { return refusal }
    let isInConflict = targets.allSatisfy { review.session.decisions[$0]?.conflict != nil }
    return isInConflict ? nil : "no conflict here; status:conflict lists all conflicts"
  }

  /// Resolves conflicts with the reviewer's own decision, or with the other one.
  mutating func takeSide(ours: Bool, on targets: [DecisionTarget]) -> [ConsoleEffect] {
    let reviewer = reviewer
    // If neither decision is the reviewer's, "ours" is the first one.
    let isOwn = targets.allSatisfy { target in
      review.session.decisions[target]?.conflict?.sides.contains { side in
        side.map { $0.by.isSamePerson(as: reviewer) } ?? false
      } ?? false
    }
    do throws(DecisionRefusal) {
      try review.session.resolve(targets, by: reviewer, at: now) { conflict in
        let mine = conflict.side(of: reviewer)
        return ours ? mine : 1 - mine
      }
    } catch {
      message = .refused(error.message)
      return []
    }
    let what = targets.count == 1 ? targets[0].description : "\(targets.count) findings"
    let side = isOwn ? ours ? "your" : "the other" : ours ? "the first" : "the second"
    return changed(targets, "kept \(side) decision: \(what)")
  }
}
