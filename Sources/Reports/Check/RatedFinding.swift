public import Checklist
internal import Model
public import Platform

/// The review with which `check` also evaluates the account.
public struct CheckedReview: Sendable {
  let session: ReviewSession
  let now: Instant

  /// The review in `session` at `now`.
  public init(_ session: ReviewSession, at now: Instant) {
    self.session = session
    self.now = now
  }
}

/// A finding as `check` prints it.
struct RatedFinding {
  let finding: Finding
  /// The effective severity; nil without a review.
  let effectiveSeverity: Severity?
  /// What a person set instead of the automated severity.
  let change: SetSeverity?

  /// The severity that counts.
  var severity: Severity { effectiveSeverity ?? finding.automatedSeverity }

  /// The findings of an item, the most severe first.
  static func all(of result: ItemResult, in review: CheckedReview?) -> [RatedFinding] {
    guard let review else {
      return result.findings.map {
        RatedFinding(finding: $0, effectiveSeverity: nil, change: nil)
      }
    }
    return ReportedItem(result, in: review.session, at: review.now).findings.map {
      RatedFinding(
        finding: $0.finding, effectiveSeverity: $0.severity, change: $0.severityChange?.change)
    }
  }
}
