internal import Dispatch
internal import Synchronization

extension TextSink {
  /// Appends the output of `write` for each number from 0 up to `count`, in order. Several hundred
  /// parts at a time are written in parallel, so that memory use is constant.
  package func append(parts count: Int, _ write: @Sendable (Int, TextSink) -> Void) {
    // A portion fits into one block, and is only copied once.
    let (portion, portions) = (8, 32)
    for start in stride(from: 0, to: count, by: portion * portions) {
      let end = min(start + portion * portions, count)
      // For a few parts, a thread is not worthwhile.
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
