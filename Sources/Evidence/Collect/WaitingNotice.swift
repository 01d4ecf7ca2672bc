/// Reports occasionally what the program is waiting for, where no status line can be updated: after
/// 30 s without a result, and then at twice the interval each time.
public struct WaitingNotice: Sendable {
  private static let first = 30_000
  private var finished = -1
  private var since = 0
  private var pause = WaitingNotice.first

  /// Creates a notice that has reported nothing yet.
  public init() {}

  /// The line to print at `now`, in milliseconds; nil if none is due.
  public mutating func line(_ progress: CollectProgress, at now: Int) -> String? {
    let finished = progress.done + progress.refused
    if finished != self.finished {
      self.finished = finished
      since = now
      pause = WaitingNotice.first
    }
    guard now - since >= pause else { return nil }
    pause *= 2
    return "\(progress.waitingWords) (\((now - since) / 1000) s)"
  }
}

extension CollectProgress {
  /// What the program is waiting for: the reports that AWS creates on demand, or else the call that
  /// most programs run.
  public var waitingWords: String {
    if let history { return history }
    let awaited = awaited.sorted { $0.key < $1.key }.map { name, count in
      count > 1 ? "\(count) \(name)" : name
    }
    if !awaited.isEmpty { return "waiting for \(awaited.joined(separator: " and "))" }
    return busiest.map { "waiting for aws \($0)" } ?? "waiting"
  }

  /// The command that most of the running programs run.
  public var busiest: String? {
    Dictionary(grouping: running) { $0 }.max {
      ($0.value.count, $1.key) < ($1.value.count, $0.key)
    }?.key
  }
}
