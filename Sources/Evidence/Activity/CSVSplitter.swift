/// Splits CSV (RFC 4180) into rows as it arrives.
struct CSVSplitter {
  /// A row that is longer than this.
  struct TooLong: Error {}
  private static let longest = 1 << 24

  private var cells: [[UInt8]] = []
  private var cell: [UInt8] = []
  private var length = 0
  private var isQuoted = false, wasQuote = false

  /// Adds the next bytes; complete rows go to `take`.
  mutating func add(
    _ bytes: UnsafeRawBufferPointer, _ take: ([String]) -> Void
  ) throws(TooLong) {
    for byte in bytes {
      length += 1
      if length > Self.longest { throw TooLong() }
      if isQuoted, !wasQuote {
        if byte == UInt8(ascii: "\"") { wasQuote = true } else { cell.append(byte) }
        continue
      }
      if wasQuote {
        wasQuote = false
        if byte == UInt8(ascii: "\"") {
          cell.append(byte)
          continue
        }
        isQuoted = false
      }
      switch byte {
      case UInt8(ascii: "\"") where cell.isEmpty: isQuoted = true
      case UInt8(ascii: ","): endCell()
      case UInt8(ascii: "\n"): endRow(take)
      case UInt8(ascii: "\r"): break
      default: cell.append(byte)
      }
    }
  }

  /// Ends the text; false if it ends in quotes.
  mutating func finish(_ take: ([String]) -> Void) -> Bool {
    if isQuoted, !wasQuote { return false }
    if !cell.isEmpty || !cells.isEmpty { endRow(take) }
    return true
  }

  private mutating func endCell() {
    cells.append(cell)
    cell.removeAll(keepingCapacity: true)
  }

  private mutating func endRow(_ take: ([String]) -> Void) {
    endCell()
    isQuoted = false
    wasQuote = false
    length = 0
    if cells.count > 1 || cells.first?.isEmpty == false {
      take(cells.map { String(decoding: $0, as: UTF8.self) })
    }
    cells.removeAll(keepingCapacity: true)
  }
}
