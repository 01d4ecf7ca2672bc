public import Checklist

/// A review of one account that is open for decisions, with the store that keeps them.
public struct OpenReview: Sendable {
  /// The results of the checklist.
  public let assessment: Assessment
  /// The decisions.
  public let session: ReviewSession
  /// The store of the decisions.
  public let store: any SessionStore
  /// Unfinished decisions of an earlier console.
  public let drafts: [Draft]
  /// The person who has the session open in another process, so that the review is read-only; nil if
  /// there is none.
  public let lockedBy: String?
  /// A line to show at the start; nil for none.
  public let notice: String?
  /// The planned carry-forward of an earlier review, which is shown first; nil if there is none.
  public var planned: CarryPlan?

  /// A review of `assessment` with the decisions of `session`.
  public init(
    assessment: Assessment, session: ReviewSession, store: any SessionStore, drafts: [Draft] = [],
    lockedBy: String? = nil, notice: String? = nil, planned: CarryPlan? = nil
  ) {
    self.assessment = assessment
    self.session = session
    self.store = store
    self.drafts = drafts
    self.lockedBy = lockedBy
    self.notice = notice
    self.planned = planned
  }
}
