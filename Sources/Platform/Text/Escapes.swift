/// The escapes of characters with a meaning in one kind of text.
///
///     static let escapes = Escapes(["&": "&amp;", "<": "&lt;"])
///
/// For most texts the only cost is testing each byte for membership in a set, because nothing is
/// escaped.
public final class Escapes: Sendable {
  /// Whether the byte at a position has a meaning there.
  public typealias Condition = @Sendable (UnsafeBufferPointer<UInt8>, Int) -> Bool

  /// The characters that need no escape: printable ASCII without the escaped characters.
  private let plain: ASCIISet
  /// The characters that the table covers: these and the escaped ones.
  private let known: ASCIISet
  /// The escape of each ASCII character that has one.
  private let texts: [[UInt8]?]
  /// The condition of each character that has one.
  private let conditions: [Condition?]

  /// The `escapes` of ASCII characters. Characters that are neither printable ASCII nor in the
  /// table take a slower path. A character with a condition is escaped only if the condition is
  /// met.
  public convenience init(
    _ escapes: KeyValuePairs<Unicode.Scalar, String>,
    where conditions: [Unicode.Scalar: Condition] = [:]
  ) {
    var texts = [[UInt8]?](repeating: nil, count: 128)
    for (scalar, text) in escapes { texts[Int(UInt8(ascii: scalar))] = Array(text.utf8) }
    var all = [Condition?](repeating: nil, count: 128)
    for (scalar, condition) in conditions { all[Int(UInt8(ascii: scalar))] = condition }
    self.init(texts, all)
  }

  private init(_ texts: [[UInt8]?], _ conditions: [Condition?]) {
    self.texts = texts
    self.conditions = conditions
    let escaped = ASCIISet.all.filter { texts[Int($0)] != nil }
    plain = ASCIISet(ASCIISet.printable.filter { !escaped.contains($0) })
    known = ASCIISet(ASCIISet.printable + escaped)
  }

  /// The escapes of a text inside another one that `outer` escapes as well, such as markup in a
  /// JSON string. Characters with a condition here must need no escape there.
  public func within(_ outer: Escapes) -> Escapes {
    let both = ASCIISet.all.map { byte -> [UInt8]? in
      guard known.contains(byte) else { return nil }
      guard let text = texts[Int(byte)] else { return outer.texts[Int(byte)] }
      return text.flatMap { outer.texts[Int($0)] ?? [$0] }
    }
    return Escapes(both, conditions)
  }

  /// Whether `text` needs no escapes.
  public func areUnnecessary(in text: String) -> Bool {
    text.withBytes(areUnnecessary)
  }

  /// The same for the bytes of a text.
  public func areUnnecessary(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    plain.firstOther(in: bytes, from: 0) == bytes.count
  }

  /// Whether the table covers every character of `text`.
  public func areSufficient(for text: String) -> Bool {
    text.withBytes { known.firstOther(in: $0, from: 0) == $0.count }
  }

  /// `text` with escapes; characters that the table does not cover are unchanged.
  public func escaped(_ text: String) -> String {
    var result: [UInt8] = []
    text.withBytes { bytes in
      result.reserveCapacity(bytes.count + 32)
      forEachPart(of: bytes, from: plain.firstOther(in: bytes, from: 0)) {
        result.append(contentsOf: $0)
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Calls `body` with the parts of the escaped text; nothing is escaped before `first`.
  private func forEachPart(
    of bytes: UnsafeBufferPointer<UInt8>, from first: Int,
    _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var (start, place) = (0, first)
    while place < bytes.count {
      if let escape = escape(in: bytes, at: place) {
        body(UnsafeBufferPointer(rebasing: bytes[start..<place]))
        escape.withUnsafeBufferPointer(body)
        start = place + 1
      }
      place = plain.firstOther(in: bytes, from: place + 1)
    }
    body(UnsafeBufferPointer(rebasing: bytes[start...]))
  }

  /// The escape of the byte at `place`; nil if it needs none there.
  private func escape(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> [UInt8]? {
    let byte = Int(bytes[place])
    guard byte < 128, let text = texts[byte] else { return nil }
    if let condition = conditions[byte], !condition(bytes, place) { return nil }
    return text
  }

  /// Appends `bytes`, escaped; returns false and appends nothing if the table does not cover them
  /// all.
  fileprivate func append(_ bytes: UnsafeBufferPointer<UInt8>, to sink: TextSink) -> Bool {
    let first = plain.firstOther(in: bytes, from: 0)
    if first == bytes.count {
      sink.append(bytes)
      return true
    }
    guard known.firstOther(in: bytes, from: first) == bytes.count else { return false }
    forEachPart(of: bytes, from: first, sink.append)
    return true
  }
}

extension TextSink {
  /// Appends `text` with `escapes`. If they do not cover it, the output of the slower `otherwise`
  /// is appended.
  public func append(_ text: String, _ escapes: Escapes, otherwise: (String) -> String) {
    let isDone = text.withBytes { escapes.append($0, to: self) }
    if !isDone { append(otherwise(text)) }
  }

  /// Writes `text` with `escapes`, or the output of `otherwise`.
  @inlinable @discardableResult
  public func put(
    _ text: String, _ escapes: Escapes, otherwise: (String) -> String
  ) -> TextSink {
    append(text, escapes, otherwise: otherwise)
    return self
  }
}
