/// A JSON text that was read whole and strictly, kept as its bytes and a tape of entries.
///
/// The tape lists the values in the order of the text; a container's entry says where the entries
/// after it begin, so that a value is skipped in one step and nothing is built before it is asked
/// for. The text `{"a": [1, "x"]}` becomes
///
///     0 object  next 5        (`next`: the entry after the whole value)
///     1   string "a"          (member names are entries too, before their values)
///     2   array  next 5
///     3     number 1
///     4     string "x"
///
/// Foundation's readers give no location, accept what is not JSON, and disagree about duplicate
/// members; evidence must be cited by line, column and JSON pointer.
public final class JSONDocument: Sendable {
  let bytes: [UInt8]
  let tape: [Entry]
  private let lines: LineIndex

  /// One value or member name on the tape.
  struct Entry: Sendable {
    var offset: UInt32
    var end: UInt32
    var next: UInt32
    var kind: Kind
    var hasEscapes: Bool

    enum Kind: UInt8, Sendable {
      case object, array, string, number, `true`, `false`, null
      case dropped
    }
  }

  /// What a reader accepts at most.
  public struct Limits: Sendable {
    /// How many brackets may be open at once.
    public var depth = 128
    /// The longest text, in bytes.
    public var bytes = 1 << 30

    /// The limits for evidence and sessions: 128 levels, 1 GiB.
    public init() {}
  }

  /// Elements of a list that are left out while reading, to save their memory.
  ///
  /// AWS returns every version an AWS managed policy ever had; only the default one has effect.
  public struct Pruning: Sendable {
    /// The member that holds the list.
    public let list: String
    /// The boolean member of an element; where it is false the element is dropped.
    public let keepingWhere: String

    /// Drops the elements of lists named `list` whose member `keepingWhere` is false.
    public init(list: String, keepingWhere: String) {
      self.list = list
      self.keepingWhere = keepingWhere
    }
  }

  /// Reads `bytes` as strict JSON (RFC 8259; one byte order mark is skipped).
  ///
  /// Throws at the first byte that is not as it must be: invalid UTF-8, lone surrogates, duplicate
  /// member names, data after the value and nesting beyond the limit are refused.
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
