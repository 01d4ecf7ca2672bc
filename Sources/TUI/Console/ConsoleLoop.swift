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

  /// What is left for the terminal to do.
  enum ScreenEffect: Hashable {
    /// Show the state as it is at this point of the batch.
    case draw
    case redraw, suspend, comeBack
    case leave(ExitReason)
  }

  init(state: ConsoleState, store: SessionStore?, clock: @escaping () -> Instant) {
    self.state = state
    self.store = store
    self.clock = clock
  }

  /// Shows a line at the start.
  mutating func tell(_ notice: String) { _ = update(&state, .notice(notice)) }

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
        _ = update(&state, .opened(review))
      case .failed(let error): throw error
      }
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
      case .leave(let reason): left.append(.leave(reason))
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
    case .paste(let text): self = .paste(text)
    case .resize(let size): self = .resize(size)
    case .hangUp: self = .hangUp
    case .terminate: self = .terminate
    case .interrupt: self = .interrupt
    case .suspend: self = .suspend
    case .mouse, .resume, .wake: return nil
    }
  }
}
