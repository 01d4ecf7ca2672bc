internal import Dispatch
internal import Synchronization

extension TextSink {
  /// Appends what `write` writes of each number from 0 up to `count`, in their order. The processors
  /// share the work, a few hundred parts at a time, so that memory stays flat.
  package func append(parts count: Int, _ write: @Sendable (Int, TextSink) -> Void) {
    // Small enough that a portion fits into one block, and is copied but once.
    let (portion, portions) = (8, 32)
    for start in stride(from: 0, to: count, by: portion * portions) {
      let end = min(start + portion * portions, count)
      // A few do not pay for a thread.
      guard end - start > portion else {
        for index in start..<end { write(index, self) }
        continue
      }
      let made = Mutex<[Int: [UInt8]]>([:])
      DispatchQueue.concurrentPerform(iterations: portions) { place in
        let first = min(start + portion * place, end)
        let bytes = TextSink.bytes { sink in
          for index in first..<min(first + portion, end) { write(index, sink) }
        }
        made.withLock { $0[place] = bytes }
      }
      let all = made.withLock { $0 }
      for place in 0..<portions { all[place]?.withUnsafeBufferPointer { append($0) } }
    }
  }
}
