/// What stands for the bytes that would mean something in one kind of text.
///
///     static let escapes = Escapes(["&": "&amp;", "<": "&lt;"])
///
/// Asking of each byte whether it is in a set is all that most texts cost: nothing in them is
/// escaped.
public final class Escapes: Sendable {
  /// Whether the byte at a place of a text means something there.
  public typealias Condition = @Sendable (UnsafeBufferPointer<UInt8>, Int) -> Bool

  /// What stands for itself: the printable characters of ASCII but those that are escaped.
  private let plain: ASCIISet
  /// What the table knows: that, and what has an escape.
  private let known: ASCIISet
  /// The escape of each character of ASCII that has one.
  private let texts: [[UInt8]?]
  /// The condition of each that has one.
  private let conditions: [Condition?]

  /// The `escapes` of characters of ASCII. What is neither printable ASCII nor among them is for the
  /// slower way. What has a condition is escaped only where it holds.
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

  /// The escapes of a text that stands in another in which `outer` has to be escaped as well, such
  /// as markup in a JSON string. What has a condition here must be plain there.
  public func within(_ outer: Escapes) -> Escapes {
    let both = ASCIISet.all.map { byte -> [UInt8]? in
      guard known.contains(byte) else { return nil }
      guard let text = texts[Int(byte)] else { return outer.texts[Int(byte)] }
      return text.flatMap { outer.texts[Int($0)] ?? [$0] }
    }
    return Escapes(both, conditions)
  }

  /// Whether every byte of `text` stands for itself.
  public func areNeedless(in text: String) -> Bool {
    text.withBytes(areNeedless)
  }

  /// The same of a text's bytes.
  public func areNeedless(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    plain.firstOther(in: bytes, from: 0) == bytes.count
  }

  /// Whether the table knows every character of `text`.
  public func areEnough(for text: String) -> Bool {
    text.withBytes { known.firstOther(in: $0, from: 0) == $0.count }
  }

  /// `text` with the escapes in it; what the table does not know stays.
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

  /// Gives `body` the parts that the escaped text is made of; before `first` nothing is escaped.
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

  /// What stands for the byte at `place`; nil where it stands for itself there.
  private func escape(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> [UInt8]? {
    let byte = Int(bytes[place])
    guard byte < 128, let text = texts[byte] else { return nil }
    if let condition = conditions[byte], !condition(bytes, place) { return nil }
    return text
  }

  /// Appends `bytes` escaped; false, and nothing appended, where the table does not know them all.
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
  /// Appends `text` with `escapes` in it. A text with anything in it that they do not know is
  /// appended as `otherwise` makes it, the slower way.
  public func append(_ text: String, _ escapes: Escapes, otherwise: (String) -> String) {
    let isDone = text.withBytes { escapes.append($0, to: self) }
    if !isDone { append(otherwise(text)) }
  }

  /// Puts `text` with `escapes` in it, or as `otherwise` makes it.
  @inlinable @discardableResult
  public func put(
    _ text: String, _ escapes: Escapes, otherwise: (String) -> String
  ) -> TextSink {
    append(text, escapes, otherwise: otherwise)
    return self
  }
}
