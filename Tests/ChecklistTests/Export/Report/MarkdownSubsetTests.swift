import Platform
import Testing

@testable import Checklist
@testable import Reports

/// The part of Markdown that a cover file can use.
@Suite struct MarkdownSubsetTests {
  private static func words(_ text: [Inline]) -> String {
    text.map { piece in
      switch piece {
      case .strong(let words): "<strong \(words)>"
      case .emphasis(let words): "<em \(words)>"
      case .code(let words): "<code \(words)>"
      default: piece.plainText
      }
    }.joined()
  }

  private static func form(_ text: String) -> [String] {
    MarkdownSubset.blocks(text).map { block in
      switch block {
      case .paragraph(let text): "p: " + words(text)
      case .heading(let heading): "h\(heading.level): " + words(heading.text)
      case .list(let items, let isNumbered):
        (isNumbered ? "ol: " : "ul: ") + items.map(words).joined(separator: " / ")
      default: "other"
      }
    }
  }

  @Test(
    "each form is recognized, and everything else stays text",
    arguments: [
      ("a\nb\n\nc", ["p: a b", "p: c"]),
      ("- a\n- b\n\nc", ["ul: a / b", "p: c"]),
      ("1. a\n2. b", ["ol: a / b"]),
      ("- a\n  more\n- b", ["ul: a more / b"]),
      ("- a\n1. b", ["ul: a", "ol: b"]),
      ("text\n- a", ["p: text", "ul: a"]),
      ("## Title\ntext", ["h3: Title", "p: text"]),
      ("**a** *b* `c`", ["p: <strong a> <em b> <code c>"]),
      ("2 * 3 * 4 and a**", ["p: 2 * 3 * 4 and a**"]),
      ("[a](http://b) ![c](d) <b>x</b>", ["p: [a](http://b) ![c](d) <b>x</b>"]),
      ("#no heading", ["p: #no heading"]),
      ("1.5 percent", ["p: 1.5 percent"]),
      ("", []),
    ])
  func forms(_ text: String, _ expected: [String]) {
    #expect(Self.form(text) == expected)
  }

  @Test("headings of level 1 divide the text of a cover into parts")
  func parts() throws {
    let cover = try Cover(
      "Client: A\n\nHello.\n\n# Statement\n\nAll is well.\n\n# Conclusion\n- Done\n# Other\nstays")
    func text(_ blocks: [Block]) -> [String] {
      blocks.map { block in
        switch block {
        case .paragraph(let text): text.plainText
        case .heading(let heading): "# " + heading.text.plainText
        case .list(let items, _): items.map(\.plainText).joined(separator: "/")
        default: "other"
        }
      }
    }
    #expect(text(cover.introduction) == ["Hello."])
    #expect(text(cover.statement) == ["All is well."])
    #expect(text(cover.conclusion) == ["Done", "# Other", "stays"])
  }

  @Test(
    "an accent is a color of six digits",
    arguments: [
      ("#0b4fb3", true), ("#0B4FB3", true), ("0b4fb3", false), ("#0b4fb", false),
      ("#0b4fb3; } body", false), ("red", false), ("#０b4fb3", false),
    ])
  func accent(_ value: String, _ isValid: Bool) {
    let cover = try? Cover("Accent: \(value)\n")
    #expect((cover != nil) == isValid)
    #expect(cover?.branding.accent == (isValid ? String(value.dropFirst()) : nil))
  }
}
