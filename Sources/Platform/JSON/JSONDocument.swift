/// A completely and strictly parsed JSON text, stored as its bytes and a tape of entries.
///
/// The tape lists the values in the order of the text. The entry of a container contains the index
/// of the entry after it, so that a value can be skipped in one step and objects are created only
/// on demand. The text `{"a": [1, "x"]}` becomes
///
///     0 object  next 5        (`next`: the entry after the whole value)
///     1   string "a"          (member names are entries too, before their values)
///     2   array  next 5
///     3     number 1
///     4     string "x"
///
/// The parsers in Foundation give no positions, accept invalid JSON, and handle duplicate members
/// differently; evidence must be cited by line, column and JSON pointer.
public final class JSONDocument: Sendable {
  package let bytes: [UInt8]
  package let tape: [Entry]
  private let lines: LineIndex

  /// One value or member name on the tape.
  package struct Entry: Sendable {
    package var offset: UInt32
    package var end: UInt32
    package var next: UInt32
    package var kind: Kind
    package var hasEscapes: Bool

    package enum Kind: UInt8, Sendable {
      case object, array, string, number, `true`, `false`, null
      case dropped
    }
  }

  /// Upper limits for a JSON text.
  public struct Limits: Sendable {
    /// The maximum nesting depth.
    public var depth = 128
    /// The maximum length, in bytes.
    public var bytes = 1 << 30

    /// Creates the limits for evidence and sessions: 128 levels, 1 GiB.
    public init() {}
  }

  /// List elements that are dropped while parsing, to save memory.
  ///
  /// AWS returns all versions of an AWS managed policy, but only the default version has an effect.
  public struct Pruning: Sendable {
    /// The name of the list.
    public let list: String
    /// The boolean member of an element; an element in which it is false is dropped.
    public let keepingWhere: String

    /// Drops the elements of lists named `list` whose member `keepingWhere` is false.
    public init(list: String, keepingWhere: String) {
      self.list = list
      self.keepingWhere = keepingWhere
    }
  }

  /// Parses `bytes` as strict JSON (RFC 8259; one byte order mark is skipped).
  ///
  /// Throws at the first error. Invalid UTF-8, unpaired surrogates, duplicate member names, data
  /// after the value and nesting beyond the limit are errors too.
  public init(
    _ bytes: [UInt8], limits: Limits = Limits(), pruning: Pruning? = nil
  ) throws(JSONError) {
    self.bytes = bytes
    let result: (Result<[Entry], JSONError>, LineIndex) = bytes.withUnsafeBufferPointer { buffer in
      let lines = LineIndex(buffer)
      var parser = JSONParser(buffer, limits: limits, pruning: pruning)
      do throws(JSONParser.Failure) {
        try parser.parse()
        return (.success(parser.tape), lines)
      } catch {
        let reason = error.located { lines.position(of: $0, in: buffer) }
        let position = lines.position(of: error.offset, in: buffer)
        return (
          .failure(JSONError(reason: reason, offset: error.offset, position: position)), lines
        )
      }
    }
    tape = try result.0.get()
    lines = result.1
  }

  /// The outermost value.
  public var root: JSONNode { JSONNode(document: self, index: 0) }

  func line(of offset: Int) -> Int {
    bytes.withUnsafeBufferPointer { lines.line(of: offset, in: $0) }
  }

  func position(of offset: Int) -> TextPosition {
    bytes.withUnsafeBufferPointer { lines.position(of: offset, in: $0) }
  }
}
