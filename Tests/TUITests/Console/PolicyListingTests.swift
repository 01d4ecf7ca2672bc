import Model
import Platform
import Testing

@testable import TUI

@Suite struct PolicyListingTests {
  private func text(_ listing: PolicyListing) -> String {
    listing.lines.map(\.text).joined(separator: "\n")
  }

  @Test(
    "a document is formatted, short lists stay on one line, and the line of each statement is known"
  )
  func printing() throws {
    let listing = try #require(PolicyListing(Fixture.inlineDocument.text))
    #expect(
      text(listing) == """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "Read",
              "Effect": "Allow",
              "Action": [
                "s3:GetObject",
                "s3:ListBucket"
              ],
              "Resource": "arn:aws:s3:::logs/*"
            },
            {
              "Effect": "Allow",
              "Action": "s3:*",
              "Resource": "*"
            }
          ]
        }
        """)
    #expect(listing.statementLines == [3, 12])
  }

  @Test("a single statement without a list is statement 0")
  func single() throws {
    let listing = try #require(
      PolicyListing(#"{"Statement":{"Action":["*"],"NotResource":[],"Condition":{}},"Id":null}"#))
    #expect(
      text(listing) == """
        {
          "Statement": {
            "Action": ["*"],
            "NotResource": [],
            "Condition": {}
          },
          "Id": null
        }
        """)
    #expect(listing.statementLines == [1])
  }

  @Test(
    "invalid documents are refused, unusual ones are formatted",
    arguments: [
      ("{", nil), ("", nil), ("[1,2.5,true]", "[\n  1,\n  2.5,\n  true\n]"), ("\"x\"", "\"x\""),
      (#"{"a":"b\"\\\u0000"}"#, "{\n  \"a\": \"b\\\"\\\\⟨U+0000⟩\"\n}"),
    ] as [(String, String?)])
  func odd(_ json: String, _ expected: String?) {
    #expect(PolicyListing(json).map(text) == expected)
  }

  @Test("each part has its role")
  func roles() throws {
    let listing = try #require(PolicyListing(#"{"a":[1,true,"x"]}"#))
    let roles = listing.lines.map { $0.spans.map(\.role) }
    #expect(roles[1] == [.text, .jsonKey, .jsonPunctuation, .jsonPunctuation])
    #expect(roles[2] == [.text, .jsonNumber, .jsonPunctuation])
    #expect(roles[3] == [.text, .jsonKeyword, .jsonPunctuation])
    #expect(roles[4] == [.text, .jsonString])
  }

  @Test("a cited statement is marked with its finding, and links to it")
  func cited() throws {
    let console = TestConsole(Size(columns: 80, rows: 60))
    console.type("4")
    console.press(.enter)
    let row = try #require(
      console.state.text.landmarks[.statement(document: 1, index: 1)])
    let lines = console.state.text.lines
    #expect(lines[row].text == ">     {")
    #expect(lines[row].spans.allSatisfy { $0.role == .guilty })
    #expect(
      lines[row + 1].text
        == "^ medium roles.sensitive-wildcards allows all of s3 on *  undecided")
    #expect(lines[row + 1].link == .finding(3))
    let uncited = try #require(
      console.state.text.landmarks[.statement(document: 1, index: 0)])
    #expect(lines[uncited].text == "      {")
  }
}

@Suite struct TextLineTests {
  @Test("a line is wrapped after punctuation, indented, and complete", arguments: 8...60)
  func wrapping(_ columns: Int) {
    let text = "arn:aws:iam::123456789012:role/service-role/a-very-long-name-of-a-role 日本語日本語"
    let lines = TextLine([.init("name  ", .muted), .init(SafeText(text))])
      .wrapped(columns: columns, hanging: 4)
    #expect(lines.allSatisfy { $0.width <= columns })
    let joined = lines.enumerated().map { index, line in
      index == 0 ? line.text : String(line.text.drop { $0 == " " })
    }
    #expect(joined.joined().filter { $0 != " " } == ("name" + text).filter { $0 != " " })
  }

  @Test("a character wider than the line is still drawn")
  func wideCharacter() {
    let lines = TextLine([.init(SafeText("\u{202E}\u{202E}ab"))]).wrapped(columns: 5, hanging: 0)
    #expect(lines.map(\.text).joined() == "⟨U+202E⟩⟨U+202E⟩ab")
  }
}
