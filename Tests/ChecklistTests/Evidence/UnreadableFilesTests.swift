import Model
import Testing
import TestSupport

@testable import Checklist
@testable import Evidence

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Unreadable entries of the folder: the evidence that they can contain is partial, and everything
/// else is evaluated.
@Suite struct UnreadableFilesTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let what: String
    /// Whether the evidence of functions is partial, and whether all evidence is.
    let partial: (functions: Bool, all: Bool)
    let make: @Sendable (String) -> Void

    var testDescription: String { what }
  }

  static let rows: [Row] = [
    Row(what: "nothing", partial: (false, false)) { _ in },
    Row(what: "a pipe named as functions", partial: (true, false)) {
      mkfifo($0 + "/functions-eu-north-1.json", 0o600)
    },
    Row(what: "a pipe of another name", partial: (true, true)) { mkfifo($0 + "/more.json", 0o600) },
    Row(what: "a link to itself named as functions", partial: (true, false)) {
      symlink("functions-x.json", $0 + "/functions-x.json")
    },
    Row(what: "a link to a folder", partial: (true, true)) { symlink("/tmp", $0 + "/more") },
    Row(what: "a name that is not UTF-8", partial: (true, true)) { path in
      let name = Array((path + "/x-").utf8) + [0xFF, 0]
      _ = name.withUnsafeBufferPointer { bytes in
        bytes.withMemoryRebound(to: CChar.self) { text in
          text.baseAddress.map { close(creat($0, 0o600)) }
        }
      }
    },
    Row(what: "an empty folder named as functions", partial: (false, false)) {
      mkdir($0 + "/functions-eu-north-1.json", 0o700)
    },
    Row(what: "a hidden dangling link", partial: (false, false)) {
      symlink("nowhere", $0 + "/.#details.json")
    },
    Row(what: "folders that are nested too deep", partial: (true, true)) { path in
      var path = path
      for _ in 0..<18 {
        path += "/d"
        mkdir(path, 0o700)
      }
    },
  ]

  @Test("evidence that an unreadable file can contain is partial", arguments: rows)
  func unreadable(row: Row) throws {
    let folder = try TemporaryFolder()
    for file in DamagedFolder().files { try folder.write(file.bytes, to: file.name) }
    row.make(folder.path)
    let account = try EvidenceLoader.load(.path(folder.path))
    #expect(account.functions.isWhole == !row.partial.functions)
    #expect(account.identities.isWhole == !row.partial.all)
    #expect(account.credentialReport.isWhole == !row.partial.all)
    #expect(account.problems.isEmpty == !row.partial.functions)
  }
}
