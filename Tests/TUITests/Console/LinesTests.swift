import Checklist
import Evidence
import Model
import Platform
import Testing

@testable import TUI

/// Command lines, used-by, copying, and the mouse.
@Suite struct LinesTests {
  private func run(_ line: String, _ console: TestConsole) {
    console.type(":" + line)
    console.press(.enter)
  }

  @Test("all commands are listed, and a letter narrows the list")
  func listed() {
    let console = TestConsole(Size(columns: 100, rows: 30))
    console.type(":")
    for command in LineCommand.all.prefix(CommandLine.maximumShown) {
      #expect(console.picture.contains(command.help.prefix(20)))
    }
    console.type("them")
    #expect(console.lines[27].hasPrefix(" theme"))
    console.press(.tab)
    console.type("mo")
    console.press(.tab, .enter)
    #expect(console.effects.last == .theme("mono"))
  }

  @Test("for an unknown command the nearest name is proposed, and the line stays open")
  func unknown() {
    let console = TestConsole()
    run("exprot csv x", console)
    #expect(console.lastLine == "unknown command: exprot; did you mean export?")
    #expect(console.state.place == .commandLine)
  }

  @Test(
    "invalid arguments give an error in one line",
    arguments: [
      ("export csv", "export: expected"), ("theme", "theme: expected one of"),
      ("screenshot", "screenshot: expected a file"), ("open", "open: expected a name"),
      ("open nobody at all", "open: no user, group, role, policy or item named nobody at all"),
      ("quit now", "quit takes no arguments: now"), ("severity worse", "severity: expected"),
      ("filter kind:unicorn", "kind: unknown value unicorn"),
    ])
  func wrong(_ line: String, _ words: String) {
    let console = TestConsole(Size(columns: 120, rows: 30))
    run(line, console)
    #expect(console.lastLine.hasPrefix(words))
    #expect(console.effects.isEmpty)
  }

  @Test("open goes to the only match, or lists all matches")
  func open() {
    let console = TestConsole()
    run("open alice", console)
    #expect(console.lines[1].hasPrefix("checklist") || console.lines[1].contains("user alice"))
    #expect(console.picture.contains("user alice"))
    run("open users.mfa", console)
    #expect(console.state.pages.isEmpty)
    run("open o", console)
    #expect(console.picture.contains("Matches for o"))
  }

  @Test("check shows the results of all items")
  func check() {
    let console = TestConsole(Size(columns: 100, rows: 60))
    run("check", console)
    for item in Fixture.model.items { #expect(console.picture.contains(item.id.rawValue)) }
  }

  @Test("used-by lists the principals of a policy and the members of a group")
  func usedBy() {
    let console = TestConsole()
    console.type("5")
    console.press(.enter)
    console.type("b")
    #expect(console.picture.contains("Attached to"))
    #expect(console.lines[1].contains("used by"))
    console.type("3b")
    #expect(console.picture.contains("Members"))
    console.press(.character("}"), .enter)
    #expect(console.picture.contains("user alice"))
    console.press(.escape, .escape)
    console.type("4b")
    #expect(console.picture.contains("Can be assumed by"))
  }

  @Test("y copies the ARN of a row, the line of a text, or the current statement")
  func copies() {
    let console = TestConsole()
    console.type("2y")
    #expect(console.effects.last == .copy("arn:aws:iam::123456789012:user/alice"))
    console.type("4")
    console.press(.enter)
    let place = console.state.text.landmarks.filter {
      if case .statement = $0.key { true } else { false }
    }.min { $0.value < $1.value }?.value
    for _ in 0..<(place ?? 0) { console.press(.down) }
    console.type("y")
    guard case .copy(let text)? = console.effects.last else {
      Issue.record("nothing was copied")
      return
    }
    #expect(text.hasPrefix("{") && text.hasSuffix("}") && text.contains("\"Effect\""))
  }

  @Test("the mouse selects, opens and scrolls when enabled")
  func mouse() {
    let console = TestConsole(Size(columns: 120, rows: 40))
    run("mouse", console)
    #expect(console.effects.last == .mouse(true))
    console.type("2")
    func press(_ row: Int, _ column: Int = 3) {
      console.send(
        .mouse(MouseEvent(action: .press, place: Position(row: row, column: column))))
    }
    press(4)
    #expect(console.state.table.cursor.row == 1)
    press(4)
    #expect(console.picture.contains("user bob"))
    console.send(
      .mouse(MouseEvent(action: .wheelDown, place: Position(row: 9, column: 9))))
    #expect(console.state.text.cursor.row == 3)
    console.type("1")
    press(5)
    #expect(console.state.checklist.pane == .items)
    for row in 0..<40 { for column in [0, 60, 119] { press(row, column) } }
    press(400, 400)
    run("mouse", console)
    #expect(console.effects.last == .mouse(false))
  }

  @Test(
    "base64 follows RFC 4648",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy"),
    ])
  func base64(_ text: String, _ expected: String) {
    #expect(Base64.encode(Array(text.utf8)) == expected)
  }
}
