import Synchronization

/// A value that is computed once, when it is first needed.
///
/// This is a class because its identity matters: threads share the computed value.
final class OnceValue<Value: Sendable>: Sendable {
  private let known = Mutex<Value?>(nil)
  private let make: @Sendable () -> Value

  init(_ make: @escaping @Sendable () -> Value) { self.make = make }

  /// The value; other threads wait while one computes it.
  var value: Value {
    known.withLock { known in
      if let known { return known }
      let made = make()
      known = made
      return made
    }
  }
}
