extension FileDescriptor {
  /// Writes what `produce` gives piece by piece, in large pieces. After a failure the rest is
  /// asked for and dropped.
  borrowing func writeAll(_ produce: (@escaping (String) -> Void) -> Void) throws(Errno) {
    let waiting = Pieces()
    let (number, system) = (number, system)
    produce { piece in
      waiting.bytes.append(contentsOf: piece.utf8)
      if waiting.bytes.count >= 262_144 { waiting.flush(to: number, in: system) }
    }
    waiting.flush(to: number, in: system)
    if let failure = waiting.failure { throw failure }
  }

  private final class Pieces {
    var bytes: [UInt8] = []
    private(set) var failure: Errno?

    func flush(to number: FileSystem.Descriptor, in system: FileSystem) {
      if failure == nil {
        do throws(Errno) {
          try FileDescriptor.writeAll(bytes, to: number, in: system)
        } catch { failure = error }
      }
      bytes.removeAll(keepingCapacity: true)
    }
  }
}
