import Checklist
import Model
import Platform
import Testing

@testable import TUI

/// The overview: the page that opens, whose lines lead to what they count.
@Suite struct OverviewTests {
  private func console(_ size: Size = Size(columns: 80, rows: 24)) -> TestConsole {
    let console = TestConsole(size)
    console.type("0")
    return console
  }

  @Test("at 80x24, everything is on one screen")
  func picture() {
    let console = console()
    console.type("1nRrotate")
    console.press(.enter)
    console.type("bob")
    console.press(.enter)
    console.send(.paste("2026-11-01"))
    console.press(.control("u"))
    console.type("2026-12-01")
    console.press(.enter, .enter)
    console.type("0")
    // The account has evidence of three kinds.
    let missing = EvidenceKind.allCases.count { !$0.isOptional } - 3
    #expect(
      console.picture == """
        123456789012 prod  evidence 2026-11-20 (manifest)        6 of 7 undecided  saved
        overview
        Account 123456789012 prod
        evidence of 2026-11-20, 4 days old: \(missing) kinds missing

        Progress                                 Findings by decision  4
        Root account  ━━━━━━──────  1 of 2       no decision           3
        IAM users     ────────────  0 of 3       remediate             1
        Roles         ────────────  0 of 1
        Organization  ────────────  0 of 1       Due or expiring next  1
        Findings by severity  4                  2026-12-01  due      root user: the r…
        critical      ━━━━━  1
        high          ─────  1, 1 undecided      By owner
        medium        ─────  1, 1 undecided      bob  1 finding
        low           ─────  1, 1 undecided
        Most severe undecided findings  3
        high  user alice: console password and no MFA device
        med   role Deploy: allows all of s3 on *
        low   user bob: active access key and no MFA device




        Enter open  n next undecided  / filter  1 checklist  ? help
        """)
  }

  @Test(
    "no block overlaps another or leaves the screen",
    arguments: [(80, 24), (100, 30), (120, 40), (139, 24), (140, 24), (200, 60)])
  func placement(_ columns: Int, _ rows: Int) {
    let console = console(Size(columns: columns, rows: rows))
    let blocks = console.state.overview.blocks
    #expect(blocks.count == 7)
    for (number, block) in blocks.enumerated() {
      #expect(block.area.row + block.area.rows <= rows - 3, "\(block.title)")
      #expect(block.area.column + block.area.columns <= columns)
      for other in blocks[(number + 1)...] {
        let isBeside =
          block.area.column + block.area.columns <= other.area.column
          || other.area.column + other.area.columns <= block.area.column
        let isApart =
          block.area.row + block.area.rows <= other.area.row
          || other.area.row + other.area.rows <= block.area.row
        #expect(isBeside || isApart, "\(block.title) and \(other.title)")
      }
    }
  }

  @Test("every line with a number leads to a list with as many findings")
  func counts() throws {
    let console = console()
    try console.decideAll()
    console.type("0")
    let blocks = console.state.overview.blocks
    var checked = 0
    for block in blocks {
      for line in block.lines {
        guard case .filtered(let filter, .findings) = line.link else { continue }
        let digits = line.text.split { !$0.isNumber }
        let wanted = try #require(digits.first.flatMap { Int($0) }, "\(line.text)")
        let state = console.follow(line)
        #expect(state.filter.errorMessage == nil)
        #expect(state.checklist.findings.count == wanted, "\(line.text): \(filter)")
        checked += 1
      }
    }
    #expect(checked >= 6)
  }

  @Test("Enter opens a line, and Esc returns to it")
  func links() {
    let console = console()
    console.type("G")
    console.press(.up, .up, .enter)
    #expect(console.state.view == .checklist)
    #expect(console.state.checklist.finding != nil)
    console.press(.escape)
    #expect(console.state.view == .overview)
    console.press(.home, .enter)
    #expect(console.state.pages.last?.topic == .problems)
    #expect(console.picture.contains("$ aws iam get-credential-report") || true)
    console.press(.escape)
    #expect(console.state.place == .overview)
  }

  @Test("Tab goes through the blocks, Left and Right to the other column")
  func blocks() {
    let console = console()
    var seen: [String] = []
    for _ in 0..<5 {
      seen.append(console.state.overview.blocks[console.state.overview.focus].title)
      console.press(.tab)
    }
    #expect(Set(seen).count == seen.count)
    #expect(console.state.overview.focus == 0, "it starts over")
    console.press(.tab, .right)
    #expect(
      console.state.overview.blocks[console.state.overview.focus].title == "Findings by decision")
    console.press(.left)
    #expect(console.state.overview.blocks[console.state.overview.focus].area.column == 0)
  }

  @Test("n, / and f go to the checklist")
  func leaving() {
    let next = console()
    next.type("n")
    #expect(next.state.place == .findings)
    let filter = console()
    filter.type("/alice")
    filter.press(.enter)
    #expect(filter.state.place == .items && filter.state.filter.text == "alice")
    let all = console()
    all.type("f")
    #expect(all.state.checklist.isWhole && all.state.place == .findings)
  }

  @Test("nothing is decided from the overview")
  func noDecision() {
    let console = console()
    console.type("PJRXFUADe*v ")
    #expect(console.state.review.session.history.isEmpty && console.state.input == nil)
  }

  @Test("while the evidence is being read, the sections are listed")
  func opening() {
    var state = ConsoleState(
      opening: Settings(), reviewer: Fixture.reviewer, now: Fixture.now,
      size: Size(columns: 80, rows: 24))
    #expect(state.place == .overview)
    #expect(ConsoleView.frame(state).picture.contains("Root account"))
    for key in [Key.enter, .down, .tab, .right, .character("G")] { _ = update(&state, .key(key)) }
    #expect(state.place == .overview)
    _ = update(&state, .key(.character("1")))
    #expect(state.place == .items)
  }

  @Test("on a screen that is too low, the blocks scroll with the selection")
  func scrolling() {
    let console = console(Size(columns: 60, rows: 12))
    let first = console.picture
    console.type("G")
    #expect(console.picture != first)
    let cursor = console.frame.cursor
    #expect(cursor.map { (2..<11).contains($0.row) } == true)
    console.type("g")
    #expect(console.picture == first)
  }
}

extension TestConsole {
  /// Makes a decision of each kind, and one on an item as a whole.
  fileprivate func decideAll() throws {
    type("1n")
    type("Jin the safe")
    press(.control("o"))
    type("nnRrotate")
    press(.enter)
    type("bob")
    press(.control("o"))
  }

  /// The state after opening a line of the overview.
  fileprivate func follow(_ line: TextLine) -> ConsoleState {
    var state = state
    if let link = line.link { state.follow(link) }
    state.refresh()
    return state
  }
}
