import Platform
import Testing

@testable import Checklist
@testable import Reports

/// The container of Word documents.
@Suite struct ZIPArchiveTests {
  @Test("the same entries give the same bytes, with signatures, names and the earliest date")
  func archive() throws {
    let entries = [
      (name: "a/b.xml", content: Array("hello hello hello hello".utf8)),
      (name: "c", content: [UInt8](repeating: 7, count: 100_000)),
    ]
    let bytes = ZIPArchive.bytes(entries)
    #expect(bytes == ZIPArchive.bytes(entries))
    #expect(bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]))
    #expect(bytes.count < 1000)
    // The date 1980-01-01 and the time 00:00 in the first header.
    #expect(bytes[10..<14] == [0, 0, 0x21, 0])
    // The end of the central directory has the number of entries.
    let end = try #require(bytes.indices.last { bytes[$0...].starts(with: [0x50, 0x4B, 5, 6]) })
    #expect(bytes[end + 10] == 2)
  }
}
