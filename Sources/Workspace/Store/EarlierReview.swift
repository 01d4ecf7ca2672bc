internal import Checklist
internal import Platform

/// An earlier review, whose decisions can be carried forward.
enum EarlierReview {
  /// Plans to carry the decisions of the review at `path` forward into `session`, a review of
  /// `assessment`.
  static func carryPlan(
    from path: String, into session: ReviewSession, of assessment: Assessment, at now: Instant,
    warnings: Warnings
  ) throws(ReviewError) -> CarryPlan {
    let review = try opened(path, assessment.settings, warnings)
    guard let earlier = review.session else {
      throw ReviewError(
        message:
          "\(path): no review.json, so there are no decisions to carry forward; give the folder"
          + " or session file of a reviewed account")
    }
    if let error = earlier.historyErrors.first {
      throw ReviewError(
        message:
          "\(path): \(error.message); only a review with an intact history can be carried forward")
    }
    if let last = earlier.history.last, session.history.contains(where: { $0.hash == last.hash }) {
      throw ReviewError(message: "\(path) is this review itself, or an earlier state of it")
    }
    let plan = CarryPlan(from: review.side, into: session, of: assessment, at: now)
    if let mismatch = plan.comparison.mismatch {
      throw ReviewError(message: "\(path): \(mismatch)")
    }
    return plan
  }

  private static func opened(
    _ path: String, _ settings: Settings, _ warnings: Warnings
  ) throws(ReviewError) -> NamedReview {
    do {
      guard try FileSystem.live.kind(of: path) != nil else {
        throw ReviewError(
          message:
            "cannot read \(VisibleText.line(path)): No such file or directory; give the session"
            + " file or evidence folder of the earlier review")
      }
      return try NamedReview.open(path, settings: settings, warnings: warnings)
    } catch { throw ReviewError(error) }
  }
}
