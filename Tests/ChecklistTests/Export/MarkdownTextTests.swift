internal import Platform
import Testing

@testable import Checklist
@testable import Reports

@Suite struct MarkdownTextTests {
  @Test(
    "text in a line has no effect as markup",
    arguments: [
      ("plain text, (with) signs: 1.5%", "plain text, (with) signs: 1.5%"),
      ("&lt;b&gt; <b>", "&amp;lt;b&amp;gt; &lt;b&gt;"), ("a|b", "a\\|b"),
      ("*a* _b_ ~c~ `d`", "\\*a\\* \\_b\\_ \\~c\\~ \\`d\\`"),
      ("[a](b) ![c]", "\\[a\\](b) \\!\\[c\\]"),
      ("https://a www.b @c #1", "https\\://a www\\.b \\@c \\#1"), ("a\\*", "a\\\\\\*"),
      ("a\nb", "a⟨U+000A⟩b"),
    ]) func inline(text: String, expected: String)
  {
    #expect(MarkdownText.inline(text) == expected)
  }

  @Test(
    "the fence of a code span is longer than any backticks in it",
    arguments: [
      ("a", "`a`"), ("a`b", "``a`b``"), ("``", "``` `` ```"), ("`a", "`` `a ``"), ("", "(empty)"),
      ("  ", "(empty)"), ("a\u{1B}", "`a⟨U+001B⟩`"),
    ]) func code(text: String, expected: String)
  {
    #expect(MarkdownText.code(text) == expected)
  }

  @Test("in a table, a bar is escaped even in code")
  func codeInTable() {
    #expect(MarkdownText.codeInTable("a|b") == "`a\\|b`")
  }

  @Test("the lines of a note are kept, and none begins a list, a heading or code")
  func quotation() {
    #expect(
      MarkdownText.quotation("- a\n\n    b\n1. c\n12) d\n=\n+\n2 e", indentation: "  ") == [
        "  > \\- a\\", "  > ", "  > b\\", "  > 1\\. c\\", "  > 12\\) d\\", "  > \\=\\", "  > \\+\\",
        "  > 2 e",
      ])
  }
}
