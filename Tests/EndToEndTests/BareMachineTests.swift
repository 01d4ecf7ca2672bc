import TestSupport
import Testing

/// The program on a machine without a terminal database and without `/proc`, such as a chroot.
@Suite struct BareMachineTests {
  /// Hides the terminal databases and `/proc` from the program that follows.
  private static let bare = """
    unshare -m sh -c '
      for folder in /etc/terminfo /lib/terminfo /usr/lib/terminfo /usr/share/terminfo /proc; do
        if [ -d $folder ]; then mount -t tmpfs none $folder || exit; fi
      done
      exec "$@"' sh
    """
  private static let canHide: Bool =
    (try? Program.run(["-c", "\(bare) true"], program: "/bin/sh").status) == 0

  @Test(
    "the console opens without a terminal database and without /proc",
    .enabled(if: canHide, "no right to mount a file system"),
    arguments: [
      ("xterm-256color", ""), ("tmux-256color", ""), ("screen", ""), ("linux", ""), ("vt100", ""),
      ("nonsense", "TERM nonsense is unknown on this machine; using xterm-256color"),
      ("''", "TERM is not set; using xterm-256color"),
    ])
  func console(term: String, notice: String) throws {
    let folder = try TemporaryFolder()
    let terminal = try Tmux(
      "env TERM=\(term) \(Self.bare) \(Program.path) --session \(folder.path)/review.json",
      columns: 100)
    let screen = try terminal.wait(for: Tmux.loaded)
    #expect(notice.isEmpty ? !screen.contains("TERM") : screen.contains(notice), "\(screen)")
    try terminal.press("4", "j", "j")
    try terminal.wait(for: "roles 3/36")
    try terminal.press("q")
    try terminal.wait(for: "ended with 0")
  }

  @Test(
    "a terminal that cannot position the cursor is refused in one line, also without a database",
    .enabled(if: canHide, "no right to mount a file system"))
  func dumb() throws {
    let terminal = try Tmux("env TERM=dumb \(Self.bare) \(Program.path)", columns: 100)
    let screen = try terminal.wait(for: "ended with 4")
    #expect(screen.contains("the terminal \"dumb\" cannot position the cursor"), "\(screen)")
  }

  @Test("a terminal is used although TERMINFO names a folder that does not exist")
  func missingFolder() throws {
    let folder = try TemporaryFolder()
    let terminal = try Tmux(
      "\(Program.path) --session \(folder.path)/review.json", columns: 100, term: "nonsense",
      environment: ["TERMINFO": folder.path + "/missing"])
    let screen = try terminal.wait(for: Tmux.loaded)
    #expect(screen.contains("TERM nonsense is unknown on this machine; using"), "\(screen)")
    try terminal.press("q")
    try terminal.wait(for: "ended with 0")
  }

  @Test(
    "arguments are read without /proc", .enabled(if: canHide, "no right to mount a file system"))
  func arguments() throws {
    let arguments = ["check", "\(Program.root)/Sample", "--format", "json", "--origin", "guide"]
    let here = try Program.run(arguments)
    let there = try Program.run(
      ["-c", "\(Self.bare) \"$@\"", "sh", Program.path] + arguments, program: "/bin/sh")
    #expect(there.status == here.status)
    #expect(there.output == here.output)
    #expect(there.errors.isEmpty, "\(there.errors)")
  }
}
