extension FileDescriptor {
  /// Writes the pieces from `produce` in large blocks. After a failure, the remaining pieces are
  /// discarded.
  borrowing func writeAll(_ produce: (TextSink) -> Void) throws(Errno) {
    let (number, system) = (number, system)
    let outcome = Outcome()
    let sink = TextSink { block in
      guard outcome.failure == nil else { return }
      do throws(Errno) {
        try FileDescriptor.writeAll(block, to: number, in: system)
      } catch { outcome.failure = error }
    }
    produce(sink)
    sink.flush()
    if let failure = outcome.failure { throw failure }
  }

  private final class Outcome {
    var failure: Errno?
  }
}
