/// The beginning and the end of a text of unlimited length, in constant memory.
///
///     first 32 KiB … "[1048576 bytes omitted]" … last 32 KiB
///
/// If a part is omitted, the text around it is cut at the ends of lines, or at spaces in long
/// lines, so that no part of a secret remains without the name that identifies it.
struct HeadAndTail {
  private static let part = 32_768

  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  /// The total number of bytes.
  private(set) var count = 0

  /// Appends the next bytes.
  mutating func append(_ bytes: UnsafeRawBufferPointer) {
    count += bytes.count
    let room = min(HeadAndTail.part - head.count, bytes.count)
    head.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<room]))
    let rest = bytes[room...].suffix(HeadAndTail.part)
    tail.append(contentsOf: UnsafeRawBufferPointer(rebasing: rest))
    // Twice the size, so that short pieces are not moved each time.
    if tail.count > 2 * HeadAndTail.part { tail.removeFirst(tail.count - HeadAndTail.part) }
  }

  /// The text, with a line in place of the omitted part.
  var bytes: [UInt8] {
    let end = tail.suffix(HeadAndTail.part)
    let kept = head.count + end.count
    guard count > kept else { return head + end }
    let mark = "\n[\(count - kept) bytes omitted]\n"
    return HeadAndTail.wholeStart(of: head) + Array(mark.utf8) + HeadAndTail.wholeEnd(of: end)
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func wholeStart(of bytes: [UInt8]) -> ArraySlice<UInt8> {
    let end = bytes.lastIndex(where: isLineEnd) ?? bytes.lastIndex(where: isSpace)
    return bytes[..<(end ?? 0)]
  }

  private static func wholeEnd(of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let start = bytes.firstIndex(where: isLineEnd) ?? bytes.firstIndex(where: isSpace)
    return start.map { bytes[($0 + 1)...] } ?? []
  }
}
