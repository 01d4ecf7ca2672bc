import Foundation
import TestSupport

/// A terminal of a fixed size with a program in it, as a person sits before it: a private tmux
/// server whose only window shows the program.
final class Tmux {
  /// The screen did not show what was waited for; it showed this.
  struct Timeout: Error, CustomStringConvertible {
    let wanted: String
    let screen: String
    var description: String { "waited for \"\(wanted)\" on the screen:\n\(screen)" }
  }

  /// How long a screen may take; a test that passes never waits for it.
  private static let patience = Duration.seconds(300)
  private let socket: String
  private let folder: TemporaryFolder

  /// Opens `command`, a line for a shell, in a terminal of `columns` by `rows`.
  init(
    _ command: String, columns: Int = 80, rows: Int = 24, term: String = "xterm-256color",
    environment: [String: String] = [:]
  ) throws {
    folder = try TemporaryFolder()
    socket = folder.path + "/tmux"
    let settings = environment.merging(["TERM": term]) { given, _ in given }
      .sorted { $0.key < $1.key }
      .map { "\($0.key)=\(Tmux.quoted($0.value))" }.joined(separator: " ")
    _ = try tmux([
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "env -u NO_COLOR \(settings) \(command); status=$?; stty sane;"
        + " printf '\\033[?1049l\\nended with %s\\033[K\\n' $status; exec sleep 3600",
    ])
  }

  deinit { _ = try? tmux(["kill-server"]) }

  /// Presses keys, named as tmux names them (`Enter`, `Tab`, `C-d`) or typed as they are.
  func press(_ keys: String...) throws {
    for key in keys { _ = try tmux(["send-keys", key]) }
  }

  /// Types `text` as it is.
  func type(_ text: String) throws { _ = try tmux(["send-keys", "-l", text]) }

  /// Gives the terminal another size.
  func resize(columns: Int, rows: Int) throws {
    _ = try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// What was copied into the server's buffer last.
  func buffer() throws -> String { try tmux(["show-buffer"]) }

  /// The screen as text.
  func screen() throws -> String { try tmux(["capture-pane", "-p"]) }

  /// The process id of the program in the window.
  func shellProcess() throws -> String {
    try tmux(["display-message", "-p", "#{pane_pid}"]).trimmingCharacters(
      in: .whitespacesAndNewlines)
  }

  /// Waits until the screen shows `text`, and gives the screen.
  @discardableResult
  func wait(for text: String) throws -> String {
    let deadline = ContinuousClock.now + Tmux.patience
    while true {
      let screen = try screen()
      if screen.contains(text) { return screen }
      guard ContinuousClock.now < deadline else { throw Timeout(wanted: text, screen: screen) }
      Thread.sleep(forTimeInterval: 0.02)
    }
  }

  /// `text` as one word of a shell.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }

  private func tmux(_ arguments: [String]) throws -> String {
    try Program.run(["-S", socket] + arguments, program: "/usr/bin/tmux").output
  }
}
