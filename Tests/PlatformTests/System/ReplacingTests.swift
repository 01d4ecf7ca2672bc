import Platform
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ReplacingTests {
  private static let old = Array("old".utf8)
  private static let new = Array(String(repeating: "new ", count: 50_000).utf8)

  @Test("a replaced file is private, and nothing else is left in the folder")
  func permissions() throws {
    let folder = try TemporaryFolder()
    try folder.write(ReplacingTests.old, to: "file")
    let directory = try Directory.open(folder.path)
    _ = try directory.replace("file", with: ReplacingTests.new)
    #expect(try directory.status(of: "file")?.permissions == 0o600)
    #expect(try directory.readWhole("file", limit: 1 << 20).bytes == ReplacingTests.new)
    #expect(try directory.names() == ["file"])
  }

  @Test(
    "if any call fails, the file has the complete old or new content, and nothing else is left",
    arguments: [
      FileFault.refused(.noSpace), .refused(.inputOutput), .refused(.quotaExceeded),
      .refused(.interrupted), .refused(.accessDenied), .shortWrite,
      .failedAfterwards(.inputOutput), .failedAfterwards(.noSpace),
    ]) func everyCall(fault: FileFault) throws
  {
    var runs = 0
    for call in 1... {
      let folder = try TemporaryFolder()
      try folder.write(ReplacingTests.old, to: "file")
      let injector = FaultInjector(call: call, fault)
      let failure = folder.message { () throws(SystemError) in
        let directory = try Directory.open(
          folder.path, in: injector.injected(into: .live))
        let known = try directory.status(of: "file").map(FileVersion.init)
        let outcome = try directory.replace("file", with: ReplacingTests.new, expecting: [known])
        #expect(outcome != .changedMeanwhile)
      }
      let directory = try Directory.open(folder.path)
      let content = try directory.readWhole("file", limit: 1 << 20).bytes
      #expect(content == (failure == nil ? ReplacingTests.new : ReplacingTests.old))
      #expect(try directory.names() == ["file"])
      if fault == .refused(.interrupted) { #expect(failure == nil) }
      if !injector.hasFired { break }
      runs += 1
    }
    // open, check, create, write, flush, examine, close, check, rename, flush
    #expect(runs >= 10)
  }

  @Test("the content is durable before the file is renamed, and the name afterwards")
  func order() throws {
    let folder = try TemporaryFolder()
    let recorder = FaultInjector(call: .max, .shortWrite)
    let directory = try Directory.open(folder.path, in: recorder.injected(into: .live))
    let before = recorder.calls.count
    _ = try directory.replace("file", with: ReplacingTests.new, expecting: [nil])
    #expect(
      recorder.calls.dropFirst(before) == [
        "statusAt", "openAt", "write", "sync", "status", "close", "statusAt", "renameAt", "sync",
      ])
  }

  @Test("a pipe and a directory are not replaced")
  func notRegular() throws {
    let folder = try TemporaryFolder()
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    #expect(mkdir(folder.path + "/folder", 0o700) == 0)
    for (name, kind) in [("pipe", FileKind.pipe), ("folder", .directory)] {
      let error = #expect(throws: SystemError.self) {
        try Directory.open(folder.path).replace(name, with: [1])
      }
      #expect(error?.reason == .notRegular(kind))
      #expect(try FileSystem.live.kind(of: folder.path + "/" + name) == kind)
    }
    #expect(try Directory.open(folder.path).names() == ["folder", "pipe"])
  }

  @Test("a failed flush of the directory is a separate result, with the new content in place")
  func perhapsNotDurable() throws {
    var seen: [String] = []
    for call in 1... {
      let folder = try TemporaryFolder()
      let injector = FaultInjector(call: call, .refused(.inputOutput))
      _ = folder.message { () throws(SystemError) in
        let directory = try Directory.open(folder.path, in: injector.injected(into: .live))
        if case .perhapsNotDurable(_, let error) = try directory.replace("f", with: [1]) {
          seen.append(error.message)
        }
      }
      if !injector.hasFired { break }
    }
    // The directory descriptor is closed afterwards, without reporting errors.
    #expect(seen == ["cannot flush f: Input/output error"])
  }

  @Test("changes by another program are not overwritten")
  func foreign() throws {
    let folder = try TemporaryFolder()
    try folder.write(ReplacingTests.old, to: "file")
    let directory = try Directory.open(folder.path)
    let known = try directory.status(of: "file").map(FileVersion.init)
    try folder.write(Array("theirs".utf8), to: "file")
    let changed = try directory.replace("file", with: ReplacingTests.new, expecting: [known])
    #expect(changed == .changedMeanwhile)
    let expectingNone = try directory.replace("file", with: ReplacingTests.new, expecting: [nil])
    #expect(expectingNone == .changedMeanwhile)
    #expect(try directory.readWhole("file", limit: 99).bytes == Array("theirs".utf8))
    #expect(try directory.names() == ["file"])
  }

  @Test("a temporary file left by a crash does no harm, and a link in its place is not followed")
  func leftover() throws {
    let folder = try TemporaryFolder()
    try folder.write(ReplacingTests.old, to: "precious")
    #expect(symlink("precious", folder.path + "/.file.iam-review-new") == 0)
    let directory = try Directory.open(folder.path)
    _ = try directory.replace("file", with: ReplacingTests.new)
    #expect(try directory.names() == ["file", "precious"])
    #expect(try directory.readWhole("precious", limit: 9).bytes == ReplacingTests.old)
    try folder.write([0], to: ".file.iam-review-new")
    #expect(try directory.removeLeftover(of: "file"))
    #expect(try directory.removeLeftover(of: "file") == false)
    #expect(try directory.names() == ["file", "precious"])
  }
}
