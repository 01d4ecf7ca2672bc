/// Collects the pieces of a document and passes them on in large blocks, so that a document of any
/// length needs no more memory than one block.
///
///     let sink = TextSink { block in … }
///     sink.put("<dt>").put(name).put("</dt>\n")
///     sink.flush()
///
/// This is the only place that writes to memory without checks by Swift, because exports of 20,000
/// findings have several hundred million bytes in pieces of a dozen. A write never exceeds the
/// block, because the length of each piece is compared with the remaining space.
public final class TextSink {
  /// Receives a block; its bytes are invalid after the call.
  public typealias Consumer = (UnsafeRawBufferPointer) -> Void

  private static let room = 65_536
  private let block = UnsafeMutablePointer<UInt8>.allocate(capacity: TextSink.room)
  private var count = 0
  private let consume: Consumer

  /// Creates a sink whose blocks go to `consume`.
  public init(_ consume: @escaping Consumer) {
    self.consume = consume
  }

  deinit { block.deallocate() }

  /// Appends bytes unchanged; `put` does the same and can be chained.
  public func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.count > TextSink.room - count { flush() }
    guard bytes.count <= TextSink.room - count else {
      // A piece larger than a block is passed on separately.
      return consume(UnsafeRawBufferPointer(bytes))
    }
    guard let source = bytes.baseAddress else { return }
    (block + count).initialize(from: source, count: bytes.count)
    count += bytes.count
  }

  /// Appends one byte.
  public func append(byte: UInt8) {
    if count == TextSink.room { flush() }
    block[count] = byte
    count += 1
  }

  /// Appends a text unchanged.
  public func append(_ text: String) { text.withBytes { append($0) } }

  /// Appends a constant text unchanged.
  public func append(constant text: StaticString) { text.withUTF8Buffer { append($0) } }

  /// Passes on the remaining bytes, at the end of a document.
  public func flush() {
    guard count > 0 else { return }
    consume(UnsafeRawBufferPointer(start: block, count: count))
    count = 0
  }
}

/// Chainable variants. They are inlined, so that returning the sink costs nothing.
extension TextSink {
  /// Writes a text unchanged.
  @inlinable @discardableResult
  public func put(_ text: String) -> TextSink {
    append(text)
    return self
  }

  /// Writes a decimal number.
  @inlinable @discardableResult
  public func put(_ number: Int) -> TextSink {
    append(String(number))
    return self
  }

  /// Writes a number of spaces.
  @inlinable @discardableResult
  public func put(blanks: Int) -> TextSink {
    for _ in 0..<blanks { append(byte: UInt8(ascii: " ")) }
    return self
  }
}

extension TextSink {
  /// The output of `write` as one text.
  public static func text(_ write: (TextSink) -> Void) -> String {
    String(decoding: bytes(write), as: UTF8.self)
  }

  /// The output of `write` as bytes.
  static func bytes(_ write: (TextSink) -> Void) -> [UInt8] {
    final class Collected {
      var bytes: [UInt8] = []
    }
    let collected = Collected()
    let sink = TextSink { collected.bytes.append(contentsOf: $0) }
    write(sink)
    sink.flush()
    return collected.bytes
  }
}

extension String {
  /// The first byte of the text's UTF-8.
  @inlinable
  package var firstByte: UInt8? { withBytes { $0.isEmpty ? nil : $0[0] } }

  /// The last byte of the text's UTF-8.
  @inlinable
  package var lastByte: UInt8? { withBytes { $0.isEmpty ? nil : $0[$0.count - 1] } }

  /// Passes the UTF-8 of the text to `body`, without a copy unless the string is bridged.
  @inlinable
  package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
  }
}
