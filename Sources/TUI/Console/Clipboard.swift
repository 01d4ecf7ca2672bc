internal import CNcurses
import Model

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
      return ("this terminal has no clipboard access", false)
    }
    let encoded = Base64.encode(Array(text.utf8))
    guard encoded.utf8.count <= mostBytes else {
      return ("\(size) is more than terminals accept; nothing was copied", false)
    }
    iamr_tell("\u{1B}]52;c;\(encoded)\u{07}")
    return ("sent to the terminal: \(size)", true)
  }
}
