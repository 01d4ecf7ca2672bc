import Foundation
import TestSupport
import Testing

@testable import Platform

/// Folders for data exchanged with other programs: private, and removed, if needed by the next
/// process.
@Suite struct PrivateFolderTests {
  /// The content of the folder for temporary files when a process starts, and whether it is kept.
  enum Left: CaseIterable {
    case empty, withFiles, withLink
    case inUse, openToOthers, foreignName, shortName, longName, file, link, withFolder

    var name: String {
      switch self {
      case .foreignName: "iam-reviewer-aB3dE6"
      case .shortName: "iam-review-aB3dE"
      case .longName: "iam-review-aB3dE67"
      default: "iam-review-aB3dE6"
      }
    }

    var stays: Bool {
      switch self {
      case .empty, .withFiles, .withLink: false
      default: true
      }
    }
  }

  @Test("the folder of a killed process is removed, and nothing else", arguments: Left.allCases)
  func left(_ left: Left) throws {
    let base = try TemporaryFolder()
    let elsewhere = try TemporaryFolder()
    try elsewhere.write(Array("mine".utf8), to: "note.txt")
    let path = base.path + "/" + left.name
    switch left {
    case .file: try base.write([], to: left.name)
    case .link: #expect(symlink(elsewhere.path, path) == 0)
    default: #expect(mkdir(path, left == .openToOthers ? 0o755 : 0o700) == 0)
    }
    switch left {
    case .withFiles:
      for name in ["note.txt", ".note.txt.swp"] {
        #expect(FileManager.default.createFile(atPath: "\(path)/\(name)", contents: Data()))
      }
    case .withLink: #expect(symlink(elsewhere.path + "/note.txt", path + "/note.txt") == 0)
    case .withFolder: #expect(mkdir(path + "/inner", 0o700) == 0)
    default: break
    }
    let descriptor = left == .inUse ? open(path, O_RDONLY | O_DIRECTORY) : -1
    defer { if descriptor >= 0 { close(descriptor) } }
    if left == .inUse { #expect(flock(descriptor, LOCK_EX | LOCK_NB) == 0) }
    PrivateFolder.removeLeft(in: base.path)
    var status = stat()
    #expect((lstat(path, &status) == 0) == left.stays)
    #expect(FileManager.default.contents(atPath: elsewhere.path + "/note.txt") == Data("mine".utf8))
  }

  @Test("a folder and its files are private, locked while open, and removed afterwards")
  func own() throws {
    let base = try TemporaryFolder()
    var kept = ""
    do {
      let folder = try PrivateFolder.make(in: base.path)
      let file = try folder.write(Array("text".utf8), to: "note.txt")
      kept = folder.path
      PrivateFolder.removeLeft(in: base.path)
      var status = stat()
      #expect(stat(kept, &status) == 0 && status.st_mode & 0o777 == 0o700)
      #expect(stat(file, &status) == 0 && status.st_mode & 0o777 == 0o600)
      #expect(try folder.read("note.txt", limit: 10) == Array("text".utf8))
      // Another program can create folders, and links that are not followed.
      #expect(mkdir(kept + "/profile", 0o700) == 0 && mkdir(kept + "/profile/cache", 0o700) == 0)
      #expect(FileManager.default.createFile(atPath: kept + "/profile/cache/x", contents: Data()))
      #expect(symlink(base.path, kept + "/profile/base") == 0)
    }
    #expect(access(kept, F_OK) != 0 && access(base.path, F_OK) == 0)
  }
}
