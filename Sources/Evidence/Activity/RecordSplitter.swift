/// Splits a JSON text of any length into pieces with complete values, as it arrives.
///
///     {"Records":[ a , b , c ]}        the elements of the list of a log file
///     {"Events":[ a , b ]}             the output of lookup-events
///     [ a , b ]                        the elements of the text
///     a⏎b⏎c                            one value per line, or one after the other
///
/// It follows only strings and brackets; the parser checks the pieces. Each piece is a JSON list of
/// about 64 KiB, so that memory does not grow with the text.
struct RecordSplitter {
  /// Why a text cannot be split.
  enum Fault: Error {
    /// One value is longer than this.
    case tooLong
    /// The text does not begin like JSON at this byte.
    case notJSON
  }

  /// The length of a piece, and the maximum length of one value. An event has at most 1 MiB.
  private static let longest = 1 << 24
  private let piece: Int

  /// The members that contain the list of events: of log files, of `lookup-events`, of a query in
  /// CloudTrail Lake and of one in Athena.
  private static let lists: [[UInt8]] =
    ["Records", "Events", "QueryResultRows", "Rows"].map { Array($0.utf8) }

  /// The bytes of complete values and of the current one.
  private var buffer: [UInt8] = [UInt8(ascii: "[")]
  /// Where the current value begins in `buffer`.
  private var start = 1
  private var depth = 0
  /// The depth of the list whose elements are values; 0 if the values are not in a list.
  private var listDepth = 0
  private var isInString = false, isEscaped = false
  private var stringStart = 0
  /// The last string, if a colon can follow, and then whether one did.
  private var name: Range<Int>?
  private var isValueOfName = false
  /// Whether the rest of an object after its list is skipped.
  private var isInTail = false
  private(set) var hasList = false

  /// Creates a splitter for pieces of about `piece` bytes; with 0, each value is a piece.
  init(piece: Int = 1 << 16) { self.piece = piece }

  /// Adds the next bytes; complete pieces go to `take`.
  mutating func add(
    _ bytes: UnsafeRawBufferPointer, _ take: ([UInt8]) -> Void
  ) throws(Fault) {
    var place = 0
    // Everything before `copied` is in the buffer.
    var copied = 0
    func rest(_ end: Int) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: bytes[copied..<end])
    }
    while place < bytes.count {
      if isInString {
        if isEscaped {
          isEscaped = false
          place += 1
          continue
        }
        place = endOfPlainText(bytes, place)
        guard place < bytes.count else { break }
        if bytes[place] == UInt8(ascii: "\\") {
          isEscaped = true
        } else {
          isInString = false
          if listDepth == 0, depth <= 2, !isInTail {
            name = stringStart..<buffer.count + place - copied
          }
        }
        place += 1
        continue
      }
      if listDepth > 0, depth > listDepth {
        place = restOfValue(bytes, place)
        continue
      }
      let byte = bytes[place]
      switch byte {
      case UInt8(ascii: "\""):
        isInString = true
        stringStart = buffer.count + place - copied + 1
        name = nil
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        if depth == 0, !isInTail {
          // White space and commas between values are not needed.
          copied = place
          start = buffer.count
        }
        depth += 1
        if byte == UInt8(ascii: "["), listDepth == 0, !isInTail,
          depth == 1 || depth <= 3 && isValueOfName
        {
          if depth == 1 || isList(bytes, copied) {
            beginList()
            copied = place + 1
          }
        }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { throw .notJSON }
        if listDepth == depth {
          buffer.append(contentsOf: rest(place))
          endValue(take)
          flush(take)
          copied = place + 1
          listDepth = 0
          isInTail = depth > 1
        }
        depth -= 1
        if depth == 0 {
          if isInTail || byte == UInt8(ascii: "]") && hasList && buffer.count == 1 {
            isInTail = false
          } else {
            buffer.append(contentsOf: rest(place + 1))
            endValue(take)
          }
          copied = place + 1
        }
      case UInt8(ascii: ","):
        if listDepth == depth, depth > 0 {
          buffer.append(contentsOf: rest(place))
          endValue(take)
          copied = place + 1
        }
      case UInt8(ascii: ":"): break
      default:
        if depth == 0, byte > 0x20, byte != 0xEF, byte != 0xBB, byte != 0xBF { throw .notJSON }
      }
      if byte > 0x20 { isValueOfName = byte == UInt8(ascii: ":") && name != nil }
      place += 1
    }
    if !isInTail, depth > 0 || isInString { buffer.append(contentsOf: rest(bytes.count)) }
    if buffer.count - start > Self.longest { throw .tooLong }
  }

  /// Ends the text; returns whether it was complete. The values before a cut go to `take`.
  mutating func finish(_ take: ([UInt8]) -> Void) -> Bool {
    let isComplete = depth == 0 && !isInString
    if !isComplete { buffer.removeLast(buffer.count - start) }
    flush(take)
    return isComplete
  }

  private mutating func isList(_ bytes: UnsafeRawBufferPointer, _ copied: Int) -> Bool {
    guard let name else { return false }
    // A name can be in the buffer, in the new bytes, or in both.
    let text = name.map { place in
      place < buffer.count ? buffer[place] : bytes[copied + place - buffer.count]
    }
    return Self.lists.contains(text)
  }

  private mutating func beginList() {
    buffer.removeLast(buffer.count - start)
    listDepth = depth
    hasList = true
    name = nil
  }

  private mutating func endValue(_ take: ([UInt8]) -> Void) {
    let isBlank = buffer[start...].allSatisfy { $0 <= 0x20 }
    if isBlank {
      buffer.removeLast(buffer.count - start)
    } else {
      buffer.append(UInt8(ascii: ","))
    }
    start = buffer.count
    if buffer.count > piece { flush(take) }
  }

  private mutating func flush(_ take: ([UInt8]) -> Void) {
    defer {
      buffer.removeAll(keepingCapacity: true)
      buffer.append(UInt8(ascii: "["))
      start = 1
    }
    guard buffer.count > 1 else { return }
    buffer[buffer.count - 1] = UInt8(ascii: "]")
    take(buffer)
  }

  /// Continues to the end of a value of the list, in which only strings and brackets matter, or to the
  /// end of `bytes`.
  private mutating func restOfValue(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> Int {
    var place = start
    while place < bytes.count, depth > listDepth {
      switch bytes[place] {
      case UInt8(ascii: "\""):
        place = endOfPlainText(bytes, place + 1)
        while place + 1 < bytes.count, bytes[place] == UInt8(ascii: "\\") {
          place = endOfPlainText(bytes, place + 2)
        }
        guard place < bytes.count, bytes[place] == UInt8(ascii: "\"") else {
          isInString = true
          isEscaped = place < bytes.count
          return bytes.count
        }
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      place += 1
    }
    return place
  }

  /// The first quote or backslash from `place`, eight bytes at a time.
  @inline(__always)
  private func endOfPlainText(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var place = place
    while place + 8 <= bytes.count {
      let word = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
      let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      if (((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)) & highs != 0 { break }
      place += 8
    }
    while place < bytes.count, bytes[place] != UInt8(ascii: "\""),
      bytes[place] != UInt8(ascii: "\\")
    { place += 1 }
    return place
  }
}
