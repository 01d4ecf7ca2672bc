private import Synchronization

/// What happens to a call in the place of what it should do.
package enum FileFault: Hashable, Sendable {
  /// It is refused, and nothing happens.
  case refused(Errno)
  /// It happens, and is said to have failed: what a network drive does when the answer is lost.
  case failedAfterwards(Errno)
  /// A write takes only the first byte; any other call is refused with EIO.
  case shortWrite
}

/// Makes the n-th call to the file system go wrong, and counts the calls.
///
/// It is what SQLite does: n goes from 1 up until a run meets no fault, and after each run the
/// file must be whole. Calls after the n-th work again, so that cleaning up is tested too.
package final class FaultInjector: Sendable {
  private let fault: FileFault
  private let position: Int
  private let count = Mutex(0)

  /// Makes call number `position`, from 1, go wrong as `fault` says.
  package init(call position: Int, _ fault: FileFault) {
    self.position = position
    self.fault = fault
  }

  /// Whether so many calls were made that one of them went wrong.
  package var hasFired: Bool { count.withLock { $0 >= position } }

  /// The file system `inner` with the fault in it.
  package func injected(into inner: FileSystem) -> FileSystem {
    FileSystem(
      openAt: { directory, path, mode throws(Errno) in
        try self.call { () throws(Errno) in try inner.openAt(directory, path, mode) }
      },
      close: { descriptor throws(Errno) in
        // The kernel closes it in any case; a refused close must not leak it.
        let isFaulty = self.advance()
        try inner.close(descriptor)
        if isFaulty { throw self.fault.errno }
      },
      read: { descriptor, buffer throws(Errno) in
        try self.call { () throws(Errno) in try inner.read(descriptor, buffer) }
      },
      write: { descriptor, buffer throws(Errno) in
        guard self.advance() else { return try inner.write(descriptor, buffer) }
        switch self.fault {
        case .refused(let errno): throw errno
        case .failedAfterwards(let errno):
          _ = try inner.write(descriptor, buffer)
          throw errno
        case .shortWrite:
          return try inner.write(descriptor, UnsafeRawBufferPointer(rebasing: buffer.prefix(1)))
        }
      },
      sync: { descriptor throws(Errno) in
        try self.call { () throws(Errno) in try inner.sync(descriptor) }
      },
      status: { descriptor throws(Errno) in
        try self.call { () throws(Errno) in try inner.status(descriptor) }
      },
      statusAt: { directory, path throws(Errno) in
        try self.call { () throws(Errno) in try inner.statusAt(directory, path) }
      },
      readLinkAt: { directory, path throws(Errno) in
        try self.call { () throws(Errno) in try inner.readLinkAt(directory, path) }
      },
      renameAt: { directory, old, new throws(Errno) in
        try self.call { () throws(Errno) in try inner.renameAt(directory, old, new) }
      },
      unlinkAt: { directory, path throws(Errno) in
        try self.call { () throws(Errno) in try inner.unlinkAt(directory, path) }
      },
      makeDirectoryAt: { directory, path throws(Errno) in
        try self.call { () throws(Errno) in try inner.makeDirectoryAt(directory, path) }
      },
      names: { descriptor throws(Errno) in
        try self.call { () throws(Errno) in try inner.names(descriptor) }
      })
  }

  /// Counts a call; true for the one that goes wrong.
  private func advance() -> Bool {
    count.withLock {
      $0 += 1
      return $0 == position
    }
  }

  private func call<Value>(_ inner: () throws(Errno) -> Value) throws(Errno) -> Value {
    guard advance() else { return try inner() }
    if case .failedAfterwards(let errno) = fault {
      _ = try inner()
      throw errno
    }
    throw fault.errno
  }
}

extension FileFault {
  fileprivate var errno: Errno {
    switch self {
    case .refused(let errno), .failedAfterwards(let errno): errno
    case .shortWrite: .inputOutput
    }
  }
}
