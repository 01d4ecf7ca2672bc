/// What stands for the bytes that would mean something in one kind of text.
///
///     static let escapes = Escapes(["&": "&amp;", "<": "&lt;"])
///
/// Looking up each byte in a table is all that most texts cost: nothing in them is escaped.
package struct Escapes: Sendable {
  /// Whether the byte at a place of a text means something there.
  package typealias Condition = @Sendable (UnsafeBufferPointer<UInt8>, Int) -> Bool

  private enum Kind {
    /// Stands for itself.
    static let plain: UInt8 = 0
    /// Has an escape, which may depend on its neighbours.
    static let escaped: UInt8 = 1
    /// Is more than a byte can tell, so that the whole text takes a slower way.
    static let unknown: UInt8 = 2
  }

  private var kinds: [UInt8]
  private var texts: [[UInt8]]
  private var conditions: [UInt8: Condition]

  /// The `escapes` of printable ASCII; other characters are for the slower way. What has a condition
  /// is escaped only where it holds.
  package init(
    _ escapes: KeyValuePairs<Unicode.Scalar, String>,
    where conditions: [Unicode.Scalar: Condition] = [:]
  ) {
    kinds = (0...255).map { (0x20...0x7E).contains($0) ? Kind.plain : Kind.unknown }
    texts = [[UInt8]](repeating: [], count: 256)
    self.conditions = [:]
    for (scalar, text) in escapes {
      let byte = UInt8(ascii: scalar)
      kinds[Int(byte)] = Kind.escaped
      texts[Int(byte)] = Array(text.utf8)
      self.conditions[byte] = conditions[scalar]
    }
  }

  /// The escapes of a text that stands in another in which `outer` has to be escaped as well, such
  /// as markup in a JSON string. What has a condition here must be plain there.
  package func within(_ outer: Escapes) -> Escapes {
    var both = self
    for byte in kinds.indices where both.kinds[byte] != Kind.unknown {
      let text = kinds[byte] == Kind.escaped ? texts[byte] : [UInt8(byte)]
      both.texts[byte] = text.flatMap { inner in
        outer.kinds[Int(inner)] == Kind.escaped ? outer.texts[Int(inner)] : [inner]
      }
      if outer.kinds[byte] == Kind.escaped { both.kinds[byte] = Kind.escaped }
    }
    return both
  }

  /// Whether every byte of `text` stands for itself.
  package func areNeedless(in text: String) -> Bool {
    text.withBytes { bytes in firstSpecial(in: bytes, from: 0) == bytes.count }
  }

  /// `text` with the escapes in it; other characters than printable ASCII stay.
  package func escaped(_ text: String) -> String {
    var result: [UInt8] = []
    text.withBytes { bytes in
      result.reserveCapacity(bytes.count + 32)
      forEachPart(of: bytes) { result.append(contentsOf: $0) }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// Gives `body` the parts that the escaped text is made of.
  fileprivate func forEachPart(
    of bytes: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void
  ) {
    var start = 0
    var place = firstSpecial(in: bytes, from: 0)
    while place < bytes.count {
      if let escape = escape(in: bytes, at: place) {
        body(UnsafeBufferPointer(rebasing: bytes[start..<place]))
        escape.withUnsafeBufferPointer(body)
        start = place + 1
      }
      place = firstSpecial(in: bytes, from: place + 1)
    }
    body(UnsafeBufferPointer(rebasing: bytes[start...]))
  }

  /// Whether every byte of `text` is one that the table knows.
  package func areEnough(for text: String) -> Bool {
    text.withBytes(areEnough)
  }

  fileprivate func areEnough(for bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.allSatisfy { kinds[Int($0)] != Kind.unknown }
  }

  /// The place of the first byte from `start` on that does not stand for itself, or the end.
  private func firstSpecial(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    kinds.withUnsafeBufferPointer { kinds in
      var place = start
      while place < bytes.count, kinds[Int(bytes[place])] == Kind.plain { place += 1 }
      return place
    }
  }

  /// What stands for the byte at `place`, which is not plain; nil where it stands for itself there.
  private func escape(in bytes: UnsafeBufferPointer<UInt8>, at place: Int) -> [UInt8]? {
    guard kinds[Int(bytes[place])] == Kind.escaped else { return nil }
    if !conditions.isEmpty, let condition = conditions[bytes[place]], !condition(bytes, place) {
      return nil
    }
    return texts[Int(bytes[place])]
  }
}

extension TextSink {
  /// Puts `text` with `escapes` in it. A text with anything but printable ASCII in it is put as
  /// `otherwise` makes it, the slower way.
  @discardableResult
  package func put(
    _ text: String, _ escapes: Escapes, otherwise: (String) -> String
  ) -> TextSink {
    let isPut = text.withBytes { bytes in
      guard escapes.areEnough(for: bytes) else { return false }
      escapes.forEachPart(of: bytes) { put($0) }
      return true
    }
    return isPut ? self : put(otherwise(text))
  }
}
