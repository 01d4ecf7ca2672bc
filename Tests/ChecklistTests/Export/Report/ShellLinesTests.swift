import Testing

@testable import Reports

/// Long commands in lines that fit on paper.
@Suite struct ShellLinesTests {
  private static let long = String(repeating: "x", count: 60)

  @Test("a short command is one line")
  func short() {
    #expect(
      ShellLines.lines(of: "aws iam list-users && echo a") == ["aws iam list-users && echo a"])
  }

  @Test("a long command is broken before an option, a redirection or the next command")
  func long() {
    let one = "aws iam get-role --role-name=\(Self.long) --query=Role --output=json > file.json"
    let other = "aws iam delete-user --user-name \(Self.long)"
    #expect(
      ShellLines.lines(of: "\(one) && \(other)") == [
        "aws iam get-role --role-name=\(Self.long) --query=Role \\",
        "    --output=json > file.json \\",
        "  && aws iam delete-user --user-name \(Self.long)",
      ])
  }

  @Test("a quoted text is not broken, whatever it contains")
  func quoted() {
    let value = "'\(Self.long) --option > && \(Self.long)'"
    #expect(ShellLines.lines(of: "aws x --name=\(value)") == ["aws x \\", "    --name=\(value)"])
    let quote = "'a'\\'' --b \(Self.long) c'"
    #expect(
      ShellLines.lines(of: "aws x --name=\(quote) --other=\(Self.long)") == [
        "aws x --name=\(quote) \\", "    --other=\(Self.long)",
      ])
    let escaped = "aws x --name=$'a\\' --b \(Self.long)' --other=\(Self.long)"
    #expect(ShellLines.lines(of: escaped) == [escaped])
  }
}
