internal import Model
public import Platform

/// The holder of the lock on a session, as in the lock file `review.json.lock`.
public struct LockHolder: Hashable, Sendable {
  /// The person.
  public let reviewer: Reviewer
  /// The process id on that host.
  public let process: Int
  /// The terminal; nil if there is none.
  public let terminal: String?
  /// The time since when the session is locked.
  public let since: Instant

  /// A holder.
  public init(reviewer: Reviewer, process: Int, terminal: String?, since: Instant) {
    self.reviewer = reviewer
    self.process = process
    self.terminal = terminal
    self.since = since
  }

  /// `ann@jump1, process 4711 on /dev/pts/3, since 2026-11-24T09:00:00Z`.
  public var text: String {
    "\(reviewer.description), process \(process)" + (terminal.map { " on \($0)" } ?? "")
      + ", since \(since.description)"
  }
}

/// The lock that makes one console the only writer of a session.
///
/// Advisory, like `flock`: it is released when the process ends, however it ends. A second console
/// is read-only.
public struct SessionLock: ~Copyable, Sendable {
  /// The result of requesting the lock.
  public enum Outcome: ~Copyable, Sendable {
    case ours(SessionLock)
    /// Another process holds the lock; its holder, safe to display.
    case theirs(String)
    /// No lock is available; the reason, in a sentence. Saving still detects changes by others.
    case none(String)
  }

  private let held: HeldLock

  /// Requests the lock of the session at `path`, which need not exist yet.
  public static func take(
    of path: String, as holder: LockHolder, in system: FileSystem = .live
  ) -> Outcome {
    do throws(SystemError) {
      let (folder, name) = try system.resolvingLinks(path)
      let directory = try Directory.open(folder, in: system)
      // Beside something that cannot be a session, such as a directory behind a link, nothing is
      // created.
      if let kind = try directory.status(of: name)?.kind, kind != .regular {
        throw SystemError(.open, path, .notRegular(kind))
      }
      switch directory.lock(name + ".lock", holder: holder.text) {
      case .ours(let held): return .ours(SessionLock(held: held))
      case .theirs(let bytes): return .theirs(shown(bytes))
      case .none(let error): return .none(error.message)
      }
    } catch { return .none(error.message) }
  }

  /// Waits until no process has the lock of the session at `path`; returns the last holder, safe to
  /// display. Waiting takes no lock, so the next process that requests it gets it.
  public static func awaitRelease(
    of path: String, in system: FileSystem = .live
  ) throws(SystemError) -> String {
    let (folder, name) = try system.resolvingLinks(path)
    let directory = try Directory.open(folder, in: system)
    return shown(try directory.awaitUnlock(of: name + ".lock"))
  }

  /// The holder in a lock file.
  private static func shown(_ bytes: [UInt8]) -> String {
    let words = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first
    let shown = VisibleText.line(String(words ?? "")).split(separator: " ").joined(separator: " ")
    return shown.isEmpty ? "another process" : shown
  }
}
