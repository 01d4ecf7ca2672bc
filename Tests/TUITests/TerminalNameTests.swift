import Evidence
import Platform
import Testing

@testable import TUI

@Suite struct TerminalNameTests {
  private func choose(
    _ asked: String, usable: Set<String>, withoutCursor: Set<String> = []
  ) throws(TerminalError) -> TerminalName {
    try TerminalName(asked: asked) { name in
      usable.contains(name) ? .usable : withoutCursor.contains(name) ? .withoutCursor : .unknown
    }
  }

  @Test("a known terminal is used without a message")
  func known() throws {
    let name = try choose("vt100", usable: ["vt100", "xterm"])
    #expect(name.name == "vt100")
    #expect(name.notice == nil)
  }

  @Test("an unknown terminal is replaced by the best known one, with a message")
  func unknown() throws {
    let kitty = try choose("xterm-kitty", usable: ["xterm-256color", "xterm"])
    #expect(kitty.notice == "TERM xterm-kitty is unknown on this machine; using xterm-256color")
    #expect(try choose("", usable: ["ansi"]).notice == "TERM is not set; using ansi")
    #expect(
      try choose("\u{1B}x", usable: ["xterm"]).notice
        == "TERM ⟨U+001B⟩x is unknown on this machine; using xterm")
  }

  @Test("errors are one clear sentence")
  func errors() {
    #expect(throws: TerminalError.cannotPlaceCursor(term: "dumb")) {
      try choose("dumb", usable: ["xterm"], withoutCursor: ["dumb"])
    }
    #expect(throws: TerminalError.unknownTerminal(term: "x", tried: TerminalName.fallbacks)) {
      try choose("x", usable: [])
    }
    let sentences: [(TerminalError, String)] = [
      (
        .inputIsNoTerminal,
        "standard input is not a terminal; run it in a terminal; in scripts, use iam-review check or --plain"
      ),
      (
        .outputIsNoTerminal,
        "standard output is not a terminal; run it in a terminal; in scripts, use iam-review check or --plain"
      ),
      (
        .cannotPlaceCursor(term: "dumb"),
        #"the terminal "dumb" cannot position the cursor; use --plain, or set TERM"#
      ),
      (
        .unknownTerminal(term: "x", tried: ["a", "b"]),
        """
        the terminal "x" is not in the terminal database, nor is a, b; install ncurses-base, \
        or use --plain
        """
      ),
      (
        .refused(term: "x"),
        #"the terminal "x" could not be set up; use --plain, or set TERM to another one"#
      ),
    ]
    for (error, sentence) in sentences { #expect(error.description == sentence) }
  }
}
