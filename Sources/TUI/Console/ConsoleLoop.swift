import Checklist
import Model

/// The state, and what its effects do, but for the terminal: that part is returned as values.
///
/// Saving happens here, between one key and the next, so no key is taken while a decision is only
/// in memory. It knows no `Screen`, and a test drives it with batches of input.
struct ConsoleLoop {
  private(set) var state: ConsoleState
  private var store: SessionStore?
  private let clock: () -> Instant
  private let themes: ThemeShelf

  /// What is left for the terminal to do.
  enum ScreenEffect: Hashable {
    /// Show the state as it is at this point of the batch.
    case draw
    case redraw, suspend, comeBack
    case leave(ExitReason)
    case copy(String)
    case use(Theme)
    case mouse(Bool)
    case edit(String)
    /// Write a picture of the screen, and say on the screen what came of it.
    case screenshot(String)
    /// Write a picture for a script: only a failure is said, lest it be in the next picture.
    case picture(String)
    case planCarry(String)
    case sign
  }

  init(
    state: ConsoleState, store: SessionStore?, clock: @escaping () -> Instant,
    themes: ThemeShelf = ThemeShelf()
  ) {
    self.state = state
    self.store = store
    self.clock = clock
    self.themes = themes
    self.state.themes = themes.names
  }

  /// Shows a line at the start.
  mutating func tell(_ notice: String) { _ = update(&state, .notice(notice)) }

  /// Makes a change that was asked for in words, and saves it.
  mutating func change(_ change: (inout ConsoleState) -> [ConsoleEffect]) {
    _ = carryOut(change(&state))
  }

  /// Tells what came of what was asked of another program.
  mutating func tell(_ words: String, isDone: Bool) {
    _ = update(&state, .told(words, isDone: isDone))
  }

  mutating func tell(_ outcome: Result<String, ConsoleFailure>) {
    switch outcome {
    case .success(let words): tell(words, isDone: true)
    case .failure(let failure): tell(failure.message, isDone: false)
    }
  }

  mutating func tellFailure(_ outcome: Result<String, ConsoleFailure>) {
    if case .failure = outcome { tell(outcome) }
  }

  /// Takes what the editor left; what follows for the screen.
  mutating func takeEdited(_ text: String?) -> [ScreenEffect] {
    carryOut(update(&state, .edited(text)))
  }

  /// What looks at carrying the review at `path` forward; it may take long, and touches no state.
  func planning(_ path: String) -> @Sendable () -> ConsoleEvent {
    let (plan, session, now) = (store?.planCarry, state.review.session, state.now)
    return {
      .planned(
        plan?(session, now, path).map(PlannedCarry.init)
          ?? .failure(ConsoleFailure("carry: no other review can be read here")))
    }
  }

  /// Has the review signed, with questions and answers in plain lines; what came of it.
  mutating func sign() {
    let outcome =
      store?.sign?(state.review.session, clock())
      ?? .failure(ConsoleFailure("sign: this review cannot be signed here"))
    _ = update(&state, .signed(outcome))
  }

  /// Takes what came of work that was done on another thread.
  mutating func take(_ event: ConsoleEvent) -> [ScreenEffect] {
    carryOut(update(&state, event))
  }

  /// Nothing was typed for a while.
  mutating func rest() -> [ScreenEffect] { carryOut(update(&state, .rest)) }

  /// Whether something typed is not kept yet, so that a rest is worth being told.
  var awaitsRest: Bool { !state.draftsAreKept }

  /// Takes what the opening of the review tells; throws why it cannot be opened.
  mutating func take(_ news: [Opening.News]) throws {
    for item in news {
      switch item {
      case .progress(let words): _ = update(&state, .progress(words))
      case .opened(let review, let store):
        // The end of the process frees a large account at once; piece by piece takes longer than
        // reading it took.
        _ = Unmanaged.passRetained(review.model)
        self.store = store
        state.formats = store.formats
        _ = update(&state, .opened(review))
      case .event(let event): _ = update(&state, event)
      case .failed(let error): throw error
      }
    }
  }

  /// The screen as the picture that the name of a file asks for.
  func picture(for path: String, _ glyphs: Glyphs, _ theme: Theme) -> String {
    ConsoleView.frame(state, glyphs: glyphs).picture(
      Frame.PictureFormat(fileName: path), theme: theme)
  }

  /// Takes a step of a script.
  mutating func take(_ step: ScriptStep) -> [ScreenEffect] {
    switch step {
    case .input(let batch): take(batch)
    case .screenshot(let path): [.picture(path)]
    case .end: take([.terminate])
    }
  }

  /// Takes all that happened since the last time; what comes after the way out is dropped.
  mutating func take(_ batch: [InputEvent]) -> [ScreenEffect] {
    _ = update(&state, .time(clock()))
    var left: [ScreenEffect] = []
    for input in batch {
      if input == .resume { left.append(.comeBack) }
      guard let event = ConsoleEvent(input) else { continue }
      left += carryOut(update(&state, event))
      if case .leave = left.last { return left }
    }
    return left
  }

  private mutating func carryOut(_ effects: [ConsoleEffect]) -> [ScreenEffect] {
    var left: [ScreenEffect] = []
    for effect in effects {
      switch effect {
      case .save:
        let outcome =
          store?.save(state.review.session, clock()) ?? .failed("the review is not open yet")
        left += carryOut(update(&state, .saveEnded(outcome)))
      case .redraw: left += [.draw, .redraw]
      case .suspend: left.append(.suspend)
      case .leave(let reason):
        store?.finish?(state.review.session, clock())
        left.append(.leave(reason))
      case .copy(let text): left.append(.copy(text))
      case .mouse(let wanted): left.append(.mouse(wanted))
      case .edit(let text): left.append(.edit(text))
      case .screenshot(let path): left.append(.screenshot(path))
      case .planCarry(let path): left.append(.planCarry(path))
      case .sign: left.append(.sign)
      case .theme(let name):
        do throws(ThemeShelf.Complaint) {
          left.append(.use(try themes.theme(named: name)))
          tell("theme \(name)", isDone: true)
        } catch { tell(error.message, isDone: false) }
      case .export(let format, let path):
        let outcome =
          store?.export?(state.review.session, clock(), format, path)
          ?? .failure(ConsoleFailure("export: this review cannot be exported here"))
        tell(outcome)
      case .keepDrafts(let drafts):
        if let complaint = store?.keepDrafts?(drafts) { tell(complaint, isDone: false) }
      }
      if case .leave = left.last { return left }
    }
    return left
  }
}

extension ConsoleEvent {
  /// What the terminal says as the console hears it; nil for what it does not listen to.
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
