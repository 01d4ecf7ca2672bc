public import Checklist
public import Model

/// The console: an auditor reviews one assessment in a terminal.
///
///     var file = try SessionFile.open(path)
///     var session = try file.load() ?? ReviewSession()
///     session.attach(to: account)
///     let store = SessionStore { session, now in file.save(session, at: now) }
///     let reason = try Console.run(
///       assessment: assessment, session: session, store: store,
///       options: ConsoleOptions(reviewer: reviewer, clock: clock))
public enum Console {
  /// How long keys rest before panes that follow the cursor are drawn: longer than the pause
  /// between the repeats of a key held down.
  private static let restMilliseconds = 80

  /// Takes the terminal until the auditor leaves or the line is gone.
  ///
  /// Every decision was given to `store` before this returns. After `.hungUp` the terminal must
  /// not be touched any more: the caller ends without a word.
  @MainActor
  public static func run(
    assessment: Assessment, session: ReviewSession, store: SessionStore, options: ConsoleOptions
  ) throws(TerminalError) -> ExitReason {
    var screen = try Screen(options.terminal)
    var events = EventSource(for: screen)
    let state = ConsoleState(
      model: ConsoleModel(assessment), session: session, reviewer: options.reviewer,
      now: options.clock(), size: screen.size)
    var loop = ConsoleLoop(state: state, store: store, clock: options.clock)
    if let notice = screen.notice ?? options.notice { loop.tell(notice) }
    loop.state.model.access.prepare()
    while true {
      screen.present(ConsoleView.frame(loop.state, glyphs: screen.glyphs), isResting: false)
      var batch = events.nextBatch(timeoutMilliseconds: screen.isBehind ? restMilliseconds : nil)
      if batch.isEmpty {
        screen.catchUp()
        batch = events.nextBatch()
      }
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
  /// One line to show at the start, such as that the session is new; nil for none.
  public var notice: String?

  /// The options of a review by `reviewer`.
  public init(
    reviewer: Reviewer, clock: @escaping () -> Instant, terminal: TerminalOptions = .init(),
    notice: String? = nil
  ) {
    self.reviewer = reviewer
    self.clock = clock
    self.terminal = terminal
    self.notice = notice
  }
}

/// Where sessions are kept.
///
/// `save` makes the whole session durable or says why not, and may be called again after a failure.
public struct SessionStore {
  let save: (ReviewSession, Instant) -> SaveOutcome

  /// A store that saves with `save`.
  public init(save: @escaping (ReviewSession, Instant) -> SaveOutcome) {
    self.save = save
  }
}
