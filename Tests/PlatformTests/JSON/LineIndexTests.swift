import Testing

@testable import Platform

/// Lines are found without scanning the whole text.
@Suite struct LineIndexTests {
  @Test(
    "the line of each byte is that of its position", arguments: ["a\nbb\n\nc", "", "\n", "abc"])
  func lines(part: String) {
    let text = String(repeating: part, count: 700)
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { buffer in
      let index = LineIndex(buffer)
      for offset in stride(from: 0, through: buffer.count, by: 13) {
        #expect(index.line(of: offset, in: buffer) == index.position(of: offset, in: buffer).line)
        let before = bytes[..<offset].count { $0 == UInt8(ascii: "\n") }
        #expect(index.line(of: offset, in: buffer) == before + 1)
      }
    }
  }

  @Test("finding the line of a byte reads at most one block, however long the line is")
  func block() {
    let blank = [UInt8](repeating: UInt8(ascii: " "), count: 100_000)
    let lines = [UInt8](repeating: UInt8(ascii: "\n"), count: 100_000)
    let index = blank.withUnsafeBufferPointer { LineIndex($0) }
    // A text with different lines: reading it in addition to the index can only add one block.
    let seen = lines.withUnsafeBufferPointer { index.line(of: 99_999, in: $0) }
    #expect(seen <= 1 + 1024)
  }
}
