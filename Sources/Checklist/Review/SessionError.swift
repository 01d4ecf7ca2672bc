internal import Model
public import Platform

/// An error in the text of a session, and its position.
public struct SessionError: Error, Hashable, Sendable {
  /// The position, as an editor shows it.
  public let position: TextPosition
  /// What was expected.
  public let message: String

  /// `review.json:12:5: expected a date such as 2026-11-24`.
  public func sentence(file: String) -> String {
    "\(VisibleText.line(file)):\(position.line):\(position.column): \(VisibleText.line(message))"
  }
}
