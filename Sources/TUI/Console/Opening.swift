internal import CNcurses
import Checklist
import Dispatch
import Model
import Synchronization

/// The opening of a review on a thread of its own.
///
/// That thread, and those it starts, give way to the one that answers keys.
struct Opening {
  /// What it has to say to the loop.
  enum News: Sendable {
    case progress(String)
    case opened(PreparedReview, SessionStore)
    case failed(any Error)
    /// Other work is done.
    case event(ConsoleEvent)
  }

  private let mailbox = Mailbox<News>()

  init(
    _ open: @escaping @Sendable (_ tell: @escaping (String) -> Void) throws -> ConsoleReview,
    at moment: Instant
  ) {
    let mailbox = mailbox
    let teller = Teller { mailbox.post(.progress($0)) }
    DispatchQueue.global().async {
      iamr_give_way()
      do {
        let review = try open { teller.tell($0) }
        let prepared = PreparedReview(review, at: moment)
        mailbox.post(.opened(prepared, review.store))
        prepared.model.access.prepare()
      } catch {
        mailbox.post(.failed(error))
      }
    }
  }

  /// Does other work on a thread that gives way, and tells what came of it.
  func work(_ work: @escaping @Sendable () -> ConsoleEvent) {
    let mailbox = mailbox
    DispatchQueue.global().async {
      iamr_give_way()
      mailbox.post(.event(work()))
    }
  }

  /// What was told since the last time.
  func news() -> [News] { mailbox.takeAll() }
}

/// Passes words on as its gate lets them through, the last ones in any case.
private final class Teller: Sendable {
  private let gate: Mutex<ProgressGate>
  private let post: @Sendable (String) -> Void

  init(_ post: @escaping @Sendable (String) -> Void) {
    gate = Mutex(ProgressGate(at: Teller.now))
    self.post = post
  }

  func tell(_ words: String) {
    switch gate.withLock({ $0.take(words, at: Teller.now) }) {
    case .tell: post(words)
    case .wait(let milliseconds):
      // The processors are taken by the reading itself, but for this class of work.
      DispatchQueue.global(qos: .userInteractive).asyncAfter(
        deadline: .now() + .milliseconds(milliseconds)
      ) { [self] in
        if let words = gate.withLock({ $0.open(at: Teller.now) }) { post(words) }
      }
    case .keep: break
    }
  }

  private static var now: Int { Int(DispatchTime.now().uptimeNanoseconds / 1_000_000) }
}
