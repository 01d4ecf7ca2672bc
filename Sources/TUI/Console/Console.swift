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
  /// How long keys rest before panes that follow the cursor are drawn: longer than the pause between
  /// the repeats of a key held down, which is 90 ms on a Mac unless it is changed.
  private static let restMilliseconds = 120

  /// Takes the terminal until the auditor leaves or the line is gone.
  ///
  /// `open` runs on another thread and may tell in words how far it is. What it throws ends the
  /// console and is thrown on, when the terminal is as it was; so is a `TerminalError`, before
  /// anything is opened. Every decision was given to the store before this returns. After
  /// `.hungUp` nothing reaches the terminal any more: the caller ends without a message.
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
      store: nil, clock: options.clock, themes: options.themes)
    if let notice = screen.notice { loop.tell(notice) }
    screen.present(ConsoleView.frame(loop.state, glyphs: screen.glyphs))
    let opening = Opening(open, at: options.clock())
    var player = ScriptPlayer(options.script)
    while true {
      screen.present(
        ConsoleView.frame(loop.state, glyphs: screen.glyphs), isResting: player.isPlaying)
      let effects: [ConsoleLoop.ScreenEffect]
      if loop.state.opening == nil, let step = player.next() {
        effects = loop.take(step)
      } else {
        let patience =
          screen.isBehind ? restMilliseconds : loop.awaitsRest ? draftMilliseconds : nil
        let batch = events.nextBatch(timeoutMilliseconds: patience)
        if batch.contains(.wake) { try loop.take(opening.news()) }
        if batch.isEmpty, screen.isBehind { screen.catchUp() }
        effects = batch.isEmpty ? loop.rest() : loop.take(batch)
      }
      if let reason = carryOut(effects, &loop, &screen, options, opening) { return reason }
    }
  }

  /// Plays the script of `options` where there is no terminal, on a screen of `size`.
  @MainActor
  public static func play(
    _ options: ConsoleOptions, size: Size,
    opening open: (_ tell: @escaping (String) -> Void) throws -> ConsoleReview
  ) throws -> ExitReason {
    let moment = options.clock()
    var loop = ConsoleLoop(
      state: ConsoleState(
        opening: options.settings, reviewer: options.reviewer, now: moment, size: size),
      store: nil, clock: options.clock, themes: options.themes)
    let review = try open { _ in }
    try loop.take([.opened(PreparedReview(review, at: moment), review.store)])
    var theme = options.terminal.theme
    let glyphs: Glyphs = options.terminal.isASCII ? .ascii : .unicode
    var player = ScriptPlayer(options.script)
    while let step = player.next() {
      for effect in loop.take(step) {
        switch effect {
        case .use(let other): theme = other
        case .screenshot(let path):
          loop.tell(options.screenshot(loop.picture(for: path, glyphs, theme), path))
        case .picture(let path):
          loop.tellFailure(options.screenshot(loop.picture(for: path, glyphs, theme), path))
        case .copy, .edit, .sign: loop.tell("there is no terminal", isDone: false)
        case .planCarry(let path): _ = loop.take(loop.planning(path)())
        case .leave(let reason): return reason
        case .draw, .redraw, .suspend, .comeBack, .mouse: break
        }
      }
    }
    return .quit
  }

  /// How long typing rests before a draft is kept on the disk.
  private static let draftMilliseconds = 700

  /// Does what is left for the terminal; returns why the console ends, if it does.
  @MainActor
  static func carryOut(
    _ effects: [ConsoleLoop.ScreenEffect], _ loop: inout ConsoleLoop, _ screen: inout Screen,
    _ options: ConsoleOptions, _ opening: Opening
  ) -> ExitReason? {
    for effect in effects {
      switch effect {
      case .planCarry(let path): opening.work(loop.planning(path))
      case .sign: screen.leaveTemporarily { loop.sign() }
      case .draw: screen.present(ConsoleView.frame(loop.state, glyphs: screen.glyphs))
      case .redraw: screen.redraw()
      case .suspend: screen.suspend()
      case .comeBack: screen.comeBack()
      case .use(let theme): screen.use(theme)
      case .mouse(let wanted): screen.takeMouse(wanted)
      case .copy(let text):
        let sent = screen.send(text)
        loop.tell(sent.words, isDone: sent.isDone)
      case .screenshot(let path):
        let picture = loop.picture(for: path, screen.glyphs, screen.theme)
        loop.tell(options.screenshot(picture, path))
      case .picture(let path):
        let picture = loop.picture(for: path, screen.glyphs, screen.theme)
        loop.tellFailure(options.screenshot(picture, path))
      case .edit(let text):
        switch screen.leaveTemporarily({ EditorTrip.edit(text) }) {
        case .edited(let text): _ = loop.takeEdited(text)
        case .givenUp: _ = loop.takeEdited(nil)
        case .impossible(let words): loop.tell(words, isDone: false)
        }
      case .leave(let reason):
        if reason == .hungUp { screen.abandon() }
        return reason
      }
    }
    return nil
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
  /// Where themes are found by name.
  public var themes = ThemeShelf()
  /// Keys to press instead of the auditor's, until they end.
  public var script: ConsoleScript?
  /// Writes a picture of the screen to a file.
  public var screenshot: (_ picture: String, _ path: String) -> Result<String, ConsoleFailure> = {
    _, _ in .failure(ConsoleFailure("screenshot: no files are written here"))
  }

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
  let drafts: [Draft]
  let lockedBy: String?
  let notice: String?
  /// What carrying an earlier review forward would do, to be looked at first.
  public var planned: CarryPlan?

  /// A review; `drafts` are taken up, `notice` is one line to show at its start. Where `lockedBy`
  /// names somebody the session is only read.
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

/// Why something that the auditor asked for was not done, in one sentence.
public struct ConsoleFailure: Error, Hashable, Sendable {
  /// The sentence.
  public let message: String

  /// The failure that `message` tells.
  public init(_ message: String) { self.message = message }
}

/// Where sessions are kept.
public struct SessionStore: Sendable {
  /// Makes the whole session durable or says why not; may be called again after a failure.
  let save: @Sendable (ReviewSession, Instant) -> SaveOutcome
  /// The formats that `export` writes.
  public var formats: [String] = []
  /// Writes the session in a format to a file; says what was written.
  public var export:
    (
      @Sendable (ReviewSession, Instant, _ format: String, _ path: String) -> Result<
        String, ConsoleFailure
      >
    )?
  /// Ends what saving left to be put in order, when the auditor leaves.
  public var finish: (@Sendable (ReviewSession, Instant) -> Void)?
  /// Looks at what carrying the review at a path into the session would do.
  public var planCarry:
    (
      @Sendable (ReviewSession, Instant, _ path: String) -> Result<CarryPlan, ConsoleFailure>
    )?
  /// Signs the session and keeps it, asking at the plain terminal; says why not.
  public var sign: (@Sendable (ReviewSession, Instant) -> Result<ReviewSession, ConsoleFailure>)?
  /// Keeps what was typed and not decided; says why not.
  public var keepDrafts: (@Sendable ([Draft]) -> String?)?

  /// A store that saves with `save`.
  public init(save: @escaping @Sendable (ReviewSession, Instant) -> SaveOutcome) {
    self.save = save
  }
}
