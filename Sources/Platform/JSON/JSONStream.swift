/// Checks JSON text (RFC 8259) byte by byte as it arrives, and reports where its values begin and
/// end.
///
/// It stores only the open containers, so memory does not grow with the text. It rejects what
/// `JSONDocument` rejects, except duplicate members, because it does not remember names.
package struct JSONStream {
  /// An error, with the number of bytes before it.
  package struct Failure: Error, Hashable { package let offset: Int }

  /// The value or name that a byte begins or ends.
  package enum Event {
    case none
    case beginObject, endObject, beginArray, endArray
    case beginKey, endKey, beginString, endString
    /// A number, `true`, `false` or `null`; the end of a number is reported by `endedNumber`.
    case beginScalar, endScalar
  }

  private enum State {
    case value, firstElement, firstKey, key, colon, afterValue, done
    case string, escape, hex, literal
    case minus, zero, digits, point, fraction, exponent, exponentSign, exponentDigits
  }

  private static let deepest = JSONDocument.Limits().depth
  private var state = State.value
  private var objects: [Bool] = []
  private var isKey = false
  private var literal: ArraySlice<UInt8> = []
  /// The value of a `\u` escape so far, the number of digits left, and whether a low surrogate must
  /// follow.
  private var unit: UInt32 = 0
  private var digitsLeft = 0
  private var needsLowSurrogate = false
  /// The number of bytes left in a multibyte character, and the valid range of the next byte.
  private var charactersLeft = 0
  private var next: ClosedRange<UInt8> = 0x80...0xBF
  package private(set) var offset = 0
  /// Whether a number ended before the last byte.
  package private(set) var endedNumber = false

  package init() {}

  /// Whether the text is complete; only white space can follow.
  package var isDone: Bool { state == .done }

  /// Whether plain characters of a string can follow; these do not change the state.
  package var isInPlainString: Bool {
    state == .string && charactersLeft == 0 && !needsLowSurrogate
  }

  /// Records `count` printable ASCII characters of a string, other than `"` and `\`.
  package mutating func skip(_ count: Int) { offset += count }

  /// Throws if the text cannot end here.
  package func checkEnd() throws(Failure) { if state != .done { throw Failure(offset: offset) } }

  package mutating func step(_ byte: UInt8) throws(Failure) -> Event {
    offset += 1
    endedNumber = false
    switch state {
    case .string: return try character(byte)
    case .escape: try escape(byte)
    case .hex: try hexadecimal(byte)
    case .literal:
      guard byte == literal.first else { throw fault }
      literal.removeFirst()
      guard literal.isEmpty else { return .none }
      endValue()
      return .endScalar
    case .minus, .zero, .digits, .point, .fraction, .exponent, .exponentSign, .exponentDigits:
      if try number(byte) { return .none }
      endedNumber = true
      endValue()
      return try structure(byte)
    default: return try structure(byte)
    }
    return .none
  }

  private var fault: Failure { Failure(offset: offset) }

  private mutating func endValue() { state = objects.isEmpty ? .done : .afterValue }

  private mutating func structure(_ byte: UInt8) throws(Failure) -> Event {
    if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { return .none }
    switch (state, byte) {
    case (.firstElement, UInt8(ascii: "]")): return close()
    case (.value, _), (.firstElement, _): return try beginValue(byte)
    case (.firstKey, UInt8(ascii: "}")): return close()
    case (.firstKey, UInt8(ascii: "\"")), (.key, UInt8(ascii: "\"")):
      state = .string
      isKey = true
      return .beginKey
    case (.colon, UInt8(ascii: ":")): state = .value
    case (.afterValue, UInt8(ascii: ",")): state = objects.last == true ? .key : .value
    case (.afterValue, UInt8(ascii: "}")) where objects.last == true: return close()
    case (.afterValue, UInt8(ascii: "]")) where objects.last == false: return close()
    default: throw fault
    }
    return .none
  }

  private mutating func close() -> Event {
    let wasObject = objects.popLast() ?? false
    endValue()
    return wasObject ? .endObject : .endArray
  }

  private mutating func beginValue(_ byte: UInt8) throws(Failure) -> Event {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard objects.count < JSONStream.deepest else { throw fault }
      let isObject = byte == UInt8(ascii: "{")
      objects.append(isObject)
      state = isObject ? .firstKey : .firstElement
      return isObject ? .beginObject : .beginArray
    case UInt8(ascii: "\""):
      state = .string
      isKey = false
      return .beginString
    case UInt8(ascii: "t"): expect("rue")
    case UInt8(ascii: "f"): expect("alse")
    case UInt8(ascii: "n"): expect("ull")
    case UInt8(ascii: "-"): state = .minus
    case UInt8(ascii: "0"): state = .zero
    case UInt8(ascii: "1")...UInt8(ascii: "9"): state = .digits
    default: throw fault
    }
    return .beginScalar
  }

  private mutating func expect(_ rest: String) {
    literal = Array(rest.utf8)[...]
    state = .literal
  }

  /// Whether `byte` belongs to the number.
  private mutating func number(_ byte: UInt8) throws(Failure) -> Bool {
    let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    let isExponent = byte | 0x20 == UInt8(ascii: "e")
    switch state {
    case .minus where isDigit: state = byte == UInt8(ascii: "0") ? .zero : .digits
    case .digits where isDigit, .fraction where isDigit, .exponentDigits where isDigit: break
    case .zero where byte == UInt8(ascii: "."), .digits where byte == UInt8(ascii: "."):
      state = .point
    case .zero where isExponent, .digits where isExponent, .fraction where isExponent:
      state = .exponent
    case .point where isDigit: state = .fraction
    case .exponent where byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-"):
      state = .exponentSign
    case .exponent where isDigit, .exponentSign where isDigit: state = .exponentDigits
    case .zero, .digits, .fraction, .exponentDigits: return false
    default: throw fault
    }
    return true
  }

  private mutating func character(_ byte: UInt8) throws(Failure) -> Event {
    if charactersLeft > 0 {
      guard next.contains(byte) else { throw fault }
      charactersLeft -= 1
      next = 0x80...0xBF
      return .none
    }
    if needsLowSurrogate, byte != UInt8(ascii: "\\") { throw fault }
    switch byte {
    case UInt8(ascii: "\""):
      if isKey { state = .colon } else { endValue() }
      return isKey ? .endKey : .endString
    case UInt8(ascii: "\\"): state = .escape
    case 0x20..<0x80: break
    case 0xC2...0xDF: beginCharacter(1, 0x80...0xBF)
    case 0xE0: beginCharacter(2, 0xA0...0xBF)
    case 0xED: beginCharacter(2, 0x80...0x9F)
    case 0xE1...0xEF: beginCharacter(2, 0x80...0xBF)
    case 0xF0: beginCharacter(3, 0x90...0xBF)
    case 0xF1...0xF3: beginCharacter(3, 0x80...0xBF)
    case 0xF4: beginCharacter(3, 0x80...0x8F)
    default: throw fault
    }
    return .none
  }

  /// Starts a multibyte character (RFC 3629): no overlong forms, no surrogates.
  private mutating func beginCharacter(_ more: Int, _ range: ClosedRange<UInt8>) {
    charactersLeft = more
    next = range
  }

  private mutating func escape(_ byte: UInt8) throws(Failure) {
    if byte == UInt8(ascii: "u") {
      unit = 0
      digitsLeft = 4
      state = .hex
    } else if !needsLowSurrogate, "\"\\/bfnrt".utf8.contains(byte) {
      state = .string
    } else {
      throw fault
    }
  }

  private mutating func hexadecimal(_ byte: UInt8) throws(Failure) {
    guard let digit = hexDigit(byte) else { throw fault }
    unit = unit << 4 | UInt32(digit)
    digitsLeft -= 1
    guard digitsLeft == 0 else { return }
    let isLow = unit & 0xFC00 == 0xDC00
    guard isLow == needsLowSurrogate else { throw fault }
    needsLowSurrogate = unit & 0xFC00 == 0xD800
    state = .string
  }
}
