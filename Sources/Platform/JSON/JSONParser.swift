/// Parses a text in one pass and writes its tape.
struct JSONParser {
  /// An error of the parser, with a byte offset.
  struct Failure: Error {
    enum Reason {
      case plain(JSONError.Reason)
      case duplicateKey(String, firstOffset: Int)
    }
    let reason: Reason
    let offset: Int

    func located(_ position: (Int) -> TextPosition) -> JSONError.Reason {
      switch reason {
      case .plain(let reason): reason
      case .duplicateKey(let key, let first): .duplicateKey(key, first: position(first))
      }
    }
  }

  private(set) var tape: [JSONDocument.Entry] = []
  private let bytes: UnsafeBufferPointer<UInt8>
  private let limits: JSONDocument.Limits
  private let prunedList: [UInt8]
  private let pruningFlag: [UInt8]
  private var position = 0
  private var depth = 0
  /// The names of the object whose duplicate members are searched.
  var keys: [Int] = []

  init(
    _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONDocument.Limits,
    pruning: JSONDocument.Pruning?
  ) {
    self.bytes = bytes
    self.limits = limits
    prunedList = pruning.map { Array($0.list.utf8) } ?? []
    pruningFlag = pruning.map { Array($0.keepingWhere.utf8) } ?? []
  }

  mutating func parse() throws(Failure) {
    guard bytes.count <= limits.bytes else { throw failure(.tooLarge(limit: limits.bytes)) }
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { position = 3 }
    skipWhitespace()
    guard position < bytes.count else { throw failure(.empty) }
    // Reserved memory that is not written costs nothing; growing would copy the tape at its
    // largest.
    tape.reserveCapacity(bytes.count / 16 + 16)
    try parseValue(prunes: false)
    skipWhitespace()
    guard position == bytes.count else { throw failure(.trailingData) }
  }

  func source(_ entry: JSONDocument.Entry) -> Slice<UnsafeBufferPointer<UInt8>> {
    bytes[Int(entry.offset)..<Int(entry.end)]
  }

  func rawKey(_ index: Int) -> Slice<UnsafeBufferPointer<UInt8>> {
    bytes[Int(tape[index].offset) + 1..<Int(tape[index].end) - 1]
  }

  private func failure(_ reason: JSONError.Reason, at offset: Int? = nil) -> Failure {
    Failure(reason: .plain(reason), offset: offset ?? position)
  }

  /// The current byte, or 0 at the end, which is never valid in JSON.
  private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

  private mutating func parseValue(prunes: Bool) throws(Failure) {
    switch current {
    case UInt8(ascii: "{"): try parseObject()
    case UInt8(ascii: "["): try parseArray(prunes: prunes)
    case UInt8(ascii: "\""): try parseString()
    case UInt8(ascii: "t"): try parseWord("true", .true)
    case UInt8(ascii: "f"): try parseWord("false", .false)
    case UInt8(ascii: "n"): try parseWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try parseNumber()
    default: throw failure(.expectedValue)
    }
  }

  private mutating func open(_ kind: JSONDocument.Entry.Kind) throws(Failure) -> Int {
    depth += 1
    guard depth <= limits.depth else { throw failure(.tooDeep(limit: limits.depth)) }
    append(kind, from: position, hasEscapes: false)
    position += 1
    skipWhitespace()
    return tape.count - 1
  }

  private mutating func close(_ index: Int) {
    position += 1
    depth -= 1
    tape[index].end = UInt32(position)
    tape[index].next = UInt32(tape.count)
  }

  private mutating func append(
    _ kind: JSONDocument.Entry.Kind, from start: Int, hasEscapes: Bool
  ) {
    tape.append(
      JSONDocument.Entry(
        offset: UInt32(start), end: UInt32(position), next: UInt32(tape.count + 1), kind: kind,
        hasEscapes: hasEscapes))
  }

  private mutating func parseObject() throws(Failure) {
    let index = try open(.object)
    if current == UInt8(ascii: "}") { return close(index) }
    while true {
      guard current == UInt8(ascii: "\"") else { throw failure(.expectedKey) }
      let key = tape.count
      try parseString()
      skipWhitespace()
      guard current == UInt8(ascii: ":") else { throw failure(.expectedColon) }
      position += 1
      skipWhitespace()
      try parseValue(prunes: !prunedList.isEmpty && isKey(key, equalTo: prunedList))
      skipWhitespace()
      switch current {
      case UInt8(ascii: ","):
        let comma = position
        position += 1
        skipWhitespace()
        if current == UInt8(ascii: "}") { throw failure(.trailingComma, at: comma) }
      case UInt8(ascii: "}"):
        try refuseDuplicateKeys(of: index)
        return close(index)
      default: throw failure(.expectedCommaOrEndOfObject)
      }
    }
  }

  private mutating func parseArray(prunes: Bool) throws(Failure) {
    let index = try open(.array)
    if current == UInt8(ascii: "]") { return close(index) }
    while true {
      let element = tape.count
      try parseValue(prunes: false)
      if prunes { dropIfFlagged(element) }
      skipWhitespace()
      switch current {
      case UInt8(ascii: ","):
        let comma = position
        position += 1
        skipWhitespace()
        if current == UInt8(ascii: "]") { throw failure(.trailingComma, at: comma) }
      case UInt8(ascii: "]"): return close(index)
      default: throw failure(.expectedCommaOrEndOfList)
      }
    }
  }

  /// Drops the members of the element if its flag is false; the element itself stays in the list.
  private mutating func dropIfFlagged(_ element: Int) {
    guard tape[element].kind == .object else { return }
    var key = element + 1
    while key < tape.count {
      let value = key + 1
      if tape[value].kind == .false, isKey(key, equalTo: pruningFlag) {
        tape.removeLast(tape.count - element - 1)
        tape[element].kind = .dropped
        tape[element].next = UInt32(element + 1)
        return
      }
      key = Int(tape[value].next)
    }
  }

  private func isKey(_ index: Int, equalTo name: [UInt8]) -> Bool {
    let key = rawKey(index)
    return key.count == name.count && key.elementsEqual(name)
  }

  private mutating func parseWord(
    _ word: StaticString, _ kind: JSONDocument.Entry.Kind
  ) throws(Failure) {
    let start = position
    let count = word.utf8CodeUnitCount
    guard start + count <= bytes.count else { throw failure(.expectedValue) }
    for index in 0..<count where bytes[start + index] != word.utf8Start[index] {
      throw failure(.expectedValue)
    }
    position += count
    append(kind, from: start, hasEscapes: false)
  }

  private mutating func parseNumber() throws(Failure) {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "0") {
      position += 1
    } else {
      try skipDigits()
    }
    if current == UInt8(ascii: ".") {
      position += 1
      try skipDigits()
    }
    if current | 0x20 == UInt8(ascii: "e") {
      position += 1
      if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
      try skipDigits()
    }
    append(.number, from: start, hasEscapes: false)
  }

  private mutating func skipDigits() throws(Failure) {
    guard isDigit(current) else { throw failure(.invalidNumber) }
    while isDigit(current) { position += 1 }
  }

  private func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  /// Most of a formatted file is indentation, so spaces are skipped eight at a time.
  private mutating func skipWhitespace() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte > 0x20 { return }
      guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return }
      position += 1
      while position + 8 <= bytes.count, word(at: position) == 0x2020_2020_2020_2020 {
        position += 8
      }
    }
  }

  private func word(at offset: Int) -> UInt64 {
    UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: offset, as: UInt64.self)
  }

  private mutating func parseString() throws(Failure) {
    let start = position
    var hasEscapes = false
    position += 1
    while true {
      skipPlainText()
      guard position < bytes.count else { throw failure(.unterminatedString, at: start) }
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return append(.string, from: start, hasEscapes: hasEscapes)
      } else if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try skipEscape(stringStart: start)
      } else if byte < 0x20 {
        throw failure(.controlCharacterInString(byte))
      } else if byte < 0x80 {
        position += 1
      } else {
        try skipMultibyteScalar()
      }
    }
  }

  /// Skips eight bytes at a time, up to a quote, a backslash, a control character or non-ASCII.
  private mutating func skipPlainText() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    while position + 8 <= bytes.count {
      let word = word(at: position)
      let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let special =
        ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
        | (word &- ones &* 0x20) | word
      if special & highs != 0 { return }
      position += 8
    }
  }

  private mutating func skipEscape(stringStart: Int) throws(Failure) {
    guard position + 1 < bytes.count else {
      throw failure(.unterminatedString, at: stringStart)
    }
    switch bytes[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    case UInt8(ascii: "u"):
      let unit = try codeUnit(at: position)
      if unit & 0xFC00 == 0xD800 {
        guard position + 7 < bytes.count, bytes[position + 6] == UInt8(ascii: "\\"),
          bytes[position + 7] == UInt8(ascii: "u"),
          try codeUnit(at: position + 6) & 0xFC00 == 0xDC00
        else { throw failure(.loneSurrogate) }
        position += 12
      } else if unit & 0xFC00 == 0xDC00 {
        throw failure(.loneSurrogate)
      } else {
        position += 6
      }
    default: throw failure(.invalidEscape)
    }
  }

  private func codeUnit(at escape: Int) throws(Failure) -> UInt16 {
    guard escape + 6 <= bytes.count else { throw failure(.invalidEscape, at: escape) }
    var unit: UInt16 = 0
    for byte in bytes[escape + 2..<escape + 6] {
      guard let digit = hexDigit(byte) else { throw failure(.invalidEscape, at: escape) }
      unit = unit << 4 | UInt16(digit)
    }
    return unit
  }

  /// Skips a scalar of two to four bytes (RFC 3629): no overlong forms, no surrogates.
  private mutating func skipMultibyteScalar() throws(Failure) {
    let lead = bytes[position]
    let (count, lowest, highest): (Int, UInt8, UInt8) =
      switch lead {
      case 0xC2...0xDF: (2, 0x80, 0xBF)
      case 0xE0: (3, 0xA0, 0xBF)
      case 0xED: (3, 0x80, 0x9F)
      case 0xE1...0xEF: (3, 0x80, 0xBF)
      case 0xF0: (4, 0x90, 0xBF)
      case 0xF1...0xF3: (4, 0x80, 0xBF)
      case 0xF4: (4, 0x80, 0x8F)
      default: (0, 0, 0)
      }
    guard count > 0, position + count <= bytes.count,
      (lowest...highest).contains(bytes[position + 1]),
      bytes[position + 2..<max(position + 2, position + count)].allSatisfy({ $0 & 0xC0 == 0x80 })
    else { throw failure(.invalidUTF8) }
    position += count
  }
}

/// The value of a hexadecimal digit in ASCII; nil for other bytes.
package func hexDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
