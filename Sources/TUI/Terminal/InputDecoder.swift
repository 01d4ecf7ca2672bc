/// Decodes the bytes of a terminal into keys.
///
/// `get_wch` of ncurses is not used. It cannot distinguish missing input from a dropped connection,
/// it splits a sequence that arrives in pieces into letters (and letters make decisions here), and it
/// recognizes only the keys of TERM. This decoder recognizes all sequences of xterm, VT220, rxvt,
/// PuTTY and the Linux console, regardless of TERM, and drops unknown sequences completely.
///
///     1B 5B 36 7E            ESC [ 6 ~       .pageDown
///     1B 5B 39 39 39 7E      ESC [ 9 9 9 ~   nothing
///     1B        … 25 ms …                    .escape
///     1B        … 25 ms …   5B 36 7E         .escape, .pageDown
///     1B 70                  ESC p           .alternate("p")
public struct InputDecoder: Sendable {
  private enum State: Hashable, Sendable {
    case ground
    case escape
    /// After an ESC that was the Escape key, because nothing followed in time.
    case escaped
    /// After a [ that follows such an ESC: a key, unless the rest of a late sequence follows at
    /// once.
    case lateControl
    /// After ESC [ and these bytes.
    case control([UInt8])
    /// After ESC O, and the number that rxvt and others send before the letter.
    case single
    /// After ESC [ [, which the first five function keys of the Linux console send before a letter.
    case linuxFunction
    /// In the three bytes after ESC [ M.
    case oldMouse(left: Int)
    /// In a response of the terminal, which contains no keys.
    case string(length: Int)
    /// Between the start and end marks of a paste; `depth` counts the start marks without an end
    /// mark.
    case paste(depth: Int)
    /// After a Ctrl-C that cancelled a paste. Bytes that follow at once still belong to the paste,
    /// because nobody types that fast.
    case cancelledPaste
    /// In the rest of a cancelled paste, up to its end mark.
    case droppedPaste
  }

  private var state = State.ground
  private var utf8: [UInt8] = []
  private var pasted: [UInt8] = []
  private var events: [InputEvent] = []

  /// The maximum length of a sequence; anything longer is noise.
  private static let longestSequence = 64
  private static let longestString = 4096
  /// The maximum length of a paste; the rest is dropped.
  private static let longestPaste = 1 << 20
  private static let pasteStart = Array("\u{1B}[200~".utf8)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// Bytes that the terminal sends together arrive within this time.
  private static let burstMilliseconds = 25
  private static let sequenceMilliseconds = 300
  private static let pasteMilliseconds = 5000

  /// A decoder in its initial state.
  public init() {}

  /// The time to wait for the next byte before `flush` is called; nil if no sequence is incomplete.
  public var patienceMilliseconds: Int? {
    switch state {
    case .ground, .escaped: nil
    case .escape, .lateControl, .cancelledPaste: Self.burstMilliseconds
    // This can be the beginning of a start mark. The paste after it must not be decoded as keys.
    case .control(let parameters) where "200".utf8.starts(with: parameters):
      Self.pasteMilliseconds
    case .control, .single, .linuxFunction, .oldMouse, .string: Self.sequenceMilliseconds
    // An end mark inside nested start marks ends the paste, unless more bytes follow.
    case .paste where endsInEndMark: Self.burstMilliseconds
    case .paste, .droppedPaste: Self.pasteMilliseconds
    }
  }

  /// Decodes bytes; returns the events that they complete.
  public mutating func decode(_ bytes: some Sequence<UInt8>) -> [InputEvent] {
    for byte in bytes { take(byte) }
    defer { events.removeAll() }
    return events
  }

  /// Returns the events that are complete because nothing followed in time. A single ESC is the
  /// Escape key, a paste without an end mark ends, and any other incomplete sequence is dropped.
  public mutating func flush() -> [InputEvent] {
    let (ended, isWhole) = (state, endsInEndMark)
    state = ended == .escape ? .escaped : .ground
    switch ended {
    case .escape: return [.key(.escape)]
    case .lateControl: return [.key(.character("["))]
    case .paste: return [isWhole ? .paste(takePasted()) : .unfinishedPaste(takePasted())]
    default:
      pasted = []
      return []
    }
  }

  /// The event for an interrupt signal, which cancels a paste as Ctrl-C does.
  public mutating func interrupt() -> InputEvent {
    guard case .paste = state else { return .interrupt }
    state = .cancelledPaste
    pasted = []
    return .pasteCancelled
  }

  private mutating func take(_ byte: UInt8) {
    switch state {
    case .escaped where byte == UInt8(ascii: "["): state = .lateControl
    case .ground, .escaped:
      state = .ground
      takeInGround(byte)
    case .escape: takeAfterEscape(byte)
    case .lateControl where byte < 0x20:
      end(with: .character("["))
      take(byte)
    case .lateControl: take(byte, after: [])
    case .control(let parameters): take(byte, after: parameters)
    // A control character ends an invalid sequence. It can begin another one, even a paste.
    case .single where byte < 0x20, .linuxFunction where byte < 0x20,
      .oldMouse where byte < 0x20:
      state = .ground
      take(byte)
    case .single:
      // A digit is a modifier of rxvt or xterm; the letter follows.
      if (0x30...0x3B).contains(byte) { return }
      end(with: EscapeSequence.single(byte))
    case .linuxFunction: end(with: (0x41...0x45).contains(byte) ? .function(Int(byte) - 0x40) : nil)
    case .oldMouse(let left): state = left > 1 ? .oldMouse(left: left - 1) : .ground
    case .string(let length): takeInString(byte, length: length)
    case .paste(let depth): takeInPaste(byte, depth: depth)
    case .cancelledPaste, .droppedPaste: takeInDroppedPaste(byte)
    }
  }

  private mutating func end(with key: Key?) {
    state = .ground
    if let key { events.append(.key(key)) }
  }

  private mutating func takeInGround(_ byte: UInt8) {
    guard utf8.isEmpty, byte < 0x80 else { return takeUTF8(byte) }
    switch byte {
    case 0x1B: state = .escape
    case 0x03: events.append(.interrupt)
    case 0x1A: events.append(.suspend)
    default: events.append(.key(Self.key(ascii: byte)))
    }
  }

  private static func key(ascii byte: UInt8) -> Key {
    switch byte {
    case 0x08, 0x7F: .backspace
    case 0x09: .tab
    case 0x0A, 0x0D: .enter
    case 0x00..<0x20: .control(Character(Unicode.Scalar(byte | 0x40)).lowercasedOne)
    default: .character(Character(Unicode.Scalar(byte)))
    }
  }

  /// Collects the bytes of a character; invalid bytes are dropped.
  private mutating func takeUTF8(_ byte: UInt8) {
    let isContinuation = byte & 0xC0 == 0x80
    guard let lead = utf8.first else {
      if byte >= 0xC2, byte < 0xF5 { utf8 = [byte] }
      return
    }
    guard isContinuation else {
      utf8 = []
      return take(byte)
    }
    utf8.append(byte)
    let wanted = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    guard utf8.count == wanted else { return }
    let scalars = String(decoding: utf8, as: UTF8.self).unicodeScalars
    utf8 = []
    // C1 control characters begin sequences on 8-bit terminals, and are never keys.
    guard scalars.count == 1, let scalar = scalars.first, scalar != "\u{FFFD}",
      scalar.value >= 0xA0
    else { return }
    events.append(.key(.character(Character(scalar))))
  }

  private mutating func takeAfterEscape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["): state = .control([])
    case UInt8(ascii: "O"): state = .single
    case UInt8(ascii: "P"), UInt8(ascii: "]"), UInt8(ascii: "_"), UInt8(ascii: "^"),
      UInt8(ascii: "X"):
      state = .string(length: 0)
    case 0x1B: events.append(.key(.escape))
    case 0x21..<0x7F:
      end(with: .alternate(Character(Unicode.Scalar(byte))))
    default:
      end(with: .escape)
      take(byte)
    }
  }

  private mutating func take(_ byte: UInt8, after parameters: [UInt8]) {
    switch byte {
    case 0x1B: state = .escape
    case 0x5B where parameters.isEmpty: state = .linuxFunction
    // rxvt ends shifted keys with $, which is not a final byte.
    case 0x20..<0x40:
      state = .control(parameters)
      if parameters.count < Self.longestSequence { state = .control(parameters + [byte]) }
    case 0x40..<0x7F:
      state = .ground
      finish(EscapeSequence(parameters: parameters, final: byte))
    default:
      // A control character ends an invalid sequence, and is itself a key.
      state = .ground
      take(byte)
    }
  }

  private mutating func finish(_ sequence: EscapeSequence) {
    if sequence.beginsPaste {
      state = .paste(depth: 1)
    } else if sequence.isOldMouse {
      state = .oldMouse(left: 3)
    } else if let mouse = sequence.mouse {
      events.append(.mouse(mouse))
    } else if let key = sequence.key {
      events.append(.key(key))
    }
  }

  private mutating func takeInString(_ byte: UInt8, length: Int) {
    switch byte {
    // A string ends with BEL or ESC \. The length `longestString` records that ESC was read; a byte
    // other than the backslash then continues a new sequence.
    case 0x07: state = .ground
    case 0x1B: state = .string(length: Self.longestString)
    case UInt8(ascii: "\\") where length == Self.longestString: state = .ground
    case _ where length == Self.longestString:
      state = .escape
      take(byte)
    case 0x00..<0x20:
      state = .ground
      take(byte)
    default: state = .string(length: min(length + 1, Self.longestString - 1))
    }
  }

  /// Pasted bytes as text; terminals send a line break as the Enter key's CR.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let string = String(decoding: bytes, as: UTF8.self)
    // Swift treats CR LF as one character.
    return String(string.map { $0 == "\r" || $0 == "\r\n" ? "\n" : $0 })
  }

  private var endsInEndMark: Bool {
    pasted.suffix(Self.pasteEnd.count).elementsEqual(Self.pasteEnd)
  }

  /// Terminals enclose a paste in one pair of marks, but some do not filter marks from the pasted
  /// text. An inner start mark is text. After it, an end mark ends the paste only if nothing
  /// follows at once.
  private mutating func takeInPaste(_ byte: UInt8, depth: Int) {
    if byte == 0x03 {
      events.append(interrupt())
      return
    }
    pasted.append(byte)
    if byte == UInt8(ascii: "~") {
      if endsInEndMark {
        state = depth == 1 ? .ground : .paste(depth: depth - 1)
        if depth == 1 { events.append(.paste(takePasted())) }
      } else if pasted.suffix(Self.pasteStart.count).elementsEqual(Self.pasteStart) {
        state = .paste(depth: depth + 1)
      }
    } else if pasted.count > 2 * Self.longestPaste {
      // The last bytes are kept, because they can be the beginning of the end mark.
      pasted.removeSubrange(Self.longestPaste..<pasted.count - Self.pasteEnd.count)
    }
  }

  private mutating func takeInDroppedPaste(_ byte: UInt8) {
    state = byte == 0x03 ? .cancelledPaste : .droppedPaste
    pasted = pasted.suffix(Self.pasteEnd.count - 1) + [byte]
    guard endsInEndMark else { return }
    state = .ground
    pasted = []
  }

  /// The text of the finished paste.
  private mutating func takePasted() -> String {
    defer { pasted = [] }
    if endsInEndMark { pasted.removeLast(Self.pasteEnd.count) }
    return Self.text(pasted.prefix(Self.longestPaste))
  }
}

extension Character {
  fileprivate var lowercasedOne: Character { lowercased().first ?? self }
}
