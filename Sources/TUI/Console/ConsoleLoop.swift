import Checklist
import Model
import Platform
import Workspace

/// Carries out the effects of the state. Effects on the terminal are returned as values.
///
/// Decisions are saved here before the next key is read, so that none is lost in a crash. The loop
/// does not depend on `Screen`, so tests can drive it with batches of input.
struct ConsoleLoop {
  private(set) var state: ConsoleState
  private var store: (any SessionStore)?
  private let clock: () -> Instant
  private let themes: ThemeLibrary
  private let preferences: Preferences

  /// An effect on the terminal.
  enum ScreenEffect: Hashable {
    /// Draws the state as it is at this point of the batch.
    case draw
    case redraw, suspend, regainControl
    case leave(ExitReason)
    case copy(String)
    case use(Theme)
    case mouse(Bool)
    case edit(String)
    /// Writes a screenshot, and shows the result on the screen.
    case screenshot(String)
    /// Writes a screenshot for a script. Only failures are shown, because a message would appear in
    /// the next screenshot.
    case picture(String)
    case planCarry(String)
    case sign
    case awaitWriter, takeOver
  }

  init(
    state: ConsoleState, store: (any SessionStore)?, clock: @escaping () -> Instant,
    themes: ThemeLibrary = ThemeLibrary(), preferences: Preferences = Preferences(),
    configuration: Configuration = Configuration()
  ) {
    self.state = state
    self.store = store
    self.clock = clock
    self.themes = themes
    self.preferences = preferences
    self.state.themes = themes.names
    self.state.configuredFilters = configuration.filters
    self.state.ownFilters = preferences.values(.filters)
    self.state.templates = configuration.templates
    let orders = preferences.values(.sorting)
    for view in ViewKind.allCases {
      self.state.sorting[view] = orders[view.title].map(SortOrder.init(saved:))
    }
  }

  /// Why nothing can be saved yet.
  private static let stillLoading = ReviewError(message: "the review is still loading")

  /// Makes messages name the commands of plain mode instead of keys.
  mutating func usePlainMode() { state.isPlain = true }

  /// Shows a notice at the start.
  mutating func report(_ notice: String) { _ = update(&state, .notice(notice)) }

  /// Makes a change that was requested in plain mode, and saves it; returns the effects that need
  /// the terminal.
  @discardableResult
  mutating func change(_ change: (inout ConsoleState) -> [ConsoleEffect]) -> [ScreenEffect] {
    let effects = state.holdingBack(change)
    state.refresh()
    return perform(effects)
  }

  /// Changes what plain mode shows or asks next; decisions stay as they are.
  mutating func adjust(_ change: (inout ConsoleState) -> Void) {
    change(&state)
    state.refresh()
  }

  /// Shows the result of an external program.
  mutating func report(_ words: String, isDone: Bool) {
    _ = update(&state, .reported(words, isDone: isDone))
  }

  mutating func report(_ outcome: Result<String, ReviewError>) {
    switch outcome {
    case .success(let words): report(words, isDone: true)
    case .failure(let failure): report(failure.message, isDone: false)
    }
  }

  mutating func reportFailure(_ outcome: Result<String, ReviewError>) {
    if case .failure = outcome { report(outcome) }
  }

  /// Handles the text from the editor; returns the effects on the terminal.
  mutating func takeEdited(_ text: String?) -> [ScreenEffect] {
    perform(update(&state, .edited(text)))
  }

  /// Returns a function that plans to carry forward the review at `path`. The function can take a
  /// long time and changes no state.
  func planning(_ path: String) -> @Sendable () -> ConsoleEvent {
    let (store, session, now) = (store, state.review.session, state.now)
    return {
      .planned(
        store?.carryPlan(for: session, from: path, at: now).map(PlannedCarry.init)
          ?? .failure(Self.stillLoading))
    }
  }

  /// Returns a function that waits until the process that has the review open leaves. It changes no
  /// state, and returns nil if that cannot be noticed.
  func awaitingWriter() -> @Sendable () -> ConsoleEvent? {
    let store = store
    return { store?.awaitWriter().map { .writerLeft($0) } }
  }

  /// Returns a function that takes over the review.
  func takingOver() -> @Sendable () -> ConsoleEvent {
    let (store, now) = (store, clock())
    return {
      .tookOver(
        store?.takeOver(at: now) ?? .failure(.impossible(Self.stillLoading.message)))
    }
  }

  /// Signs the review, with questions and answers in plain lines, and shows the result.
  mutating func sign() {
    let outcome =
      store?.sign(state.review.session, drafts: state.drafts.count, at: clock())
      ?? .failure(Self.stillLoading)
    _ = update(&state, .signed(outcome))
  }

  /// Handles the result of a task on another thread.
  mutating func take(_ event: ConsoleEvent) -> [ScreenEffect] {
    perform(update(&state, event))
  }

  /// Handles a pause in typing.
  mutating func rest() -> [ScreenEffect] { perform(update(&state, .rest)) }

  /// Whether a draft must be saved at the next pause in typing.
  var hasUnsavedDraft: Bool { !state.draftsAreKept }

  /// Handles news about opening the review; throws if it cannot be opened.
  @discardableResult
  mutating func take(_ news: [Opening.Message]) throws -> [ScreenEffect] {
    var left: [ScreenEffect] = []
    for item in news {
      switch item {
      case .progress(let words): _ = update(&state, .progress(words))
      case .opened(let review, let store):
        // Leaks the model on purpose: releasing a large account piece by piece takes longer than
        // reading it, and the end of the process frees it at once.
        _ = Unmanaged.passRetained(review.model)
        self.store = store
        state.formats = store.formats
        left += perform(update(&state, .opened(review)))
      case .event(let event): left += perform(update(&state, event))
      case .failed(let error): throw error
      }
    }
    return left
  }

  /// The screen as a picture, in the format that the file name selects.
  func picture(for path: String, _ glyphs: Glyphs, _ theme: Theme) -> String {
    ConsoleView.frame(state, glyphs: glyphs).picture(
      Frame.PictureFormat(fileName: path), theme: theme)
  }

  /// Plays a step of a script.
  mutating func take(_ step: ScriptStep) -> [ScreenEffect] {
    switch step {
    case .input(let batch): take(batch)
    case .count: state.formCount.map { take([.paste(String($0))]) } ?? []
    case .screenshot(let path): [.picture(path)]
    case .end: take([.terminate])
    }
  }

  /// Handles a batch of input; events after the one that quits are dropped.
  mutating func take(_ batch: [InputEvent]) -> [ScreenEffect] {
    _ = update(&state, .time(clock()))
    var left: [ScreenEffect] = []
    for input in batch {
      if input == .resume { left.append(.regainControl) }
      guard let event = ConsoleEvent(input) else { continue }
      left += perform(update(&state, event))
      if case .leave = left.last { return left }
    }
    return left
  }

  private mutating func perform(_ effects: [ConsoleEffect]) -> [ScreenEffect] {
    var left: [ScreenEffect] = []
    for effect in effects {
      switch effect {
      case .save:
        let outcome =
          store?.save(state.review.session, at: clock())
          ?? .failed(Self.stillLoading.message)
        left += perform(update(&state, .saveEnded(outcome)))
      case .redraw: left += [.draw, .redraw]
      case .suspend: left.append(.suspend)
      case .leave(let reason):
        // The files of a read-only review belong to the process that has it open.
        if state.review.save.readOnlyReason == nil {
          store?.finish(state.review.session, at: clock())
        }
        left.append(.leave(reason))
      case .copy(let text): left.append(.copy(text))
      case .mouse(let wanted): left.append(.mouse(wanted))
      case .edit(let text): left.append(.edit(text))
      case .screenshot(let path): left.append(.screenshot(path))
      case .planCarry(let path): left.append(.planCarry(path))
      case .sign: left.append(.sign)
      case .awaitWriter: left.append(.awaitWriter)
      case .takeOver: left.append(.takeOver)
      case .theme(let name):
        do throws(ThemeLibrary.InputError) {
          left.append(.use(try themes.theme(named: name)))
          report("theme \(name)", isDone: true)
        } catch { report(error.message, isDone: false) }
      case .export(let format, let path):
        let outcome =
          store?.export(state.review.session, as: format, to: path, at: clock())
          ?? .failure(Self.stillLoading)
        report(outcome)
      case .keepFilters(let filters):
        if let errorMessage = preferences.save(filters, as: .filters) {
          report(errorMessage, isDone: false)
        }
      case .keepSorting(let orders):
        let values = Dictionary(uniqueKeysWithValues: orders.map { ($0.key.title, $0.value.saved) })
        if let errorMessage = preferences.save(values, as: .sorting) {
          report(errorMessage, isDone: false)
        }
      case .keepDrafts(let drafts):
        if let errorMessage = store?.keep(drafts) { report(errorMessage, isDone: false) }
      }
      if case .leave = left.last { return left }
    }
    return left
  }
}

extension ConsoleEvent {
  /// The console event for an input event; nil if the console ignores it.
  init?(_ input: InputEvent) {
    switch input {
    case .key(let key): self = .key(key)
    case .paste(let text): self = .paste(text, isWhole: true)
    case .unfinishedPaste(let text): self = .paste(text, isWhole: false)
    case .pasteCancelled: self = .pasteCancelled
    case .resize(let size): self = .resize(size)
    case .hangUp: self = .hangUp
    case .terminate: self = .terminate
    case .interrupt: self = .interrupt
    case .suspend: self = .suspend
    case .mouse(let event): self = .mouse(event)
    case .resume, .wake: return nil
    }
  }
}
