public import Checklist
public import Evidence
internal import Model
public import Platform

/// The review of one account, as it was read: evidence, assessment and decisions.
public struct AccountReview: Sendable {
  /// The evidence that was read.
  public let source: EvidenceSource
  /// The path of the session file; nil if the decisions are not saved.
  public let path: String?
  /// The results of the checklist.
  public let assessment: Assessment
  /// The decisions.
  public internal(set) var session: ReviewSession
  /// The session as it is in its file, without the evidence that was read now; nil if it is new.
  public let stored: ReviewSession?
  /// Warnings about the files of the session.
  let warnings: [String]
  /// The faults in the history of the session.
  public let historyErrors: [HistoryError]

  /// The file of the session.
  let files: KeptFiles

  /// Whether the review has no saved session yet.
  public var isNew: Bool { stored == nil }

  /// A notice for the start of the console; nil for none.
  var notice: String? {
    let problems = warnings + assessment.account.problems.map { "\($0.file): \($0.message)" }
    if let first = problems.first {
      return (problems.count > 1 ? first + " (and \(problems.count - 1) more)" : first)
        + (assessment.account.problems.isEmpty ? "" : "; :problems lists all")
    }
    if path == nil { return "no home directory: decisions on the sample account are not saved" }
    if session.isReadOnly { return ReviewSession.newerVersion }
    return session.scope.map { "part of the review: \($0.title)" }
  }

  /// The files that a document of this review must not replace.
  public var ownFiles: ReviewFiles { ReviewFiles(evidence: source, session: path) }

  /// Records the thresholds in the history if they differ from those of the session. The choice of
  /// items only matters for a new review.
  public mutating func settle(by reviewer: Reviewer, at now: Instant) throws {
    guard !session.isReadOnly else { return }
    var settings = assessment.settings
    if !isNew { settings.origin = session.settings.origin }
    if settings != session.settings, let signature = session.currentSignatures.first {
      throw ReviewError(
        message:
          "the review is signed by \(VisibleText.line(signature.statement.signer)), and other "
          + "thresholds or limits would void the signature; open it without these options, or first "
          + "change a decision in the console, which asks before it voids the signature")
    }
    try session.settle(on: settings, by: reviewer, at: now)
  }
}
