internal import Dispatch
internal import Synchronization

/// The results of `transform` for each number from 0 up to `count`, in order, computed in parallel.
package func concurrentMap<Element: Sendable>(
  _ count: Int, _ transform: @Sendable (Int) -> Element
) -> [Element] {
  // For a few dozen elements, threads are not worthwhile.
  guard count > 64 else { return (0..<count).map(transform) }
  let parts = 16
  let made = Mutex<[Int: [Element]]>([:])
  performConcurrently(parts) { part in
    let elements = (count * part / parts..<count * (part + 1) / parts).map(transform)
    made.withLock { $0[part] = elements }
  }
  let all = made.withLock { $0 }
  return (0..<parts).flatMap { all[$0] ?? [] }
}

/// Calls `body` with each number from 0 up to `count`, in parallel.
package func performConcurrently(_ count: Int, _ body: @Sendable (Int) -> Void) {
  DispatchQueue.concurrentPerform(iterations: count, execute: body)
}
