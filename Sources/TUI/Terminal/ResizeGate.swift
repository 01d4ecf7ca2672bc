/// Combines a burst of resize signals into one event.
///
/// Dragging the edge of a window sends many signals, and each repaint costs a screenful of bytes.
/// The new size is used after a short pause between signals, or after a maximum delay.
struct ResizeGate {
  private var first: Int?
  private var last = 0

  private static let quietMilliseconds = 40
  private static let longestMilliseconds = 300

  /// Records a signal at `now`, in milliseconds of a monotonic clock.
  mutating func signal(at now: Int) {
    first = first ?? now
    last = now
  }

  /// The remaining time until the new size is used, in milliseconds; nil if there was no signal.
  func wait(at now: Int) -> Int? {
    guard let first else { return nil }
    return max(0, min(last + Self.quietMilliseconds, first + Self.longestMilliseconds) - now)
  }

  /// Whether the new size is to be used now; if so, the gate closes again.
  mutating func opens(at now: Int) -> Bool {
    guard wait(at: now) == 0 else { return false }
    first = nil
    return true
  }
}
