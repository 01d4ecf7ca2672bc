import Foundation
import Model
import Platform
import Testing

@testable import TUI

@Suite struct TerminalDescriptionTests {
  /// The properties of a terminal in its description.
  struct Content: Equatable, Sendable {
    let names: [Substring]
    /// The number of colors; nil if the terminal has none.
    let colors: Int?
  }

  @Test(
    "common terminals have a description with their name and their colors",
    arguments: [
      ("alacritty", 256), ("ansi", 8), ("dumb", nil), ("foot", 256), ("kitty", 256), ("linux", 8),
      ("putty-256color", 256), ("rxvt-unicode-256color", 256), ("screen", 8),
      ("screen-256color", 256), ("screen.xterm-256color", 256), ("tmux", 8),
      ("tmux-256color", 256), ("vt100", nil), ("vt220", nil), ("xterm", 8),
      ("xterm-256color", 256),
    ])
  func known(name: String, colors: Int?) throws {
    let content = try #require(
      TerminalDescription.embedded(name).flatMap(Self.content), "no valid description of \(name)")
    #expect(content.names.contains(name[...]))
    #expect(content.colors == colors)
  }

  @Test(
    "other names have none",
    arguments: ["", "nonsense", "XTERM", "xterm-", "xter", "xterm\t", "xterm\n", "#", "\t"])
  func unknown(name: String) {
    #expect(TerminalDescription.embedded(name) == nil)
  }

  /// The content of a description, in the format of term(5); nil if it is not valid.
  private static func content(_ description: String) -> Content? {
    guard description.hasPrefix("b64:") else { return nil }
    var text = String(description.dropFirst(4)).replacing("-", with: "+").replacing("_", with: "/")
    text += String(repeating: "=", count: (4 - text.count % 4) % 4)
    guard let bytes = Data(base64Encoded: text).map({ Array($0) }), bytes.count > 12 else {
      return nil
    }
    func number(at index: Int) -> Int { Int(bytes[index]) | Int(bytes[index + 1]) << 8 }
    // The header: a magic number that also defines the size of a number, the size of the names, the
    // count of flags, the count of numbers.
    let numberSize = number(at: 0) == 0o1036 ? 4 : 2
    let (nameSize, flagCount, numberCount) = (number(at: 2), number(at: 4), number(at: 6))
    guard [0o432, 0o1036].contains(number(at: 0)) else { return nil }
    let names = String(decoding: bytes[12..<(12 + nameSize - 1)], as: UTF8.self)
    // Numbers start at an even position. The fourteenth is the number of colors.
    let start = (12 + nameSize + flagCount + 1) / 2 * 2 + 13 * numberSize
    let colors = numberCount > 13 ? number(at: start) : 0xFFFF
    return Content(names: names.split(separator: "|"), colors: colors == 0xFFFF ? nil : colors)
  }
}
