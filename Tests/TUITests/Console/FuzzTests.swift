import Checklist
import Model
import Platform
import Testing

@testable import TUI

/// Random keys, pastes and resizes; the invariants are checked after each.
@Suite struct FuzzTests {
  static let keys: [Key] =
    Array(Set(Command.all.flatMap(\.keys))).sorted { "\($0)" < "\($1)" }
    + "abz 0+:!日\u{301}".map(Key.character) + [.insert, .alternate("P"), .function(5)]
  static let sizes = [
    Size(columns: 1, rows: 1), Size(columns: 40, rows: 10), Size(columns: 39, rows: 10),
    Size(columns: 79, rows: 11), Size(columns: 80, rows: 24), Size(columns: 200, rows: 60),
    Size(columns: 0, rows: 0), Size(columns: 120, rows: 10), Size(columns: 80, rows: 12),
  ]

  @Test("random events keep the state consistent", arguments: 1...12 as ClosedRange<UInt64>)
  func events(_ seed: UInt64) {
    var random = SplitMix(state: seed)
    let console = TestConsole(
      Self.sizes[Int(seed) % Self.sizes.count],
      model: seed % 3 == 0
        ? HostileTextTests.model(HostileTextTests.names[Int(seed) % HostileTextTests.names.count])
        : seed % 3 == 1 ? AccessFixture.model : Fixture.model)
    var now = Fixture.now
    for _ in 0..<700 {
      switch Int.random(in: 0..<40, using: &random) {
      case 0: console.send(.resize(Self.sizes.randomElement(using: &random) ?? Self.sizes[0]))
      case 1: console.send(.paste("status:undecided \u{1B}\n+9d"))
      case 2: console.send(.saveEnded(Bool.random(using: &random) ? .saved : .failed("disk")))
      case 3:
        now = now.adding(days: Int.random(in: 0...20, using: &random))
        console.send(.time(now))
      case 4: console.send(.interrupt)
      default: console.send(.key(Self.keys.randomElement(using: &random) ?? .enter))
      }
      console.state.checkInvariants()
    }
  }
}

/// A small random generator with the same numbers on every machine.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

extension ConsoleState {
  /// Checks the invariants.
  func checkInvariants() {
    #expect(review.statuses.isSame(as: DecisionStatuses(review.session, model, at: now)))
    #expect(checklist.rows.isEmpty || checklist.item != nil, "a heading is never selected")
    #expect(checklist.findings.isEmpty || checklist.finding != nil)
    #expect(checklist.marks.allSatisfy(model.findings.indices.contains))
    #expect(text.lines.isEmpty || text.lines.indices.contains(text.cursor.row))
    #expect(pages.count <= ConsoleState.maximumPages)
    let frame = ConsoleView.frame(self)
    #expect(frame.size == size)
    #expect(frame.lines().firstIndex { SafeText($0).width != size.columns } == nil, "row")
    if layout != nil {
      #expect(
        frame.cursor.map { frame.contains(row: $0.row, column: $0.column) }
          ?? checklist.rows.isEmpty)
    }
    #expect(frame.cursorIsInText == (isTypingText && layout != nil))
  }

  private var isTypingText: Bool {
    switch input {
    case .filter, .search, .command, .approval, .confirmation: true
    case .form(let form): form.fields[form.focus].choice == nil
    case .chooser, .offer, nil: false
    }
  }
}

extension DecisionStatuses {
  /// Equal except for the revision number.
  fileprivate func isSame(as other: DecisionStatuses) -> Bool {
    findings == other.findings && items == other.items && undecided == other.undecided
      && totalUndecided == other.totalUndecided && total == other.total
      && severities == other.severities
  }
}

extension FuzzTests {
  @Test("every command is reachable and allowed in some state")
  func reachable() throws {
    var random = SplitMix(state: 11)
    // Another person decided one finding, and two people decided another one differently.
    let session = try SharingTests.session(on: 1, from: SharingTests.merged())
    var console = TestConsole(Size(columns: 80, rows: 24))
    var done: Set<CommandName> = []
    for step in 0..<200_000 where done.count < CommandName.allCases.count {
      // Random keys soon decide everything as one person.
      if step % 40 == 0, step > 20_000 {
        console = TestConsole(Size(columns: 80, rows: 24), session: session)
        if step % 120 == 0 { console = try TakeoverTests.offering() }
        if step % 80 == 0 { console.send(.planned(.success(try SharingTests.planned()))) }
      }
      let key = Self.keys.randomElement(using: &random) ?? .enter
      if let command = Command.command(for: key, in: console.state.place),
        command.refusal(console.state) == nil
      {
        done.insert(command.name)
      }
      console.send(.key(key))
    }
    #expect(Set(CommandName.allCases).subtracting(done).isEmpty)
  }
}
