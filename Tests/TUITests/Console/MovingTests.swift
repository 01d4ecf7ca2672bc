import Checklist
import Model
import Platform
import Testing

@testable import TUI

@Suite struct MovingTests {
  @Test("n visits each undecided finding and item once, in order, and N goes back")
  func undecided() {
    let console = TestConsole()
    var places: [String] = []
    for _ in 0..<7 {
      console.type("n")
      places.append(here(console))
    }
    #expect(
      places == [
        "root.mfa/root/root", "root.access-keys", "users.mfa/user/alice", "users.mfa/user/bob",
        "users.unused", "roles.sensitive-wildcards/role/Deploy", "organization.region-scp",
      ])
    console.type("n")
    #expect(here(console) == places[0])
    for place in places.reversed() {
      console.type("N")
      #expect(here(console) == place)
    }
  }

  private func here(_ console: TestConsole) -> String {
    console.state.targets.first?.description ?? ""
  }

  @Test("n on the checklist pane goes to the first finding of the selected item")
  func fromItems() {
    let console = TestConsole()
    console.type("jjn")
    #expect(here(console) == "users.mfa/user/alice")
  }

  @Test("links open pages, and Esc goes back the same way")
  func links() {
    let console = TestConsole()
    console.type("4")
    console.press(.enter)
    console.type("/Administrator")
    console.press(.enter, .enter)
    #expect(console.lines[1].hasPrefix("roles 1/2 › role Deploy › policy AdministratorAccess"))
    console.type("/group admins")
    console.press(.enter, .enter)
    #expect(console.state.pages.last?.topic == .subject(.group(0)))
    console.press(.escape)
    #expect(console.state.pages.last?.topic == .subject(.policy(0)))
    #expect(console.state.text.line?.text.contains("group admins") == true, "at the same line")
    console.press(.escape, .escape)
    #expect(console.state.pages.last?.topic == .subject(.role(0)))
    console.press(.backspace, .backspace)
    #expect(console.state.pages.isEmpty)
    #expect(console.state.view == .roles)
  }

  @Test("from a finding to its statement, and back")
  func toStatement() throws {
    let console = TestConsole()
    console.type("nnnnnn")
    console.press(.tab)
    let line = try #require(console.state.text.line)
    #expect(line.text == "Evidence")
    console.press(.down, .enter)
    #expect(console.state.pages.last?.topic == .subject(.role(0)))
    #expect(console.state.text.line?.text.hasPrefix("^ medium roles.sensitive-wildcards") == true)
    console.press(.escape)
    #expect(console.state.place == .detail)
  }

  @Test("a finding on a page opens in the checklist, and clears a filter that hides it")
  func toFinding() {
    let console = TestConsole()
    console.type("/bob")
    console.press(.enter)
    console.type("4")
    console.press(.enter)
    console.type("n")
    console.press(.enter)
    #expect(here(console) == "roles.sensitive-wildcards/role/Deploy")
    #expect(console.state.filter.isEmpty)
  }

  @Test("a list scrolls by half a page at its edges only")
  func halfPage() {
    var cursor = ListCursor()
    for _ in 0..<9 { cursor.move(.down, count: 100, height: 10) }
    #expect(cursor.row == 9 && cursor.top == 0)
    cursor.move(.down, count: 100, height: 10)
    #expect(cursor.row == 10 && cursor.top == 5)
    for _ in 0..<5 { cursor.move(.up, count: 100, height: 10) }
    #expect(cursor.row == 5 && cursor.top == 5)
    cursor.move(.up, count: 100, height: 10)
    #expect(cursor.row == 4 && cursor.top == 0)
    cursor.move(.last, count: 100, height: 10)
    #expect(cursor.row == 99 && cursor.top == 90)
    cursor.move(.pageUp, count: 100, height: 10)
    #expect(cursor.row == 90 && cursor.top == 81)
    cursor.move(.halfPageUp, count: 100, height: 10)
    #expect(cursor.row == 85 && cursor.top == 76)
    cursor.move(.first, count: 0, height: 0)
    #expect(cursor.row == 0 && cursor.top == 0)
  }

  @Test("resizing keeps the selection, even through sizes that show nothing")
  func resizing() {
    let console = TestConsole()
    console.type("nnnn")
    let place = here(console)
    for size in [(200, 60), (40, 10), (39, 9), (1, 1), (0, 0), (79, 24), (80, 24)] {
      console.send(.resize(Size(columns: size.0, rows: size.1)))
      #expect(here(console) == place)
    }
    #expect(console.picture.contains("user bob"))
  }

  @Test("nothing can be decided on a screen that is too small")
  func tooSmall() {
    let console = TestConsole()
    console.type("n")
    console.send(.resize(Size(columns: 30, rows: 5)))
    #expect(
      console.picture == """
        terminal too small (30x5):
        enlarge it to at least 40x10,
        or press q to quit


        """)
    console.type("P")
    #expect(console.effects.isEmpty)
    #expect(console.state.review.session.history.isEmpty)
    console.type("q")
    #expect(console.effects == [.leave(.quit)])
  }

  @Test("below 80 columns one pane is shown at a time")
  func onePane() {
    let console = TestConsole(Size(columns: 60, rows: 16))
    #expect(!console.picture.contains("│"))
    #expect(console.picture.contains("IAM users"))
    console.press(.tab)
    #expect(!console.picture.contains("IAM users"))
    #expect(console.picture.contains("subject"))
  }

  @Test("z expands the pane to the full screen and back")
  func zoom() {
    let console = TestConsole()
    console.type("nz")
    #expect(!console.picture.contains("│"))
    console.type("z")
    #expect(console.picture.contains("│"))
  }

  @Test("the hardware cursor is on the selected row")
  func cursor() throws {
    let console = TestConsole()
    var cursor = try #require(console.frame.cursor)
    #expect(console.lines[cursor.row].contains("The root user has M"))
    console.type("nnnj")
    cursor = try #require(console.frame.cursor)
    #expect(console.lines[cursor.row].contains("user bob"))
    console.type("2j")
    cursor = try #require(console.frame.cursor)
    #expect(console.lines[cursor.row].hasPrefix("bob"))
  }

  @Test("a search wraps around, n continues it, Esc ends it")
  func search() {
    let console = TestConsole()
    console.type("4")
    console.press(.enter)
    console.type("/\"effect")
    #expect(console.picture.contains("3 matches"))
    console.press(.enter)
    let first = console.state.text.cursor.row
    console.type("nn")
    #expect(console.state.text.cursor.row > first)
    console.type("n")
    #expect(console.state.text.cursor.row == first)
    console.press(.escape)
    #expect(console.state.text.search == nil)
    #expect(console.state.pages.count == 1)
  }
}
