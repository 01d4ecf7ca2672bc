import Foundation
import Model
import Platform
import Synchronization
import TestSupport
import Testing

@testable import Checklist

@Suite struct SessionLockTests {
  private let ann = LockHolder(
    reviewer: Reviewer(name: "ann", host: "jump1"), process: 4711, terminal: "/dev/pts/3",
    since: Instant(seconds: 1_790_000_000))
  private let bob = LockHolder(
    reviewer: Reviewer(name: "a much longer name than the other", host: "jump2"), process: 1,
    terminal: nil, since: Instant(seconds: 1_790_000_000))

  /// Whether the lock was taken; it is held as long as the caller keeps the value.
  private func isHeld(_ lock: borrowing SessionLock?) -> Bool {
    switch lock {
    case .some: true
    case .none: false
    }
  }

  private func taken(_ outcome: consuming SessionLock.Outcome) -> SessionLock? {
    if case .ours(let lock) = outcome { lock } else { nil }
  }

  @Test("one process holds the lock, the next sees the holder, and gets the lock afterwards")
  func exclusive() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/review.json"
    do {
      let first = taken(SessionLock.take(of: path, as: bob))
      let firstIsHeld = isHeld(first)
      #expect(firstIsHeld)
    }
    let second = taken(SessionLock.take(of: path, as: ann))
    guard case .theirs(let words) = SessionLock.take(of: path, as: bob) else {
      Issue.record("two have the lock")
      return
    }
    #expect(words == "ann@jump1, process 4711 on /dev/pts/3, since 2026-09-21T14:13:20Z")
    let secondIsHeld = isHeld(second)
    #expect(secondIsHeld)
    let mode = try FileManager.default.attributesOfItem(atPath: path + ".lock")[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  /// The lock of a file belongs to all copies of its descriptor, such as that of a program which is
  /// being started and does not run yet.
  @Test("a copy of the descriptor does not keep the lock")
  func copied() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/review.json"
    let first = taken(SessionLock.take(of: path, as: ann))
    var file = stat()
    try #require(stat(path + ".lock", &file) == 0)
    let descriptor = try #require(
      (3..<getdtablesize()).first { number in
        var status = stat()
        return fstat(number, &status) == 0 && status.st_ino == file.st_ino
          && status.st_dev == file.st_dev
      })
    let copy = dup(descriptor)
    defer { close(copy) }
    release(first)
    let second = taken(SessionLock.take(of: path, as: bob))
    let secondIsHeld = isHeld(second)
    #expect(copy >= 0 && secondIsHeld)
  }

  @Test("waiting ends when the holder leaves, names it, and takes no lock")
  func waiting() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/review.json"
    let first = taken(SessionLock.take(of: path, as: ann))
    let hasEnded = Mutex(false)
    let waiter = Task.detached {
      let holder = try SessionLock.awaitRelease(of: path)
      hasEnded.withLock { $0 = true }
      return holder
    }
    try await Task.sleep(for: .milliseconds(50))
    #expect(!hasEnded.withLock { $0 })
    release(first)
    #expect(try await waiter.value.hasPrefix("ann@jump1, process 4711"))
    let second = taken(SessionLock.take(of: path, as: bob))
    let secondIsHeld = isHeld(second)
    #expect(secondIsHeld)
  }

  private func release(_ lock: consuming SessionLock?) {}

  @Test("special files and missing folders give no lock, with the reason")
  func none() throws {
    let folder = try TemporaryFolder()
    for path in [folder.path + "/nowhere/review.json", folder.path + "/x"] {
      try FileManager.default.createDirectory(
        atPath: folder.path + "/x.lock", withIntermediateDirectories: true)
      guard case .none(let reason) = SessionLock.take(of: path, as: ann) else {
        Issue.record("a lock of \(path)")
        continue
      }
      #expect(!reason.isEmpty)
    }
  }

  @Test("the content of the lock file is shown safely, and a failed call takes no lock")
  func hostile() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/review.json"
    let evil = LockHolder(
      reviewer: Reviewer(name: "\u{1B}[2J\u{202E}x", host: ""), process: 1, terminal: nil,
      since: Instant(seconds: 0))
    let held = taken(SessionLock.take(of: path, as: evil))
    if case .theirs(let words) = SessionLock.take(of: path, as: ann) {
      #expect(!words.contains("\u{1B}") && !words.contains("\u{202E}"))
    }
    let heldIsHeld = isHeld(held)
    #expect(heldIsHeld)
    for call in 1...20 {
      let faults = FaultInjector(call: call, .refused(.inputOutput))
      let other = "\(folder.path)/other-\(call)"
      let lock = taken(SessionLock.take(of: other, as: ann, in: faults.injected(into: .live)))
      if !isHeld(lock) {
        let next = taken(SessionLock.take(of: other, as: bob))
        let nextIsHeld = isHeld(next)
        #expect(nextIsHeld)
      }
      if !faults.hasFired { return }
    }
  }
}
