import Checklist
import Model

/// The line in which a second person says what they think of decisions.
struct ApprovalPrompt: Hashable, Sendable {
  let verdict: Approval.Verdict
  let targets: [DecisionTarget]
  var editor = LineEditor()

  /// What stands before the text.
  var label: String {
    let what = targets.count == 1 ? "" : " \(targets.count) decisions"
    return switch verdict {
    case .approved: "approve\(what); comment (optional): "
    case .rejected: "reject\(what); reason: "
    }
  }
}

extension ConsoleState {
  /// Why the decision here cannot be approved or rejected; nil where it can.
  var approvalRefusal: String? {
    if let refusal = decisionRefusal { return refusal }
    var trial = review.session
    return refusal(of: targets.compactMap(reviewable), .approved, "", in: &trial)
  }

  /// Asks for what the second person says.
  mutating func ask(for verdict: Approval.Verdict) {
    input = .approval(ApprovalPrompt(verdict: verdict, targets: targets))
  }

  /// Writes down what the second person says, or says why not.
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

  /// Why there is no side to take here; nil where there is.
  var sideRefusal: String? {
    if let refusal = decisionRefusal { return refusal }
    let isInConflict = targets.allSatisfy { review.session.decisions[$0]?.conflict != nil }
    return isInConflict ? nil : "no conflict here; status:conflict lists all conflicts"
  }

  /// Takes the reviewer's own side of what two people decided differently, or the other's.
  mutating func takeSide(ours: Bool, on targets: [DecisionTarget]) -> [ConsoleEffect] {
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
    return changed(targets, "\(ours ? "ours" : "theirs"): \(what)")
  }
}
