import TestSupport
import Testing

@testable import Platform

/// Paths in messages, and folders that are created with their parents.
@Suite struct PathTests {
  @Test(
    "a tidied path has single slashes, and none at its end",
    arguments: [
      ("a", "a"), ("a/", "a"), ("a//b", "a/b"), ("/", "/"), ("//", "/"), ("//a//b//", "/a/b"),
      ("", ""), ("./a/", "./a"), ("../x//", "../x"), ("-", "-"),
    ])
  func normalized(_ path: String, _ expected: String) {
    #expect(FileSystem.normalized(path) == expected)
  }

  @Test(
    "a name in a folder",
    arguments: [
      ("a", "a/x"), (".", "x"), ("/", "/x"), ("a/", "a/x"), ("/a/b", "/a/b/x"),
    ])
  func joined(_ folder: String, _ expected: String) {
    #expect(FileSystem.join(folder, "x") == expected)
  }

  @Test("missing parents are created for the owner only; existing ones are unchanged")
  func created() throws {
    let folder = try TemporaryFolder()
    let deep = folder.path + "/a/b/c"
    for _ in 1...2 { try Directory.create(deep) }
    for name in ["a", "a/b", "a/b/c"] {
      let status = try Directory.open(FileSystem.split(folder.path + "/" + name).directory)
        .status(of: FileSystem.split(name).name)
      #expect(status?.kind == .directory)
      #expect(status?.permissions == 0o700)
    }
  }

  @Test("a file in place of a folder is reported with its path")
  func refused() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "file")
    let message = folder.message { () throws(SystemError) in
      try Directory.create(folder.path + "/file/deep/folder")
    }
    #expect(message == "cannot create \(folder.path)/file/deep: Not a directory")
  }
}
