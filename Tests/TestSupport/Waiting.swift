internal import Foundation

/// Something that was waited for did not come, however generous the limit.
public struct WaitedInVain: Error, CustomStringConvertible {
  /// What was waited for.
  public let description: String

  /// A failure to wait for what `description` says.
  public init(_ description: String) { self.description = description }
}

/// Returns once `isSo` is true; throws `WaitedInVain`, naming `what`, when it never is.
///
/// The limit is far beyond what the slowest machine needs: it ends a test that would hang, and
/// decides nothing.
public func eventually(
  _ what: String, within limit: Duration = .seconds(300), _ isSo: () throws -> Bool
) throws {
  let deadline = ContinuousClock.now + limit
  while try !isSo() {
    guard ContinuousClock.now < deadline else {
      throw WaitedInVain("waited \(limit) in vain for \(what)")
    }
    Thread.sleep(forTimeInterval: 0.005)
  }
}
