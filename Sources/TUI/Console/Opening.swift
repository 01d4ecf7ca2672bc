internal import CNcurses
import Checklist
import Dispatch
import Model
import Platform
import Synchronization
import Workspace

/// Opens a review on a separate thread.
///
/// The thread, and those it starts, have a lower priority than the thread that answers keys.
struct Opening {
  /// News for the loop.
  enum Message: Sendable {
    case progress(String)
    case opened(PreparedReview, any SessionStore)
    case failed(any Error)
    /// Another task is finished.
    case event(ConsoleEvent)
  }

  private let mailbox = Mailbox<Message>()

  init(
    _ open: @escaping @Sendable (_ report: @escaping (String) -> Void) throws -> Workspace,
    at moment: Instant
  ) {
    let mailbox = mailbox
    let reporter = ProgressReporter { mailbox.post(.progress($0)) }
    DispatchQueue.global().async {
      iamr_lower_priority()
      do {
        let review = try open { reporter.report($0) }.first
        let prepared = PreparedReview(review, at: moment)
        mailbox.post(.opened(prepared, review.store))
        prepared.model.prepare()
      } catch {
        mailbox.post(.failed(error))
      }
    }
  }

  /// Runs a task on a low-priority thread and reports its result.
  func work(_ work: @escaping @Sendable () -> ConsoleEvent) {
    let mailbox = mailbox
    DispatchQueue.global().async {
      iamr_lower_priority()
      mailbox.post(.event(work()))
    }
  }

  /// Waits on a thread of its own for something that may never happen, and reports it.
  func wait(_ wait: @escaping @Sendable () -> ConsoleEvent?) {
    let mailbox = mailbox
    DispatchQueue.global().async {
      if let event = wait() { mailbox.post(.event(event)) }
    }
  }

  /// The news since the last call.
  func news() -> [Message] { mailbox.takeAll() }
}

/// Passes on progress text at the rate that its gate allows; the last text is always passed on.
private final class ProgressReporter: Sendable {
  private let gate: Mutex<ProgressGate>
  private let post: @Sendable (String) -> Void

  init(_ post: @escaping @Sendable (String) -> Void) {
    gate = Mutex(ProgressGate(at: ProgressReporter.now))
    self.post = post
  }

  func report(_ words: String) {
    switch gate.withLock({ $0.take(words, at: ProgressReporter.now) }) {
    case .show: post(words)
    case .wait(let milliseconds):
      // Reading occupies the processors, so this needs a high quality of service.
      DispatchQueue.global(qos: .userInteractive).asyncAfter(
        deadline: .now() + .milliseconds(milliseconds)
      ) { [self] in
        if let words = gate.withLock({ $0.open(at: ProgressReporter.now) }) { post(words) }
      }
    case .replaced: break
    }
  }

  private static var now: Int { Int(DispatchTime.now().uptimeNanoseconds / 1_000_000) }
}
