internal import Synchronization

/// Counts the requests that an engine decides and the candidates that its searches try, so that a
/// test can compare the cost of an account with its size without a clock.
final class WorkCounter: Sendable {
  private let steps = Atomic<Int>(0)

  /// The count so far.
  var total: Int { steps.load(ordering: .relaxed) }

  func count() { steps.add(1, ordering: .relaxed) }
}
