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

/// Makes the n-th call to the file system go wrong, and keeps the names of all calls.
///
/// It is what SQLite does: n goes from 1 up until a run meets no fault, and after each run the
/// file must be whole. Calls after the n-th work again, so that cleaning up is tested too.
package final class FaultInjector: Sendable {
  private let fault: FileFault
  private let position: Int
  private let made = Mutex<[String]>([])

  /// Makes call number `position`, from 1, go wrong as `fault` says.
  package init(call position: Int, _ fault: FileFault) {
    self.position = position
    self.fault = fault
  }

  /// The calls so far, by the names of `FileSystem`'s members.
  package var calls: [String] { made.withLock { $0 } }

  /// Whether so many calls were made that one of them went wrong.
  package var hasFired: Bool { calls.count >= position }

  /// The file system `inner` with the fault in it.
  package func injected(into inner: FileSystem) -> FileSystem {
    FileSystem(
      openAt: { directory, path, mode throws(Errno) in
        try self.call("openAt") { () throws(Errno) in try inner.openAt(directory, path, mode) }
      },
      close: { descriptor throws(Errno) in
        // The kernel closes it in any case; a refused close must not leak it.
        let isFaulty = self.note("close")
        try inner.close(descriptor)
        if isFaulty { throw self.fault.errno }
      },
      read: { descriptor, buffer throws(Errno) in
        try self.call("read") { () throws(Errno) in try inner.read(descriptor, buffer) }
      },
      write: { descriptor, buffer throws(Errno) in
        guard self.note("write") else { return try inner.write(descriptor, buffer) }
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
        try self.call("sync") { () throws(Errno) in try inner.sync(descriptor) }
      },
      syncData: { descriptor throws(Errno) in
        try self.call("syncData") { () throws(Errno) in try inner.syncData(descriptor) }
      },
      lock: { descriptor throws(Errno) in
        try self.call("lock") { () throws(Errno) in try inner.lock(descriptor) }
      },
      status: { descriptor throws(Errno) in
        try self.call("status") { () throws(Errno) in try inner.status(descriptor) }
      },
      statusAt: { directory, path throws(Errno) in
        try self.call("statusAt") { () throws(Errno) in try inner.statusAt(directory, path) }
      },
      readLinkAt: { directory, path throws(Errno) in
        try self.call("readLinkAt") { () throws(Errno) in try inner.readLinkAt(directory, path) }
      },
      renameAt: { directory, old, new throws(Errno) in
        try self.call("renameAt") { () throws(Errno) in try inner.renameAt(directory, old, new) }
      },
      unlinkAt: { directory, path throws(Errno) in
        try self.call("unlinkAt") { () throws(Errno) in try inner.unlinkAt(directory, path) }
      },
      makeDirectoryAt: { directory, path throws(Errno) in
        try self.call("makeDirectoryAt") { () throws(Errno) in
          try inner.makeDirectoryAt(directory, path)
        }
      },
      names: { descriptor throws(Errno) in
        try self.call("names") { () throws(Errno) in try inner.names(descriptor) }
      })
  }

  /// Notes a call; true for the one that goes wrong.
  private func note(_ name: String) -> Bool {
    made.withLock {
      $0.append(name)
      return $0.count == position
    }
  }

  private func call<Value>(
    _ name: String, _ inner: () throws(Errno) -> Value
  ) throws(Errno) -> Value {
    guard note(name) else { return try inner() }
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
