internal import CNcurses

/// The auditor's clipboard, on the other side of the line.
enum Clipboard {
  /// The most that terminals take in one piece, in base64.
  static let mostBytes = 74_994

  /// Sends a text there; says in words where it went, or why not.
  ///
  /// tmux drops the escape sequence with its default settings, so it is asked itself. Whether a
  /// terminal took the sequence cannot be known: it is sent, not copied.
  static func send(_ text: String, terminal: String) -> (words: String, isDone: Bool) {
    let size = "\(text.count) character\(text.count == 1 ? "" : "s")"
    if OtherProgram.environment("TMUX") != nil,
      OtherProgram.run(["tmux", "load-buffer", "-w", "-"], input: text) == 0
    {
      return ("sent to tmux: \(size)", true)
    }
    guard !terminal.hasPrefix("vt"), terminal != "linux", terminal != "ansi" else {
      return ("this terminal has no clipboard", false)
    }
    let encoded = base64(Array(text.utf8))
    guard encoded.utf8.count <= mostBytes else {
      return ("\(size) are more than terminals take; nothing was sent", false)
    }
    iamr_tell("\u{1B}]52;c;\(encoded)\u{07}")
    return ("sent to the terminal: \(size)", true)
  }

  /// The bytes in base64 (RFC 4648).
  static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var result: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let padded = Array(group) + Array(repeating: 0, count: 3 - group.count)
      let number = padded.reduce(0) { $0 << 8 | Int($1) }
      for place in 0..<4 {
        let letter = letters[number >> (18 - 6 * place) & 63]
        result.append(place <= group.count ? letter : UInt8(ascii: "="))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
