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

  /// Puts bytes as they are.
  @discardableResult
  public func put(_ bytes: UnsafeBufferPointer<UInt8>) -> TextSink {
    if bytes.count > TextSink.room - count { flush() }
    guard bytes.count <= TextSink.room - count else {
      // A piece larger than a block goes on its own.
      consume(UnsafeRawBufferPointer(bytes))
      return self
    }
    if let source = bytes.baseAddress {
      (block + count).initialize(from: source, count: bytes.count)
      count += bytes.count
    }
    return self
  }

  /// Puts one byte.
  @discardableResult
  public func put(byte: UInt8) -> TextSink {
    if count == TextSink.room { flush() }
    block[count] = byte
    count += 1
    return self
  }

  /// Puts so many blanks.
  @discardableResult
  public func put(blanks: Int) -> TextSink {
    for _ in 0..<blanks { put(byte: UInt8(ascii: " ")) }
    return self
  }

  /// Puts a text as it is.
  @discardableResult
  public func put(_ text: String) -> TextSink {
    text.withBytes { _ = put($0) }
    return self
  }

  /// Puts a number in decimal.
  @discardableResult
  public func put(_ number: Int) -> TextSink { put(String(number)) }

  /// Hands on what is left; a document ends with it.
  public func flush() {
    guard count > 0 else { return }
    consume(UnsafeRawBufferPointer(start: block, count: count))
    count = 0
  }
}

extension TextSink {
  /// What `write` puts, as one text.
  public static func text(_ write: (TextSink) -> Void) -> String {
    final class Collected {
      var bytes: [UInt8] = []
    }
    let collected = Collected()
    let sink = TextSink { collected.bytes.append(contentsOf: $0) }
    write(sink)
    sink.flush()
    return String(decoding: collected.bytes, as: UTF8.self)
  }
}

extension String {
  /// Gives the text's UTF-8 to `body`, without a copy but for texts that another language holds.
  @inlinable
  package func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    utf8.withContiguousStorageIfAvailable(body) ?? Array(utf8).withUnsafeBufferPointer(body)
  }
}
