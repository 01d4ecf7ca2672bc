/// A value of a `JSONDocument`: an index into its tape.
public struct JSONNode: Sendable {
  /// The type of the value.
  public enum Kind: Sendable {
    case object, array, string, number, boolean, null
    /// An element that was dropped while parsing (`JSONDocument.Pruning`).
    case dropped
  }

  package let document: JSONDocument
  package let index: Int

  package init(document: JSONDocument, index: Int) {
    self.document = document
    self.index = index
  }

  private var entry: JSONDocument.Entry { document.tape[index] }

  /// The type of the value.
  public var kind: Kind {
    switch entry.kind {
    case .object: .object
    case .array: .array
    case .string: .string
    case .number: .number
    case .true, .false: .boolean
    case .null: .null
    case .dropped: .dropped
    }
  }

  /// The position of the value in the text.
  public var position: TextPosition { document.position(of: Int(entry.offset)) }

  /// The line of the value in the text, from 1.
  public var line: Int { document.line(of: Int(entry.offset)) }

  /// The text of a string; nil for other types.
  public var string: String? {
    entry.kind == .string ? decoded : nil
  }

  /// The value of `true` or `false`; nil for other types.
  public var boolean: Bool? {
    switch entry.kind {
    case .true: true
    case .false: false
    default: nil
    }
  }

  /// A whole number that fits into `Int`; nil for fractions, exponents and other types.
  public var integer: Int? { entry.kind == .number ? Int(rawText) : nil }

  /// The number as written; nil for other types.
  public var number: String? { entry.kind == .number ? rawText : nil }

  /// The unchanged text of the value.
  public var rawText: String {
    String(decoding: document.bytes[Int(entry.offset)..<Int(entry.end)], as: UTF8.self)
  }

  /// Whether the value is null.
  public var isNull: Bool { entry.kind == .null }

  /// The value of the member `name`; nil if it is missing or null, or if this is not an object.
  public subscript(name: String) -> JSONNode? {
    guard let found = place(of: name), document.tape[found].kind != .null else { return nil }
    return JSONNode(document: document, index: found)
  }

  /// Whether this is an object with a member `name`, null or not.
  package func has(_ name: String) -> Bool { place(of: name) != nil }

  /// The range of the value in the bytes of the text.
  package var range: Range<Int> { Int(entry.offset)..<Int(entry.end) }

  /// The tape index of the value of the member `name`.
  private func place(of name: String) -> Int? {
    guard entry.kind == .object else { return nil }
    var name = name
    return name.withUTF8 { wanted in
      document.bytes.withUnsafeBufferPointer { bytes -> Int? in
        var key = index + 1
        let end = Int(entry.next)
        while key < end {
          let candidate = document.tape[key]
          let (start, stop) = (Int(candidate.offset) + 1, Int(candidate.end) - 1)
          if candidate.hasEscapes {
            if JSONText.decode(bytes[start..<stop], hasEscapes: true).utf8.elementsEqual(wanted) {
              return key + 1
            }
          } else if stop - start == wanted.count, bytes[start..<stop].elementsEqual(wanted) {
            return key + 1
          }
          key = Int(document.tape[key + 1].next)
        }
        return nil
      }
    }
  }

  /// The members of an object in the order of the text; empty for other types.
  public var members: [(name: String, value: JSONNode)] {
    guard entry.kind == .object else { return [] }
    var result: [(name: String, value: JSONNode)] = []
    var key = index + 1
    let end = Int(entry.next)
    while key < end {
      result.append(
        (
          JSONNode(document: document, index: key).decoded,
          JSONNode(document: document, index: key + 1)
        ))
      key = Int(document.tape[key + 1].next)
    }
    return result
  }

  /// The elements of a list, including dropped ones; empty for other types.
  public var elements: [JSONNode] {
    guard entry.kind == .array else { return [] }
    var result: [JSONNode] = []
    var element = index + 1
    let end = Int(entry.next)
    while element < end {
      result.append(JSONNode(document: document, index: element))
      element = Int(document.tape[element].next)
    }
    return result
  }

  private var decoded: String {
    document.bytes.withUnsafeBufferPointer { bytes in
      JSONText.decode(
        bytes[Int(entry.offset) + 1..<Int(entry.end) - 1], hasEscapes: entry.hasEscapes)
    }
  }

  /// The text of the value without white space between its parts.
  public var compactText: String {
    document.bytes.withUnsafeBufferPointer { bytes in
      let source = bytes[Int(entry.offset)..<Int(entry.end)]
      return String(unsafeUninitializedCapacity: source.count) { output in
        var count = 0
        var isInString = false
        var isEscaped = false
        for byte in source {
          if isInString {
            if isEscaped {
              isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
              isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
              isInString = false
            }
          } else if byte == UInt8(ascii: "\"") {
            isInString = true
          } else if byte <= 0x20 {
            continue
          }
          output[count] = byte
          count += 1
        }
        return count
      }
    }
  }
}
