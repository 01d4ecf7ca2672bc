/// Takes a document piece by piece and hands its bytes on in large blocks, so that a document of
/// any length needs no more memory than one block.
///
///     let sink = TextSink { block in … }
///     sink.put("<dt>").put(name).put("</dt>\n")
///     sink.flush()
///
/// It is the one place where bytes are written to memory that Swift does not watch over: exports of
/// 20,000 findings are some hundred million bytes in pieces of a dozen. What is put never passes the
/// end of the block, because each piece is held against the room that is left.
public final class TextSink {
  /// Takes a block; its bytes are gone after the call.
  public typealias Consumer = (UnsafeRawBufferPointer) -> Void

  private static let room = 65_536
  private let block = UnsafeMutablePointer<UInt8>.allocate(capacity: TextSink.room)
  private var count = 0
  private let consume: Consumer

  /// A sink whose blocks go to `consume`.
  public init(_ consume: @escaping Consumer) {
    self.consume = consume
  }

  deinit { block.deallocate() }

  /// Appends bytes as they are; `put` does the same and can be continued.
  public func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.count > TextSink.room - count { flush() }
    guard bytes.count <= TextSink.room - count else {
      // A piece larger than a block goes on its own.
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

  /// Appends a text as it is.
  public func append(_ text: String) { text.withBytes { append($0) } }

  /// Appends a text that is part of the program, as it is.
  public func append(constant text: StaticString) { text.withUTF8Buffer { append($0) } }

  /// Hands on what is left; a document ends with it.
  public func flush() {
    guard count > 0 else { return }
    consume(UnsafeRawBufferPointer(start: block, count: count))
    count = 0
  }
}

/// The same in a row. It is inlined, so that returning the sink costs nothing.
extension TextSink {
  /// Puts a text as it is.
  @inlinable @discardableResult
  public func put(_ text: String) -> TextSink {
    append(text)
    return self
  }

  /// Puts a number in decimal.
  @inlinable @discardableResult
  public func put(_ number: Int) -> TextSink {
    append(String(number))
    return self
  }

  /// Puts so many blanks.
  @inlinable @discardableResult
  public func put(blanks: Int) -> TextSink {
    for _ in 0..<blanks { append(byte: UInt8(ascii: " ")) }
    return self
  }
}

extension TextSink {
  /// What `write` puts, as one text.
  public static func text(_ write: (TextSink) -> Void) -> String {
    String(decoding: bytes(write), as: UTF8.self)
  }

  /// What `write` puts, all of it.
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

  /// Gives the text's UTF-8 to `body`, without a copy but for texts that another language holds.
  @inlinable
  package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
  }
}
