import Model
import Platform
import Testing

@testable import TUI

@Suite struct ConsoleScriptTests {
  @Test("keys, key names, pastes, sizes and screenshots are parsed")
  func steps() throws {
    let script = try ConsoleScript(
      """
      # a comment

      j<Enter><C-r><lt><C-c>
      paste two words
      resize 80x24
      screenshot a b.txt
      """)
    #expect(
      script.steps == [
        .keys([.character("j")]), .keys([.enter]), .keys([.control("r")]),
        .keys([.character("<")]), .interrupt, .paste("two words"),
        .resize(Size(columns: 80, rows: 24)), .screenshot("a b.txt"),
      ])
  }

  @Test(
    "an invalid line is reported with its number",
    arguments: [
      ("j\n<Nokey>", 2, "unknown key <Nokey>"), ("resize 80", 1, "resize: expected a size"),
      ("resize 80x0", 1, "resize: expected a size"), ("resize", 1, "resize: expected a size"),
      ("screenshot", 1, "screenshot: expected a file"), ("paste ", 1, "paste: expected a text"),
    ])
  func wrong(_ text: String, _ line: Int, _ words: String) {
    let errorMessage = #expect(throws: ConsoleScript.InputError.self) { try ConsoleScript(text) }
    #expect(errorMessage?.line == line)
    #expect(errorMessage?.message.hasPrefix(words) == true)
  }

  @Test("screenshots are text, colored text, or SVG with escaped text")
  func pictures() {
    var frame = Frame(size: Size(columns: 20, rows: 2))
    frame.put(SafeText("a <b> & c"), at: Position(row: 0, column: 0), role: .critical)
    let theme = Theme.bundled("dark") ?? Theme()
    #expect(frame.picture(.text, theme: theme) == "a <b> & c\n\n")
    #expect(frame.picture(.ansi, theme: theme).contains("\u{1B}["))
    let svg = frame.picture(.svg, theme: theme)
    #expect(svg.contains("a &lt;b&gt; &amp; c") && !svg.contains("<b>"))
    #expect(Frame.PictureFormat(fileName: "x.svg") == .svg)
  }

  @Test("an SVG has a light or dark background that fits its theme", arguments: Theme.bundledNames)
  func background(_ name: String) throws {
    let theme = try #require(Theme.bundled(name))
    let svg = Frame(size: Size(columns: 4, rows: 1)).picture(.svg, theme: theme)
    #expect(svg.contains(name == "light" ? "#fcfcfc" : "#1c1c1c"))
  }

  @Test("a resized script begins with the new size")
  func resized() throws {
    let size = Size(columns: 40, rows: 10)
    #expect(
      try ConsoleScript("j").resized(to: size).steps == [.resize(size), .keys([.character("j")])])
  }
}
