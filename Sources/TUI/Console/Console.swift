public import Checklist
internal import Model
public import Platform
public import Workspace

/// The console, in which an auditor reviews one assessment in a terminal.
///
/// The first frame is drawn before any file is read. The review is opened on another thread, while
/// the console already answers keys.
///
///     let reason = try Console.run(ConsoleOptions(reviewer: reviewer, clock: clock)) { tell in
///       tell("reading")
///       return try Workspace.open(request, as: holder, …, report: tell)
///     }
public enum Console {
  /// The pause in typing after which panes that follow the cursor are drawn. It is longer than the
  /// interval at which a held key repeats, which is 90 ms on a Mac by default.
  private static let restMilliseconds = 120

  /// Uses the terminal until the auditor quits or the connection drops.
  ///
  /// `open` runs on another thread and can report its progress as text. An error that it throws
  /// ends the console and is rethrown after the terminal is restored. Throws a `TerminalError`,
  /// before anything is opened, if the terminal cannot be used. Every decision is passed to the
  /// store before this returns. After `.hungUp` the terminal is gone, so the caller must not print
  /// a message.
  @MainActor
  public static func run(
    _ options: ConsoleOptions,
    opening open: @escaping @Sendable (_ report: @escaping (String) -> Void) throws -> Workspace
  ) throws -> ExitReason {
    var screen = try Screen(options.terminal)
    var events = EventSource(for: screen)
    var loop = ConsoleLoop(
      state: ConsoleState(
        opening: options.settings, reviewer: options.reviewer, now: options.clock(),
        size: screen.size, view: options.script == nil ? .overview : .checklist),
      store: nil, clock: options.clock, themes: options.themes,
      preferences: options.preferences, configuration: options.configuration)
    if let notice = screen.notice { loop.report(notice) }
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
          screen.isBehind ? restMilliseconds : loop.hasUnsavedDraft ? draftMilliseconds : nil
        let batch = events.nextBatch(timeoutMilliseconds: patience)
        let news = batch.contains(.wake) ? try loop.take(opening.news()) : []
        if batch.isEmpty, screen.isBehind { screen.catchUp() }
        effects = news + (batch.isEmpty ? loop.rest() : loop.take(batch))
      }
      if let reason = perform(effects, &loop, &screen, options, opening) { return reason }
    }
  }

  /// Plays the script of `options` without a terminal, on a screen of `size`.
  @MainActor
  public static func play(
    _ options: ConsoleOptions, size: Size,
    opening open: (_ report: @escaping (String) -> Void) throws -> Workspace
  ) throws -> ExitReason {
    let moment = options.clock()
    var loop = ConsoleLoop(
      state: ConsoleState(
        opening: options.settings, reviewer: options.reviewer, now: moment, size: size,
        view: .checklist),
      store: nil, clock: options.clock, themes: options.themes,
      preferences: options.preferences, configuration: options.configuration)
    let review = try open { _ in }.first
    try loop.take([.opened(PreparedReview(review, at: moment), review.store)])
    var theme = options.terminal.theme
    let glyphs: Glyphs = options.terminal.isASCII ? .ascii : .unicode
    var player = ScriptPlayer(options.script)
    while let step = player.next() {
      for effect in loop.take(step) {
        switch effect {
        case .use(let other): theme = other
        case .screenshot(let path):
          loop.report(options.screenshot(loop.picture(for: path, glyphs, theme), path))
        case .picture(let path):
          loop.reportFailure(options.screenshot(loop.picture(for: path, glyphs, theme), path))
        case .copy, .edit, .sign: loop.report("no terminal", isDone: false)
        case .planCarry(let path): _ = loop.take(loop.planning(path)())
        case .takeOver: _ = loop.take(loop.takingOver()())
        case .leave(let reason): return reason
        case .draw, .redraw, .suspend, .regainControl, .mouse, .awaitWriter: break
        }
      }
    }
    return .quit
  }

  /// The pause in typing after which drafts are saved.
  private static let draftMilliseconds = 700

  /// Carries out effects on the terminal; returns why the console ends, if it does.
  @MainActor
  static func perform(
    _ effects: [ConsoleLoop.ScreenEffect], _ loop: inout ConsoleLoop, _ screen: inout Screen,
    _ options: ConsoleOptions, _ opening: Opening
  ) -> ExitReason? {
    for effect in effects {
      switch effect {
      case .planCarry(let path): opening.work(loop.planning(path))
      case .awaitWriter: opening.wait(loop.awaitingWriter())
      case .takeOver: opening.work(loop.takingOver())
      case .sign: screen.leaveTemporarily { loop.sign() }
      case .draw: screen.present(ConsoleView.frame(loop.state, glyphs: screen.glyphs))
      case .redraw: screen.redraw()
      case .suspend: screen.suspend()
      case .regainControl: screen.regainControl()
      case .use(let theme): screen.use(theme)
      case .mouse(let wanted): screen.setMouse(wanted)
      case .copy(let text):
        let sent = screen.send(text)
        loop.report(sent.words, isDone: sent.isDone)
      case .screenshot(let path):
        let picture = loop.picture(for: path, screen.glyphs, screen.theme)
        loop.report(options.screenshot(picture, path))
      case .picture(let path):
        let picture = loop.picture(for: path, screen.glyphs, screen.theme)
        loop.reportFailure(options.screenshot(picture, path))
      case .edit(let text):
        switch screen.leaveTemporarily({ ExternalEditor.edit(text) }) {
        case .edited(let text): _ = loop.takeEdited(text)
        case .cancelled: _ = loop.takeEdited(nil)
        case .impossible(let words): loop.report(words, isDone: false)
        }
      case .leave(let reason):
        if reason == .hungUp { screen.abandon() }
        return reason
      }
    }
    return nil
  }
}

/// The options of a console: reviewer, terminal, clock and files.
public struct ConsoleOptions {
  /// The person who makes the decisions.
  public var reviewer: Reviewer
  /// The current time. Decisions record it, and expiry dates are compared with it.
  public var clock: () -> Instant
  /// The options of the terminal.
  public var terminal: TerminalOptions
  /// The settings that determine which items are shown until the review is open.
  public var settings: Settings
  /// The themes, by name.
  public var themes = ThemeLibrary()
  /// The auditor's saved filters and other preferences.
  public var preferences = Preferences()
  /// The auditor's configuration file.
  public var configuration = Configuration()
  /// The script to play before the auditor's keys are read; nil for none.
  public var script: ConsoleScript?
  /// Writes a screenshot to a file.
  public var screenshot: (_ picture: String, _ path: String) -> Result<String, ReviewError> = {
    _, _ in .failure(ReviewError(message: "screenshot: files cannot be written here"))
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
