import Testing

@testable import TUI

/// The effective access of a principal, and questions about it.
@Suite struct AccessScreenTests {
  /// A console on the page of the role Deploy.
  private func role(_ size: Size = Size(columns: 80, rows: 60)) -> TestConsole {
    let console = TestConsole(size)
    console.type("4")
    console.press(.enter)
    return console
  }

  @Test("the page of a principal summarizes its effective access and links to the details")
  func page() {
    let console = role()
    #expect(console.picture.contains("Effective access"))
    console.type("a")
    #expect(console.picture.contains("access of role Deploy"))
    #expect(console.picture.contains("service    "))
    console.press(.escape)
    #expect(console.picture.contains("Effective access"))
  }

  @Test("the access page opens from table rows, and only for principals")
  func keys() {
    let console = TestConsole()
    console.type("2a")
    #expect(console.picture.contains("access of user alice"))
    console.press(.escape)
    console.type("1a")
    #expect(console.picture.contains("access: select a user, group or role first"))
  }

  @Test("can asks about the principal on screen; it can be closed and asked again")
  func question() {
    let console = role()
    console.type("cs3:GetObject arn:aws:s3:::logs/a")
    #expect(console.picture.contains(":can s3:GetObject arn:aws:s3:::logs/a"))
    console.press(.enter)
    #expect(console.picture.contains("role Deploy can perform"))
    #expect(console.lines[1].contains("role Deploy › can s3:GetObject"))
    console.type(":")
    console.press(.up)
    #expect(console.picture.contains(":can s3:GetObject arn:aws:s3:::logs/a"))
    console.press(.enter)
    #expect(console.state.pages.count == 2)
    console.press(.escape)
    #expect(console.state.pages.count == 1)
  }

  @Test("can accepts a principal and a condition key")
  func named() {
    let console = TestConsole(Size(columns: 200, rows: 60))
    console.type(":can alice s3:GetObject aws:SourceIp=192.0.2.1")
    console.press(.enter)
    #expect(console.picture.contains("user alice can perform"))
  }

  @Test(
    "an invalid question gives an error in one line",
    arguments: [
      ("can", "select a user, group or role first, or name one"),
      ("can alice", "expected an action such as s3:GetObject"),
      ("can alice s3:*", "expected an action such as s3:GetObject"),
      ("can alice s3:GetObject bucket", "expected a resource's ARN or *, or KEY=VALUE, not bucket"),
      (
        "can alice s3:GetObjekt",
        "unknown action s3:GetObjekt; did you mean s3:GetObject or s3:"
      ),
      ("can nobody s3:GetObject", "the evidence has no user, group or role named nobody"),
      ("dance", "unknown command: dance"),
    ])
  func errors(_ line: String, _ errorMessage: String) {
    let console = TestConsole(Size(columns: 120, rows: 30))
    console.type(":" + line)
    console.press(.enter)
    #expect(console.lines.last?.contains(errorMessage) == true)
    #expect(console.state.pages.isEmpty)
    // The line stays open for correction.
    #expect(console.picture.contains(":" + line))
  }

  @Test("Esc cancels the command line, and an empty history recalls nothing")
  func leaving() {
    let console = role()
    console.type(":s3:GetObject")
    console.press(.up)
    #expect(console.picture.contains("the command history is empty"))
    console.press(.escape)
    #expect(console.state.input == nil)
    #expect(console.state.pages.count == 1)
  }

  @Test("hostile text in a question is escaped", arguments: [20, 80, 200])
  func hostile(columns: Int) {
    let console = role(Size(columns: columns, rows: 24))
    console.send(.key(.character(":")))
    console.send(.paste("can s3:Get\u{1b}[31mObject\u{202e} arn:aws:s3:::\u{7}"))
    console.press(.enter)
    #expect(!console.picture.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    #expect(!console.picture.unicodeScalars.contains("\u{202e}"))
  }
}
