/// Limits progress text to a few updates per second, because each update costs bytes and nobody
/// reads faster.
///
/// The first update is delayed as well, so that a small account shows no progress. Text that
/// arrives during the pause waits, and the newest text is shown after it.
struct ProgressGate {
  /// The action for a text.
  enum Answer: Hashable {
    case show
    /// The text waits; call `open` after this number of milliseconds.
    case wait(Int)
    /// The text replaced one that was already waiting.
    case replaced
  }

  private var last: Int
  private var waiting: String?

  static let pauseMilliseconds = 250

  /// Creates a gate at the start time, in milliseconds of a monotonic clock.
  init(at start: Int) { last = start }

  /// Takes a new text.
  mutating func take(_ words: String, at now: Int) -> Answer {
    let isFirst = waiting == nil
    waiting = words
    guard isFirst else { return .replaced }
    guard now - last < ProgressGate.pauseMilliseconds else {
      last = now
      waiting = nil
      return .show
    }
    return .wait(last + ProgressGate.pauseMilliseconds - now)
  }

  /// The text that was waiting.
  mutating func open(at now: Int) -> String? {
    last = now
    defer { waiting = nil }
    return waiting
  }
}
