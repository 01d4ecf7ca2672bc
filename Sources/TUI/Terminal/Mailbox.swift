internal import CNcurses
import Synchronization

/// Where other threads leave messages for the loop, which wakes up for them.
///
/// A reference, as its identity is the point: both sides hold the same box.
public final class Mailbox<Message: Sendable>: Sendable {
  private let messages = Mutex<[Message]>([])

  /// An empty box.
  public init() {}

  /// Leaves a message and wakes the loop; from any thread.
  public func post(_ message: Message) {
    let isFirst = messages.withLock { waiting in
      waiting.append(message)
      return waiting.count == 1
    }
    // The loop empties the whole box, so one byte is enough for all that waits in it.
    if isFirst { iamr_wake() }
  }

  /// Takes what was posted, in order; the answer to `InputEvent.wake`.
  public func takeAll() -> [Message] {
    messages.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
