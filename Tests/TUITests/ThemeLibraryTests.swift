import TestSupport
import Testing

@testable import TUI

@Suite struct ThemeLibraryTests {
  @Test("a custom theme takes precedence over a bundled one")
  func own() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("text = red\n".utf8), to: "dark.theme")
    try folder.write(Array("text = green\n".utf8), to: "mine.theme")
    let shelf = ThemeLibrary(folder: folder.path)
    #expect(shelf.names == Set(Theme.bundledNames + ["mine"]).sorted())
    let look = try shelf.theme(named: "dark").look(of: .text, depth: .colors256)
    #expect(look.foreground == .palette(1))
    #expect(try shelf.theme(named: "light") == Theme.bundled("light"))
  }

  @Test(
    "an invalid theme is reported with file, line and what was expected",
    arguments: [
      ("broken", "broken.theme:2: unknown style role \"nonsense\""),
      ("../dark", "../dark is not a valid theme name"),
      ("none", "unknown theme none; expected one of"),
      ("binary", "binary.theme: not UTF-8"),
    ])
  func errors(_ name: String, _ words: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("text = red\nnonsense = red\n".utf8), to: "broken.theme")
    try folder.write([0xFF, 0xFE], to: "binary.theme")
    let errorMessage = #expect(throws: ThemeLibrary.InputError.self) {
      try ThemeLibrary(folder: folder.path).theme(named: name)
    }
    #expect(errorMessage?.message.contains(words) == true, "\(errorMessage?.message ?? "")")
  }

  @Test("without a folder, the bundled themes are available")
  func noFolder() {
    #expect(ThemeLibrary(folder: "/nowhere/at/all").names == Theme.bundledNames)
  }
}
