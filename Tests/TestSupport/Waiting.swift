internal import Foundation

/// The error of a wait that exceeded its limit.
public struct TimedOut: Error, CustomStringConvertible {
  /// The event that did not happen.
  public let description: String

  /// The error of a wait for `description`.
  public init(_ description: String) { self.description = description }
}

/// Waits until `isSo` is true; throws `TimedOut` with `what` if that exceeds the limit.
///
/// The limit is far longer than the slowest machine needs. It only ends tests that hang.
public func eventually(
  _ what: String, within limit: Duration = .seconds(300), _ isSo: () throws -> Bool
) throws {
  let deadline = ContinuousClock.now + limit
  while try !isSo() {
    guard ContinuousClock.now < deadline else {
      throw TimedOut("timed out after \(limit) while waiting for \(what)")
    }
    Thread.sleep(forTimeInterval: 0.005)
  }
}
