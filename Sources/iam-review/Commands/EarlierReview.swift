import Checklist
import Model
import Platform
import TUI

/// Loads an earlier review for the console.
enum EarlierReview {
  /// Returns a function that plans to carry forward the decisions of another review.
  static func planning(
    for assessment: Assessment
  ) -> @Sendable (ReviewSession, Instant, String) -> Result<CarryPlan, ConsoleFailure> {
    { session, now, other in
      do {
        guard try FileSystem.live.kind(of: other) != nil else {
          return .failure(
            ConsoleFailure(
              "cannot read \(VisibleText.line(other)): No such file or directory; give the session file"
                + " or evidence folder of the earlier review"))
        }
        let review = try NamedReview.open(other, settings: assessment.settings)
        guard review.session != nil else {
          return .failure(
            ConsoleFailure(
              "\(other): no review.json, so there are no decisions to carry forward; give the folder"
                + " or session file of a reviewed account"))
        }
        if let error = review.session?.historyErrors.first {
          return .failure(
            ConsoleFailure(
              "\(other): \(error.message); only a review with an intact history can be carried forward"
            ))
        }
        if let last = review.session?.history.last,
          session.history.contains(where: {
            $0.hash == last.hash
          })
        {
          return .failure(
            ConsoleFailure(
              "\(other) is this review itself, or an earlier state of it"))
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
