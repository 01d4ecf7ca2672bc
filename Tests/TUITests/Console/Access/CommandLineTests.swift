import Testing

@testable import TUI

/// The command line: completion, history, and commands.
@Suite struct CommandLineTests {
  private func console() -> TestConsole { AccessFixture.console("4", "pipeline") }

  private func typed(_ console: TestConsole) -> String {
    guard case .command(let line) = console.state.input else { return "" }
    return line.editor.text
  }

  @Test(
    "Tab completes the common prefix of all candidates",
    arguments: [
      (":gon", ":gone "), (":can fanc", ":can fanc"), (":can lamb", ":can lambda:"),
      (":can IAM:createpolicyv", ":can iam:CreatePolicyVersion "),
      (":can iam:CreateP", ":can iam:CreatePolicy"),
      (
        ":can sts:AssumeRole arn:aws:iam::123456789012:role/b",
        ":can sts:AssumeRole arn:aws:iam::123456789012:role/boss "
      ),
      (":can s3:GetObject s3:pre", ":can s3:GetObject s3:pre"),
      (":rol", ":roles "),
    ])
  func completes(_ line: String, _ completed: String) {
    let console = console()
    console.type(line)
    console.press(.tab)
    #expect(":" + typed(console) == completed)
  }

  @Test("principal names are completed if none is selected")
  func names() {
    let console = TestConsole(model: AccessFixture.model)
    console.type(":can pipel")
    console.press(.tab)
    #expect(typed(console) == "can pipeline ")
    console.type("s3:GetObject")
    console.press(.enter)
    #expect(
      console.lines[2].hasPrefix(
        "allowed under conditions: role pipeline can perform"
          + " s3:GetObject"))
  }

  @Test("candidates are listed above the command line, and Tab cycles through them")
  func candidates() {
    let console = console()
    console.type("ciam:CreatePolicy")
    #expect(console.lines[20].hasPrefix(" iam:CreatePolicy "))
    #expect(console.lines[21].hasPrefix(" iam:CreatePolicyVersion "))
    console.press(.tab, .tab)
    #expect(typed(console) == "can iam:CreatePolicyVersion")
    console.press(.tab)
    #expect(typed(console) == "can iam:CreatePolicy")
    console.press(.backTab)
    console.type(" ")
    #expect(console.lines[21].hasPrefix("  ") || !console.lines[21].contains("iam:CreatePolicy "))
    #expect(console.lastLine.hasPrefix("Enter run  Esc cancel  Tab complete"))
  }

  @Test("earlier lines are recalled, and the current text is restored")
  func history() {
    let console = console()
    console.type(":up")
    console.press(.up)
    #expect(console.lastLine == "previous line: the command history is empty")
    console.press(.escape)
    for action in ["s3:GetObject", "s3:PutObject", "s3:GetObject"] {
      console.type("c" + action)
      console.press(.enter)
    }
    console.type(":half")
    console.press(.up)
    #expect(typed(console) == "can s3:GetObject")
    console.press(.up, .up, .up)
    #expect(typed(console) == "can s3:PutObject")
    console.press(.down, .down)
    #expect(typed(console) == "half")
  }

  @Test("other commands are called by their title or key")
  func titles() {
    let console = console()
    console.type(":users")
    console.press(.enter)
    #expect(console.state.view == .users)
    console.type(":q")
    console.press(.enter)
    #expect(console.effects.contains(.leave(.quit)))
  }

  @Test("Backspace on an empty line, Esc and Ctrl-C close it")
  func leaving() {
    let console = console()
    console.type(":")
    console.press(.backspace)
    #expect(console.state.input == nil)
    console.type(":x")
    console.press(.escape)
    #expect(console.state.input == nil)
    console.type(":x")
    console.send(.interrupt)
    #expect(console.state.input == nil)
    #expect(console.state.pages.count == 1)
  }

  @Test(
    "words are separated by spaces, and quotes keep them together",
    arguments: [
      ("a  b", ["a", "b"]), ("k='v w' x", ["k=v w", "x"]), ("\"\" y", ["", "y"]),
      ("a\"b c", ["ab c"]),
    ])
  func words(_ line: String, _ words: [String]) {
    #expect(AccessQuestion.words(of: line) == words)
  }
}
