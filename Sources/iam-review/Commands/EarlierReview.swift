import Checklist
import Model
import TUI

/// The review of before, as the console asks for it.
enum EarlierReview {
  /// What looks at another review, to carry it into this one.
  static func planning(
    for assessment: Assessment
  ) -> @Sendable (ReviewSession, Instant, String) -> Result<CarryPlan, ConsoleFailure> {
    { session, now, other in
      do {
        let review = try NamedReview.open(other, settings: assessment.settings)
        guard review.session != nil else {
          return .failure(ConsoleFailure("\(other): there is no review.json to carry forward"))
        }
        if let fault = review.session?.historyFaults.first {
          return .failure(
            ConsoleFailure("\(other): \(fault.message); only whole histories are carried forward"))
        }
        if let last = review.session?.history.last,
          session.history.contains(where: {
            $0.hash == last.hash
          })
        {
          return .failure(ConsoleFailure("\(other) is this review itself, or a part of its past"))
        }
        let plan = CarryPlan(from: review.side, into: session, of: assessment, at: now)
        if let mismatch = plan.comparison.mismatch {
          return .failure(ConsoleFailure("\(other): \(mismatch)"))
        }
        return .success(plan)
      } catch {
        return .failure(ConsoleFailure(CommandLineTool.sentence(error)))
      }
    }
  }
}
