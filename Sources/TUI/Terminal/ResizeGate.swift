/// Makes a storm of resizes into one event.
///
/// A window that is dragged sends a signal a step, and each repaint costs a screenful of bytes. The
/// size counts when nothing came for a moment, or when the auditor has waited long enough.
struct ResizeGate {
  private var first: Int?
  private var last = 0

  private static let quietMilliseconds = 40
  private static let longestMilliseconds = 300

  /// A signal came at `now`, in milliseconds of any clock that only goes forward.
  mutating func signal(at now: Int) {
    first = first ?? now
    last = now
  }

  /// How long to wait until the size counts; nil if none is waiting.
  func wait(at now: Int) -> Int? {
    guard let first else { return nil }
    return max(0, min(last + Self.quietMilliseconds, first + Self.longestMilliseconds) - now)
  }

  /// Whether the size counts now; the gate is then shut again.
  mutating func opens(at now: Int) -> Bool {
    guard wait(at: now) == 0 else { return false }
    first = nil
    return true
  }
}
