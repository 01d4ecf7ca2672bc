public import Model

/// Who works on a session, as its lock file says: `review.json.lock`.
public struct LockHolder: Hashable, Sendable {
  /// The person.
  public let reviewer: Reviewer
  /// The process on that machine.
  public let process: Int
  /// The terminal; nil where there is none.
  public let terminal: String?
  /// Since when.
  public let since: Instant

  /// A holder.
  public init(reviewer: Reviewer, process: Int, terminal: String?, since: Instant) {
    self.reviewer = reviewer
    self.process = process
    self.terminal = terminal
    self.since = since
  }

  /// `ann@jump1, process 4711 on /dev/pts/3, since 2026-11-24T09:00:00Z`.
  public var words: String {
    "\(reviewer.description), process \(process)" + (terminal.map { " on \($0)" } ?? "")
      + ", since \(since.description)"
  }
}

/// The lock that makes one console the only writer of a session.
///
/// Advisory, as `flock` is: it goes with the process, however that ends. A second console reads.
public struct SessionLock: ~Copyable, Sendable {
  /// What came of asking for it.
  public enum Outcome: ~Copyable, Sendable {
    case ours(SessionLock)
    /// Somebody else works on the session: who, in words that are safe to show.
    case theirs(String)
    /// No lock is to be had here; why, in a sentence. Saving finds out about others by itself.
    case none(String)
  }

  private let held: HeldLock

  /// Asks for the lock of the session at `path`, which need not be there yet.
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
      switch directory.lock(name + ".lock", holder: holder.words) {
      case .ours(let held): return .ours(SessionLock(held: held))
      case .theirs(let bytes):
        let words = String(decoding: bytes, as: UTF8.self).split(separator: "\n").first
        let shown = VisibleText.line(String(words ?? "")).split(separator: " ").joined(
          separator: " ")
        return .theirs(shown.isEmpty ? "another process" : shown)
      case .none(let error): return .none(error.message)
      }
    } catch { return .none(error.message) }
  }
}
