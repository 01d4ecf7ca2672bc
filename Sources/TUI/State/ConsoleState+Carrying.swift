import Checklist
import Model
import Platform
import Workspace

extension ConsoleState {
  /// Shows the plan, or why carrying forward is not possible.
  mutating func show(_ outcome: Result<PlannedCarry, ReviewError>) {
    switch outcome {
    case .failure(let failure): message = .refused(failure.message)
    case .success(let planned):
      self.planned = planned
      help = nil
      pages.removeAll { $0.topic == .carry }
      open(.carry)
      message = .done("nothing carried forward yet; C carries forward, Esc closes")
    }
  }

  /// Why nothing can be carried forward here; nil if it can.
  var carryRefusal: String? {
    planned == nil ? ":carry REVIEW shows a preview first" : readOnlyRefusal
  }

  /// Carries forward the plan on screen as one step; on other pages, shows the plan.
  mutating func carryForward() -> [ConsoleEffect] {
    guard let plan = planned?.plan else { return [] }
    guard pages.last?.topic == .carry else {
      open(.carry)
      return []
    }
    do throws(DecisionRefusal) {
      let step = try review.session.carry(plan, by: reviewer, at: now)
      review.statuses.recompute(review.session, model, at: now)
      planned = nil
      pages.removeAll { $0.topic == .carry }
      let count = step.decisionCount - plan.changed
      let back = plan.changed == 0 ? "" : ", \(plan.changed) need review again"
      message = .done(
        "carried \(count.counted("decision")) forward\(back); u undoes it")
      return [.save]
    } catch {
      message = .refused(error.message)
      return []
    }
  }
}
