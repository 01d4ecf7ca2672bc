import Platform
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ReadingTests {
  @Test("a regular file of any length is read completely")
  func whole() throws {
    let folder = try TemporaryFolder()
    for length in [0, 1, 65_535, 65_536, 65_537, 300_000] {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
      try folder.write(bytes, to: "file")
      let file = try Directory.open(folder.path).readWhole("file", limit: 300_000)
      #expect(file.bytes == bytes)
      #expect(file.status.size == length)
    }
  }

  @Test("a file longer than the limit is rejected and named")
  func limit() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("12345".utf8), to: "file")
    let directory = try Directory.open(folder.path)
    #expect(try directory.readWhole("file", limit: 5).bytes.count == 5)
    #expect(
      folder.message { () throws(SystemError) in _ = try directory.readWhole("file", limit: 4) }
        == "cannot read file: it is longer than 4 bytes")
  }

  @Test("other types of files are rejected at once, and their type is reported")
  func irregular() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "target")
    #expect(symlink("target", folder.path + "/link") == 0)
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    #expect(mkdir(folder.path + "/folder", 0o700) == 0)
    let directory = try Directory.open(folder.path)
    let expected = [
      ("link", "cannot read link: it is a symbolic link; expected a regular file"),
      ("pipe", "cannot read pipe: it is a named pipe; expected a regular file"),
      ("folder", "cannot read folder: it is a directory; expected a regular file"),
      ("nothing", "cannot read nothing: No such file or directory"),
    ]
    for (name, message) in expected {
      let seen = folder.message { () throws(SystemError) in
        _ = try directory.readWhole(name, limit: 10)
      }
      #expect(seen == message)
    }
    let device = folder.message { () throws(SystemError) in
      _ = try FileSystem.live.readWhole("/dev/zero", limit: 10)
    }
    #expect(device == "cannot read /dev/zero: it is a device; expected a regular file")
  }

  @Test("a link that the user specifies is followed; one inside the folder is not")
  func links() throws {
    let folder = try TemporaryFolder()
    try folder.write([1, 2], to: "target")
    #expect(symlink("target", folder.path + "/link") == 0)
    #expect(try FileSystem.live.readWhole(folder.path + "/link", limit: 9).bytes == [1, 2])
    #expect(symlink("/tmp", folder.path + "/away") == 0)
    let directory = try Directory.open(folder.path)
    let message = folder.message { () throws(SystemError) in
      _ = try directory.subdirectory("away").names()
    }
    #expect(message?.hasPrefix("cannot open away: ") == true)
  }

  @Test("names are sorted, and files of a subdirectory include its name")
  func names() throws {
    let folder = try TemporaryFolder()
    for name in ["b", "a", "Z"] { try folder.write([], to: name) }
    let directory = try Directory.open(folder.path)
    try directory.makeDirectory("inner")
    try directory.makeDirectory("inner")
    #expect(try directory.names() == ["Z", "a", "b", "inner"])
    let inner = try directory.subdirectory("inner")
    #expect(try inner.names() == [])
    let message = folder.message { () throws(SystemError) in
      _ = try inner.readWhole("x", limit: 1)
    }
    #expect(message == "cannot read inner/x: No such file or directory")
  }

  @Test("an interrupted call is repeated; any other failure is reported")
  func faults() throws {
    let folder = try TemporaryFolder()
    try folder.write([7, 8, 9], to: "file")
    for call in 1... {
      let interrupted = FaultInjector(call: call, .refused(.interrupted))
      let system = interrupted.injected(into: .live)
      let file = try Directory.open(folder.path, in: system).readWhole("file", limit: 9)
      #expect(file.bytes == [7, 8, 9])
      let broken = FaultInjector(call: call, .refused(.inputOutput))
      let message = folder.message { () throws(SystemError) in
        _ = try Directory.open(folder.path, in: broken.injected(into: .live))
          .readWhole("file", limit: 9)
      }
      if !broken.hasFired { break }
      // Closing a read-only descriptor cannot lose data.
      #expect(message?.hasSuffix(": Input/output error") ?? (call >= 6))
    }
  }

  @Test(
    "a path is split before its last part, and its links are followed once",
    arguments: [
      ("review.json", ".", "review.json"), ("a/b/c", "a/b", "c"), ("/c", "/", "c"),
      ("a//b/", "a", "b"), ("/", "/", "."),
    ]) func paths(path: String, directory: String, name: String) throws
  {
    let resolved = try FileSystem.live.resolvingLinks(path)
    #expect(resolved == (directory, name))
  }

  @Test("a chain of links leads to the directory of the file; a circle is rejected")
  func chains() throws {
    let folder = try TemporaryFolder()
    #expect(mkdir(folder.path + "/real", 0o700) == 0)
    #expect(symlink("real/file", folder.path + "/second") == 0)
    #expect(symlink(folder.path + "/second", folder.path + "/first") == 0)
    try folder.write([], to: "real/file")
    #expect(
      try FileSystem.live.resolvingLinks(folder.path + "/first")
        == (folder.path + "/real", "file"))
    #expect(symlink("circle", folder.path + "/circle") == 0)
    let message = folder.message { () throws(SystemError) in
      _ = try FileSystem.live.resolvingLinks(folder.path + "/circle")
    }
    #expect(
      message == "cannot open \(folder.path)/circle: Too many levels of symbolic links")
  }

  @Test(
    "a link to a missing file is rejected, directly or through other links",
    arguments: [
      ["../out/gone"], ["gone"], ["./gone"], ["sub/gone"], ["nowhere/gone"], ["../out/gone/"],
      ["second", "../out/gone"], ["second", "third", "fourth"], ["../out/../gone"],
    ])
  func dangling(targets: [String]) throws {
    let folder = try TemporaryFolder()
    for name in ["in", "out", "in/sub"] { #expect(mkdir(folder.path + "/" + name, 0o700) == 0) }
    for (name, target) in zip(["review.json", "second", "third"], targets) {
      #expect(symlink(target, folder.path + "/in/" + name) == 0)
    }
    let path = folder.path + "/in/review.json"
    let message = folder.message { () throws(SystemError) in
      _ = try FileSystem.live.resolvingLinks(path)
    }
    #expect(message?.hasPrefix("cannot open \(path): it is a symbolic link to ") == true)
    #expect(message?.contains(", which does not exist; ") == true)
    // Without the link, the same path can be created.
    #expect(unlink(path) == 0)
    #expect(try FileSystem.live.resolvingLinks(path) == (folder.path + "/in", "review.json"))
  }
}
