public import Checklist
public import Platform

/// The review to show, and the store for its decisions.
public struct ConsoleReview: Sendable {
  let assessment: Assessment
  let session: ReviewSession
  let store: SessionStore
  let drafts: [Draft]
  let lockedBy: String?
  let notice: String?
  /// The planned carry-forward of an earlier review, which is shown first; nil if there is none.
  public var planned: CarryPlan?

  /// A review; `drafts` are restored, and `notice` is a line to show at the start. If `lockedBy`
  /// names a person, the session is read-only.
  public init(
    assessment: Assessment, session: ReviewSession, store: SessionStore, drafts: [Draft] = [],
    lockedBy: String? = nil, notice: String? = nil
  ) {
    self.lockedBy = lockedBy
    self.assessment = assessment
    self.session = session
    self.store = store
    self.drafts = drafts
    self.notice = notice
  }
}

/// Why an action failed, in one sentence.
public struct ConsoleFailure: Error, Hashable, Sendable {
  /// The sentence.
  public let message: String

  /// A failure with the sentence `message`.
  public init(_ message: String) { self.message = message }
}

/// The functions that save and process a session.
public struct SessionStore: Sendable {
  /// Saves the whole session durably, or returns why it failed; can be called again after a
  /// failure.
  let save: @Sendable (ReviewSession, Instant) -> SaveOutcome
  /// The formats that `export` writes.
  public var formats: [String] = []
  /// Writes the session to a file in the given format; returns a message about what was written.
  public var export:
    (
      @Sendable (ReviewSession, Instant, _ format: String, _ path: String) -> Result<
        String, ConsoleFailure
      >
    )?
  /// Merges the journal into the session file when the auditor quits.
  public var finish: (@Sendable (ReviewSession, Instant) -> Void)?
  /// Plans to carry forward the decisions of the review at a path.
  public var planCarry:
    (
      @Sendable (ReviewSession, Instant, _ path: String) -> Result<CarryPlan, ConsoleFailure>
    )?
  /// Signs and saves the session, with questions on the plain terminal; returns why it failed. The
  /// number of drafts is shown.
  public var sign:
    (@Sendable (ReviewSession, Instant, _ drafts: Int) -> Result<ReviewSession, ConsoleFailure>)?
  /// Waits until the process that has the session open leaves; returns nil if that cannot be
  /// noticed.
  public var awaitWriter: (@Sendable () -> (holder: String, session: ReviewSession?)?)?
  /// Takes the lock, and reads the session and its drafts again.
  public var takeOver: (@Sendable (Instant) -> TakeoverOutcome)?
  /// Saves unfinished drafts; returns why it failed.
  public var keepDrafts: (@Sendable ([Draft]) -> String?)?

  /// A store that saves with `save`.
  public init(save: @escaping @Sendable (ReviewSession, Instant) -> SaveOutcome) {
    self.save = save
  }
}

/// The result of taking over a session that another process had open.
public enum TakeoverOutcome: Sendable {
  /// This process has the lock: the session, its drafts, and a warning about the file.
  case taken(ReviewSession, drafts: [Draft], notice: String?)
  /// Another process got the lock first; its holder.
  case held(by: String)
  /// The reason why it is not possible, in a sentence.
  case impossible(String)
}
