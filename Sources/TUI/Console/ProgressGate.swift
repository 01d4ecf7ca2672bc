/// Lets words about progress through a few times a second: each costs bytes, and nobody reads faster.
///
/// Nothing is told in the first moment, so that a small account shows none. Words that come too early
/// wait, and the newest of them are told when it is time.
struct ProgressGate {
  /// What becomes of words.
  enum Answer: Hashable {
    case tell
    /// They wait; open the gate after so many milliseconds.
    case wait(Int)
    /// They took the place of others that wait.
    case keep
  }

  private var last: Int
  private var waiting: String?

  static let pauseMilliseconds = 250

  /// A gate at the start, in milliseconds of a clock that only goes forward.
  init(at start: Int) { last = start }

  /// Words come.
  mutating func take(_ words: String, at now: Int) -> Answer {
    let isFirst = waiting == nil
    waiting = words
    guard isFirst else { return .keep }
    guard now - last < ProgressGate.pauseMilliseconds else {
      last = now
      waiting = nil
      return .tell
    }
    return .wait(last + ProgressGate.pauseMilliseconds - now)
  }

  /// The words that waited.
  mutating func open(at now: Int) -> String? {
    last = now
    defer { waiting = nil }
    return waiting
  }
}
