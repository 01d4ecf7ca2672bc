private import Synchronization

/// A simulated fault of a call.
package enum FileFault: Hashable, Sendable {
  /// The call fails and has no effect.
  case refused(Errno)
  /// The call has its effect but reports a failure, as a network drive does when the response is
  /// lost.
  case failedAfterwards(Errno)
  /// A write takes only the first byte; any other call fails with EIO.
  case shortWrite
}

/// Makes the n-th call to the file system fail, and records the names of all calls.
///
/// As in SQLite, n is increased from 1 until a run meets no fault, and after each run the file must
/// be intact. Calls after the n-th work again, so that cleanup is tested too.
package final class FaultInjector: Sendable {
  private let fault: FileFault
  private let position: Int
  private let made = Mutex<[String]>([])

  /// Makes call number `position`, from 1, fail with `fault`.
  package init(call position: Int, _ fault: FileFault) {
    self.position = position
    self.fault = fault
  }

  /// The calls so far, by the member names of `FileSystem`.
  package var calls: [String] { made.withLock { $0 } }

  /// Whether the failing call was reached.
  package var hasFired: Bool { calls.count >= position }

  /// The file system `inner` with the fault.
  package func injected(into inner: FileSystem) -> FileSystem {
    FileSystem(
      openAt: { directory, path, mode throws(Errno) in
        try self.call("openAt") { () throws(Errno) in try inner.openAt(directory, path, mode) }
      },
      close: { descriptor throws(Errno) in
        // The kernel closes the descriptor in any case; a failed close must not leak it.
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
      unlock: { descriptor throws(Errno) in
        try self.call("unlock") { () throws(Errno) in try inner.unlock(descriptor) }
      },
      awaitUnlock: { descriptor throws(Errno) in
        try self.call("awaitUnlock") { () throws(Errno) in try inner.awaitUnlock(descriptor) }
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

  /// Records a call; returns true for the one that fails.
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
