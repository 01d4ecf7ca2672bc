internal import CNcurses
import Model
import Platform

/// The clipboard of the auditor's own machine, reached through the terminal.
enum Clipboard {
  /// The longest base64 text that terminals accept in one sequence.
  static let maximumBytes = 74_994

  /// Copies a text to the clipboard; returns a message about where it went, or why it failed.
  ///
  /// With its default settings, tmux drops the escape sequence, so tmux is called instead. The
  /// program cannot know whether a terminal accepted the sequence, so the message says "sent", not
  /// "copied".
  static func send(_ text: String, terminal: String) -> (words: String, isDone: Bool) {
    let size = "\(text.count) character\(text.count == 1 ? "" : "s")"
    if Environment.variable("TMUX") != nil,
      ForegroundProgram.run(["tmux", "load-buffer", "-w", "-"], input: text) == 0
    {
      return ("sent to tmux: \(size)", true)
    }
    guard !terminal.hasPrefix("vt"), terminal != "linux", terminal != "ansi" else {
      return ("this terminal has no clipboard access", false)
    }
    let encoded = Base64.encode(Array(text.utf8))
    guard encoded.utf8.count <= maximumBytes else {
      return ("\(size) is more than terminals accept; nothing was copied", false)
    }
    iamr_write_sequence("\u{1B}]52;c;\(encoded)\u{07}")
    return ("sent to the terminal: \(size)", true)
  }
}
