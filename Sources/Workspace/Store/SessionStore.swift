public import Checklist
public import Platform

/// Saves the session of a review, and processes it with other files.
public protocol SessionStore: Sendable {
  /// The formats that `export` writes.
  var formats: [String] { get }

  /// Saves the whole session durably, or returns why it failed; can be called again after a failure.
  func save(_ session: ReviewSession, at now: Instant) -> SaveOutcome

  /// Merges the journal into the session file when the auditor quits.
  func finish(_ session: ReviewSession, at now: Instant)

  /// Saves unfinished drafts; returns why it failed.
  func keep(_ drafts: [Draft]) -> String?

  /// Writes the session to a file in the given format; returns a message about what was written.
  func export(
    _ session: ReviewSession, as format: String, to path: String, at now: Instant
  ) -> Result<String, ReviewError>

  /// Plans to carry forward the decisions of the review at a path.
  func carryPlan(
    for session: ReviewSession, from path: String, at now: Instant
  ) -> Result<CarryPlan, ReviewError>

  /// Signs and saves the session, with questions on the plain terminal; returns why it failed. The number
  /// of drafts is shown.
  func sign(
    _ session: ReviewSession, drafts: Int, at now: Instant
  ) -> Result<ReviewSession, ReviewError>

  /// Waits until the process that has the session open leaves; returns nil if that cannot be noticed.
  func awaitWriter() -> WriterLeft?

  /// Takes the lock, and reads the session and its drafts again.
  func takeOver(at now: Instant) -> Result<TakenOver, TakeoverFailure>
}

/// The review as its writer left it.
public struct WriterLeft: Hashable, Sendable {
  /// The person who had the review open, as in the lock.
  public let holder: String
  /// The session in the file; nil if it cannot be read.
  public let session: ReviewSession?

  /// A review that `holder` left with `session`.
  public init(holder: String, session: ReviewSession?) {
    self.holder = holder
    self.session = session
  }
}

/// A review that this process took over.
public struct TakenOver: Hashable, Sendable {
  /// The session, read again under the lock.
  public let session: ReviewSession
  /// The drafts of the last writer.
  public var drafts: [Draft]
  /// A warning about the session file; nil for none.
  public var notice: String?

  /// A review that was taken over with `session`.
  public init(session: ReviewSession, drafts: [Draft] = [], notice: String? = nil) {
    self.session = session
    self.drafts = drafts
    self.notice = notice
  }
}

/// Why a review could not be taken over.
public enum TakeoverFailure: Error, Hashable, Sendable {
  /// Another process got the lock first; its holder.
  case held(String)
  /// The reason, in a sentence.
  case impossible(String)
}
