import Checklist
import Model
import Testing

@testable import TUI

/// Moving between screens: Tab, links, Enter on a finding, and `[` and `]`.
@Suite struct TrailTests {
  @Test("[ goes back through screens, ] forward again, each with its cursor")
  func browsing() {
    let console = TestConsole()
    console.type("4")
    console.press(.down, .up, .enter)
    console.type("/Administrator")
    console.press(.enter, .enter)
    console.type("1")
    #expect(console.state.place == .items)
    console.type("[")
    #expect(console.state.pages.map(\.topic) == [.subject(.role(0)), .subject(.policy(0))])
    console.type("[")
    #expect(console.state.pages.map(\.topic) == [.subject(.role(0))])
    #expect(console.state.text.line?.text.contains("Administrator") == true, "at the same line")
    console.type("[[")
    #expect(console.state.place == .items)
    console.type("[")
    #expect(console.lastLine.contains("no earlier screen"))
    console.type("]]]")
    #expect(console.state.pages.count == 2)
    console.type("2")
    console.type("]")
    #expect(console.lastLine.contains("no later screen"), "a new screen ends the forward list")
  }

  @Test("Esc is a screen as well, so [ undoes it")
  func escape() {
    let console = TestConsole()
    console.type("4")
    console.press(.enter, .escape)
    #expect(console.state.place == .table)
    console.type("[")
    #expect(console.state.pages.last?.topic == .subject(.role(0)))
  }

  @Test("Enter on a finding opens its subject, at the finding")
  func subject() {
    let console = TestConsole()
    console.type("nnn")
    console.press(.enter)
    #expect(console.state.pages.last?.topic == .subject(.user(0)))
    #expect(console.state.text.line?.link == .finding(1))
    console.press(.escape)
    #expect(console.state.place == .findings && console.state.checklist.finding == 1)
    console.press(.tab, .home, .enter)
    #expect(console.state.pages.last?.topic == .subject(.user(0)), "from a line without a link")
  }

  @Test(
    "Enter on a finding without a page goes to its detail; if the detail is hidden, it comes first")
  func detail() {
    let console = TestConsole()
    console.type("n")
    console.press(.enter)
    #expect(console.state.place == .detail && console.state.pages.isEmpty)
    let narrow = TestConsole(Size(columns: 60, rows: 20))
    narrow.type("nnn")
    narrow.press(.enter)
    #expect(narrow.state.place == .detail)
    narrow.press(.home, .enter)
    #expect(narrow.state.pages.last?.topic == .subject(.user(0)))
  }

  @Test("Tab changes the pane, and braces go through the links of any text")
  func panes() {
    let console = TestConsole()
    var places: [Place] = []
    for _ in 0..<3 {
      console.press(.tab)
      places.append(console.state.place)
    }
    #expect(places == [.findings, .detail, .items])
    console.type("nnn")
    console.press(.tab)
    console.type("}")
    #expect(console.state.text.line?.link != nil)
    console.type("4")
    console.press(.enter)
    let row = console.state.text.cursor.row
    console.press(.tab)
    #expect(console.state.text.cursor.row == row)
    #expect(console.lastLine.contains("} goes to the next link"))
    console.type("}")
    #expect(console.state.text.line?.link != nil)
    console.type("?}")
    #expect(console.state.help != nil)
  }

  @Test(
    "after n, the detail begins with the whole summary",
    arguments: [Size(columns: 80, rows: 24), Size(columns: 40, rows: 12)])
  func summary(_ size: Size) {
    let console = TestConsole(size)
    console.type("nnn")
    #expect(console.state.checklist.detail.cursor.top == 0)
  }

  @Test("H shows the history of the finding, and then of the review")
  func history() {
    let console = TestConsole(Size(columns: 120, rows: 40))
    console.type("nRrotate")
    console.press(.enter)
    console.type("bob")
    console.press(.control("o"))
    console.type("nXno such thing")
    console.press(.control("o"))
    console.type("u")
    console.press(.escape)
    console.type("g")
    console.press(.enter)
    let target = console.state.targets.first
    console.type("H")
    #expect(console.state.pages.last?.topic == .history(target))
    #expect(console.picture.contains("1 change, the newest first."))
    #expect(console.picture.contains("decide root.mfa/root/root: undecided -> remediate"))
    console.type("H")
    #expect(console.state.pages.last?.topic == .history(nil))
    #expect(console.picture.contains("3 changes"))
    console.type("H")
    #expect(console.lastLine.contains("already on screen"))
    console.type("}")
    console.press(.enter)
    #expect(console.state.place == .findings)
    console.type("0H")
    #expect(console.state.pages.last?.topic == .history(nil))
  }

  @Test("the evidence problems list each gap with its command and the items that need it")
  func problems() {
    let console = TestConsole(Size(columns: 100, rows: 40))
    console.type(":problems")
    console.press(.enter)
    #expect(console.picture.contains("Missing evidence"))
    #expect(console.picture.contains("$ aws organizations describe-organization"))
  }
}
