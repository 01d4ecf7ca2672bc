/// A position in a text file as editors show it: line and column from 1, columns in characters.
public struct TextPosition: Hashable, Sendable, CustomStringConvertible {
  /// The line, from 1.
  public let line: Int
  /// The column in Unicode scalars, from 1.
  public let column: Int

  /// Creates the position at `line` and `column`.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// `line 3 column 9`.
  public var description: String { "line \(line) column \(column)" }
}

/// The number of lines before each block of a text, so that the line of a byte is found by reading
/// only one block.
///
///     bytes   |----1024----|----1024----|----1024----|
///     lines   0            37           81
struct LineIndex: Sendable {
  private static let blockLength = 1024
  private let linesBefore: [UInt32]

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var counts: [UInt32] = []
    counts.reserveCapacity(bytes.count / LineIndex.blockLength + 1)
    var total: UInt32 = 0
    var start = 0
    while start < bytes.count {
      counts.append(total)
      let end = min(start + LineIndex.blockLength, bytes.count)
      total += LineIndex.newlines(
        UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[start..<end]))
      start = end
    }
    linesBefore = counts
  }

  /// The number of line feeds in `bytes`, which are compared eight at a time.
  private static func newlines(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    let lows: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
    let feeds: UInt64 = 0x0A0A_0A0A_0A0A_0A0A
    var (place, count) = (0, 0)
    while place + 8 <= bytes.count {
      let other = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) ^ feeds
      // The lowest bit of each byte that is zero in `other`; their sum is the highest byte of the
      // product.
      let zeros = ~((other & lows) &+ lows | other | lows) >> 7
      count += Int((zeros &* 0x0101_0101_0101_0101) >> 56)
      place += 8
    }
    for byte in bytes[place...] where byte == UInt8(ascii: "\n") { count += 1 }
    return UInt32(count)
  }

  /// The line of a byte, from 1. The cost does not depend on the position, unlike that of the
  /// column, which is counted from the start of a line that can be the whole text.
  func line(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let offset = min(max(offset, 0), bytes.count)
    let block = min(offset / LineIndex.blockLength, max(linesBefore.count - 1, 0))
    var line = linesBefore.isEmpty ? 0 : Int(linesBefore[block])
    for byte in bytes[block * LineIndex.blockLength..<offset] where byte == UInt8(ascii: "\n") {
      line += 1
    }
    return line + 1
  }

  func position(of offset: Int, in bytes: UnsafeBufferPointer<UInt8>) -> TextPosition {
    let offset = min(max(offset, 0), bytes.count)
    var column = 1
    var index = offset
    while index > 0, bytes[index - 1] != UInt8(ascii: "\n") {
      index -= 1
      if bytes[index] & 0xC0 != 0x80 { column += 1 }
    }
    return TextPosition(line: line(of: offset, in: bytes), column: column)
  }
}
