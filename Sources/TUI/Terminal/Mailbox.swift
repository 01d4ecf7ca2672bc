internal import CNcurses
import Synchronization

/// Messages from other threads to the loop; each wakes up the loop.
///
/// This is a class because its identity matters: both sides share one mailbox.
public final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])

  /// An empty mailbox.
  public init() {}

  /// Adds a message and wakes the loop; can be called from any thread.
  public func post(_ message: Message) {
    let isFirst = messages.withLock { waiting in
      waiting.append(message)
      return waiting.count == 1
    }
    // The loop always takes all messages, so one wake-up is enough.
    if isFirst { iamr_wake() }
  }

  /// Removes and returns all messages, in order. Call it after `InputEvent.wake`.
  public func takeAll() -> [Message] {
    messages.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
