/// Says sparsely what is waited for, where no line can be kept up to date: after 30 s in which nothing
/// came, and then each time after twice as long.
public struct WaitingNotice: Sendable {
  private static let first = 30_000
  private var finished = -1
  private var since = 0
  private var pause = WaitingNotice.first

  /// A notice that nothing was said of yet.
  public init() {}

  /// The line to write at the moment `now`, in milliseconds; nil if it is not time for one.
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
  /// What is waited for: what AWS makes on demand, else the call that most programs run.
  public var waitingWords: String {
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
