import Dispatch
import Synchronization

/// Waits on another thread until the process that has the review open leaves.
final class WriterWatch: Sendable {
  private let event = Mutex<ConsoleEvent?>(nil)
  private let run: @Sendable (@escaping @Sendable () -> Void) -> Void

  /// A watch that runs its waiting with `run`, by default on a thread of its own.
  init(
    run: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void = { task in
      DispatchQueue.global().async(execute: task)
    }
  ) {
    self.run = run
  }

  /// Starts waiting with `wait`, which returns nil if the end cannot be noticed.
  func start(_ wait: @escaping @Sendable () -> ConsoleEvent?) {
    run { [self] in
      let news = wait()
      event.withLock { $0 = news }
    }
  }

  /// The event, if the process left since the last call.
  func news() -> ConsoleEvent? {
    event.withLock { event in
      defer { event = nil }
      return event
    }
  }
}
