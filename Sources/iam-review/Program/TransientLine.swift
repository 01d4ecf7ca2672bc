import Platform

/// A line on standard error that is replaced, and erased at the end.
struct TransientLine {
  /// The number of characters on the screen.
  private var shown = 0

  mutating func show(_ text: String) {
    Messages.overwrite(text.padded(to: shown))
    shown = text.count
  }

  /// Erases the line.
  mutating func clear() {
    guard shown > 0 else { return }
    Messages.overwrite(String(repeating: " ", count: shown))
    Messages.overwrite("")
    shown = 0
  }
}
