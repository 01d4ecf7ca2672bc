public import Checklist
public import Model

/// The console: an auditor reviews one assessment in a terminal.
///
/// The first frame is painted before anything is read; the review is opened on another thread, and
/// keys are answered meanwhile.
///
///     let reason = try Console.run(ConsoleOptions(reviewer: reviewer, clock: clock)) { tell in
///       tell("reading")
///       return ConsoleReview(assessment: assessment, session: session, store: store)
///     }
public enum Console {
  /// How long keys rest before panes that follow the cursor are drawn: longer than the pause
  /// between the repeats of a key held down.
  private static let restMilliseconds = 80

  /// Takes the terminal until the auditor leaves or the line is gone.
  ///
  /// `open` runs on another thread and may tell in words how far it is. What it throws ends the
  /// console and is thrown on, when the terminal is as it was; so is a `TerminalError`, before
  /// anything is opened. Every decision was given to the store before this returns. After
  /// `.hungUp` the terminal must not be touched any more: the caller ends without a word.
  @MainActor
  public static func run(
    _ options: ConsoleOptions,
    opening open: @escaping @Sendable (_ tell: @escaping (String) -> Void) throws -> ConsoleReview
  ) throws -> ExitReason {
    var screen = try Screen(options.terminal)
    var events = EventSource(for: screen)
    var loop = ConsoleLoop(
      state: ConsoleState(
        opening: options.settings, reviewer: options.reviewer, now: options.clock(),
        size: screen.size),
      store: nil, clock: options.clock)
    if let notice = screen.notice { loop.tell(notice) }
    screen.present(ConsoleView.frame(loop.state, glyphs: screen.glyphs))
    let opening = Opening(open, at: options.clock())
    while true {
      screen.present(ConsoleView.frame(loop.state, glyphs: screen.glyphs), isResting: false)
      var batch = events.nextBatch(timeoutMilliseconds: screen.isBehind ? restMilliseconds : nil)
      if batch.isEmpty {
        screen.catchUp()
        batch = events.nextBatch()
      }
      if batch.contains(.wake) { try loop.take(opening.news()) }
      for effect in loop.take(batch) {
        switch effect {
        case .draw: screen.present(ConsoleView.frame(loop.state, glyphs: screen.glyphs))
        case .redraw: screen.redraw()
        case .suspend: screen.suspend()
        case .comeBack: screen.comeBack()
        case .leave(let reason):
          if reason == .hungUp { screen.abandon() }
          return reason
        }
      }
    }
  }
}

/// Who reviews, on what terminal, by which clock.
public struct ConsoleOptions {
  /// Who decides.
  public var reviewer: Reviewer
  /// The moment now; decisions bear it, and expiry is measured with it.
  public var clock: () -> Instant
  /// What is asked of the terminal.
  public var terminal: TerminalOptions
  /// Which items stand on the screen until the review is open.
  public var settings: Settings

  /// The options of a review by `reviewer`.
  public init(
    reviewer: Reviewer, clock: @escaping () -> Instant, terminal: TerminalOptions = .init(),
    settings: Settings = Settings()
  ) {
    self.reviewer = reviewer
    self.clock = clock
    self.terminal = terminal
    self.settings = settings
  }
}

/// What is reviewed, and where its decisions go.
public struct ConsoleReview: Sendable {
  let assessment: Assessment
  let session: ReviewSession
  let store: SessionStore
  let notice: String?

  /// A review; `notice` is one line to show at its start.
  public init(
    assessment: Assessment, session: ReviewSession, store: SessionStore, notice: String? = nil
  ) {
    self.assessment = assessment
    self.session = session
    self.store = store
    self.notice = notice
  }
}

/// Where sessions are kept.
///
/// `save` makes the whole session durable or says why not, and may be called again after a failure.
public struct SessionStore: Sendable {
  let save: @Sendable (ReviewSession, Instant) -> SaveOutcome

  /// A store that saves with `save`.
  public init(save: @escaping @Sendable (ReviewSession, Instant) -> SaveOutcome) {
    self.save = save
  }
}
