import Foundation
import TestSupport

/// A terminal that runs a program, as a person would see it: a private tmux server whose only
/// window shows the program.
final class Tmux {
  /// The error if the screen did not show the expected text in time.
  struct Timeout: Error, CustomStringConvertible {
    let wanted: String
    let screen: String
    var description: String { "waited for \"\(wanted)\" on the screen:\n\(screen)" }
  }

  /// The time limit for a screen; only failing tests reach it.
  private static let patience = Duration.seconds(300)
  private let socket: String
  private let folder: TemporaryFolder

  /// Runs the shell command line `command` in a terminal of `columns` by `rows`.
  init(
    _ command: String, columns: Int = 80, rows: Int = 24, term: String = "xterm-256color",
    environment: [String: String] = [:]
  ) throws {
    folder = try TemporaryFolder()
    socket = folder.path + "/tmux"
    // The preferences of the person who runs the tests must not change the screen.
    let defaults = ["TERM": term, "XDG_CONFIG_HOME": folder.path + "/config"]
    let settings = environment.merging(defaults) { given, _ in given }
      .sorted { $0.key < $1.key }
      .map { "\($0.key)=\(Tmux.quoted($0.value))" }.joined(separator: " ")
    _ = try tmux([
      "-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
      "env -u NO_COLOR \(settings) \(command); status=$?; stty sane;"
        + " printf '\\033[?1049l\\nended with %s\\033[K\\n' $status; exec sleep 3600",
    ])
  }

  deinit { _ = try? tmux(["kill-server"]) }

  /// Presses keys, given by their names in tmux (`Enter`, `Tab`, `C-d`) or as characters.
  func press(_ keys: String...) throws {
    for key in keys { _ = try tmux(["send-keys", key]) }
  }

  /// Types `text` literally.
  func type(_ text: String) throws { _ = try tmux(["send-keys", "-l", text]) }

  /// Changes the size of the terminal.
  func resize(columns: Int, rows: Int) throws {
    _ = try tmux(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// The content of the server's paste buffer.
  func buffer() throws -> String { try tmux(["show-buffer"]) }

  /// The screen as text.
  func screen() throws -> String { try tmux(["capture-pane", "-p"]) }

  /// The process id of the program in the window.
  func shellProcess() throws -> String {
    try tmux(["display-message", "-p", "#{pane_pid}"]).trimmingCharacters(
      in: .whitespacesAndNewlines)
  }

  /// Waits until the screen shows `text`; returns the screen.
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

  /// What the status line of the console shows once the evidence is loaded.
  static let loaded = "undecided  saved"

  /// Waits until the console has loaded the evidence.
  func waitUntilLoaded() throws { try wait(for: Tmux.loaded) }

  /// `text` quoted as one word for a shell.
  static func quoted(_ text: String) -> String {
    "'" + text.replacing("'", with: "'\\''") + "'"
  }

  private func tmux(_ arguments: [String]) throws -> String {
    try Program.run(["-S", socket] + arguments, program: "/usr/bin/tmux").output
  }
}
