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
  }

  private let mailbox = Mailbox<News>()

  /// Words closer together than this are not told: each costs bytes, and nobody reads so fast.
  private static let pauseMilliseconds: UInt64 = 250

  init(
    _ open: @escaping @Sendable (_ tell: @escaping (String) -> Void) throws -> ConsoleReview,
    at moment: Instant
  ) {
    let mailbox = mailbox
    DispatchQueue.global().async {
      iamr_give_way()
      var told = DispatchTime.now()
      do {
        let review = try open { words in
          let now = DispatchTime.now()
          guard
            now.uptimeNanoseconds - told.uptimeNanoseconds
              >= Opening.pauseMilliseconds * 1_000_000
          else { return }
          told = now
          mailbox.post(.progress(words))
        }
        let prepared = PreparedReview(review, at: moment)
        mailbox.post(.opened(prepared, review.store))
        prepared.model.access.prepare()
      } catch {
        mailbox.post(.failed(error))
      }
    }
  }

  /// What was told since the last time.
  func news() -> [News] { mailbox.takeAll() }
}
