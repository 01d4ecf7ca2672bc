import Synchronization

/// A value that is worked out when it is first asked for, once, whoever asks.
///
/// A reference, as its identity is the point: what one thread works out the others find.
final class OnceValue<Value: Sendable>: Sendable {
  private let known = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  /// The value; who asks while another works it out waits for that.
  var value: Value {
    known.withLock { known in
      if let known { return known }
      let made = make()
      known = made
      return made
    }
  }
}
