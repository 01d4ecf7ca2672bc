import Model
import Testing

@testable import TUI

@Suite struct ConsoleScriptTests {
  @Test("keys, names of keys, pastes, sizes and pictures")
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
    "a wrong line is told by its number",
    arguments: [
      ("j\n<Nokey>", 2, "no key is called <Nokey>"), ("resize 80", 1, "resize: expected a size"),
      ("resize 80x0", 1, "resize: expected a size"), ("resize", 1, "resize: expected a size"),
      ("screenshot", 1, "screenshot: expected a file"), ("paste ", 1, "paste: expected a text"),
    ])
  func wrong(_ text: String, _ line: Int, _ words: String) {
    let complaint = #expect(throws: ConsoleScript.Complaint.self) { try ConsoleScript(text) }
    #expect(complaint?.line == line)
    #expect(complaint?.message.hasPrefix(words) == true)
  }

  @Test("pictures: text, colours, and SVG that nothing in the evidence breaks")
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

  @Test("an SVG has the paper that its theme was made for", arguments: Theme.bundledNames)
  func paper(_ name: String) throws {
    let theme = try #require(Theme.bundled(name))
    let svg = Frame(size: Size(columns: 4, rows: 1)).picture(.svg, theme: theme)
    #expect(svg.contains(name == "light" ? "#fcfcfc" : "#1c1c1c"))
  }

  @Test("a script on another size begins with that size")
  func resized() throws {
    let size = Size(columns: 40, rows: 10)
    #expect(
      try ConsoleScript("j").resized(to: size).steps == [.resize(size), .keys([.character("j")])])
  }
}
