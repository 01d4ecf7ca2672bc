import Model
import Platform
import Testing
import Workspace

@testable import Checklist
@testable import TUI

/// A console that is read-only because another process has the review open takes it over.
@Suite struct TakeoverTests {
  private static let ann = "ann@jump1, process 4711 on /dev/pts/3, since 2026-11-24T06:00:00Z"
  private static let other = Reviewer(name: "ann", host: "jump1")

  /// A read-only console on the findings of the users.
  private func console(_ session: ReviewSession = ReviewSession()) -> TestConsole {
    let console = TestConsole(Size(columns: 100, rows: 30), session: session)
    let review = OpenReview(
      assessment: Fixture.model.assessment, session: session,
      store: TestStore(), lockedBy: Self.ann)
    #expect(console.send(.opened(PreparedReview(review, at: Fixture.now))) == [.awaitWriter])
    console.type("1nnn")
    return console
  }

  /// The session of the writer, with decisions on the first `count` findings.
  private func decided(_ count: Int) throws -> ReviewSession {
    var session = ReviewSession()
    for finding in Fixture.model.findings.prefix(count) {
      try session.decide(
        DecisionContent(.pass, note: "checked"), on: [.finding(finding)], by: Self.other,
        at: Fixture.now)
    }
    return session
  }

  private func left(_ session: ReviewSession?) -> ConsoleEvent {
    .writerLeft(WriterLeft(holder: Self.ann, session: session))
  }

  /// A read-only console that offers to take over the review.
  static func offering() throws -> TestConsole {
    let tests = TakeoverTests()
    let console = tests.console()
    console.send(tests.left(try tests.decided(2)))
    return console
  }

  private let offer = "ann@jump1 closed the review: 2 decisions since 2026-11-24 07:00 UTC"

  @Test("y takes over: the session is replaced, marks and cursor stay, and changes are possible")
  func yes() throws {
    let console = console()
    console.type("jX")
    #expect(console.picture.contains("\(Self.ann) has the review"))
    #expect(console.lastLine == "open; it is read-only here")
    console.type(" ")
    let before = console.state
    let session = try decided(2)
    #expect(console.send(left(session)).isEmpty)
    #expect(console.picture.contains(offer))
    #expect(console.lastLine.contains("y take over  n stay read-only"))
    console.type("y")
    #expect(console.effects.last == .takeOver)
    console.send(.tookOver(.success(TakenOver(session: session))))
    #expect(console.lastLine.contains("you have the review open now: 2 decisions since"))
    #expect(console.state.review.session == session)
    #expect(console.state.review.statuses.findings[0].isDecided)
    #expect(console.state.checklist.marks == before.checklist.marks)
    #expect(console.state.checklist.finding == before.checklist.finding)
    #expect(
      console.lines[0].hasSuffix(
        "1 marked  \(console.state.review.statuses.totalUndecided)"
          + " of \(console.state.review.statuses.total) undecided  saved"))
    console.type("Xnot ours")
    console.press(.enter)
    #expect(console.effects.last == .save)
    #expect(console.state.review.session.history.count == 3)
  }

  @Test("n stays read-only, and :takeover takes over later")
  func no() throws {
    let console = console()
    console.send(left(try decided(2)))
    console.type("n")
    #expect(!console.picture.contains(offer))
    #expect(console.lastLine.contains("still read-only; :takeover takes the review over later"))
    console.type("X")
    #expect(console.lastLine.contains("ann@jump1 closed the review; :takeover takes it over"))
    #expect(console.state.review.session.history.isEmpty)
    console.type(":takeover")
    console.press(.enter)
    #expect(console.effects.last == .takeOver)
    console.send(.tookOver(.success(TakenOver(session: try decided(1)))))
    #expect(console.lines[0].hasSuffix("saved"))
    console.type(":takeover")
    console.press(.enter)
    #expect(console.lastLine == "takeover: you have the review open already")
  }

  @Test("other keys act as if there were no offer")
  func otherKeys() throws {
    let console = console()
    console.send(left(try decided(2)))
    let row = console.state.checklist.findingCursor.row
    console.type("j")
    #expect(console.state.checklist.findingCursor.row == row + 1)
    #expect(console.picture.contains(offer))
    console.type("?")
    #expect(console.state.help != nil)
    console.press(.control("l"))
    #expect(console.effects.last == .redraw)
    #expect(console.send(.interrupt).isEmpty)
    #expect(console.picture.contains(offer))
    console.send(.paste("y"))
    #expect(!console.effects.contains(.takeOver))
  }

  @Test("while something is typed, the offer waits, and no letter answers it")
  func typing() throws {
    let console = console()
    console.type("/m")
    console.send(left(try decided(2)))
    #expect(!console.picture.contains(offer))
    console.type("y n")
    #expect(console.picture.contains("filter: my n"))
    console.press(.escape)
    #expect(console.picture.contains(offer))
    console.type("j:")
    #expect(!console.picture.contains(offer))
    console.type("y")
    console.press(.escape)
    #expect(console.picture.contains(offer))
    #expect(!console.effects.contains(.takeOver))
  }

  @Test("if another process was faster, it is named, and the console waits again")
  func late() throws {
    let console = console()
    console.send(left(try decided(2)))
    console.type("y")
    let effects = console.send(.tookOver(.failure(.held("carl@jump2, process 1, since x"))))
    #expect(effects == [.awaitWriter])
    #expect(
      console.lastLine.contains("carl@jump2 has the review open now; it stays read-only here"))
    #expect(console.lines[0].hasSuffix("read-only"))
    console.send(.writerLeft(WriterLeft(holder: "carl@jump2, x", session: try decided(3))))
    #expect(console.picture.contains("carl@jump2 closed the review: 3 decisions since"))
  }

  @Test(":takeover while the writer has the review open names it, and waits only once")
  func early() throws {
    let console = console()
    console.type(":takeover")
    console.press(.enter)
    #expect(console.effects.last == .takeOver)
    #expect(console.send(.tookOver(.failure(.held(Self.ann)))).isEmpty)
    #expect(console.lastLine.contains("ann@jump1 has the review open now"))
    console.send(left(try decided(2)))
    #expect(console.picture.contains(offer))
  }

  @Test("a session that cannot be taken over stays read-only, with the reason")
  func impossible() throws {
    let console = console()
    console.send(left(try decided(2)))
    console.type("y")
    console.send(.tookOver(.failure(.impossible("the settings of the review changed"))))
    #expect(console.lastLine.contains("not taken over: the settings of the review changed"))
    console.type("X")
    #expect(console.lastLine.contains(":takeover takes it over"))
  }

  @Test(
    "the offer says what changed", arguments: ["nothing", "other", "replaced", "unreadable"])
  func changes(kind: String) throws {
    let console = console(try decided(1))
    var session: ReviewSession? = try decided(1)
    switch kind {
    case "other": try session?.write(statement: "Good.", by: Self.other, at: Fixture.now)
    case "replaced": session = ReviewSession()
    case "unreadable": session = nil
    default: break
    }
    console.send(left(session))
    let words = [
      "nothing": "nothing changed since", "other": "1 other change since",
      "replaced": "its history was replaced since", "unreadable": "its session cannot be read",
    ][kind]
    #expect(console.picture.contains("ann@jump1 closed the review: \(words ?? "?")"))
  }

  @Test("drafts of the last writer are restored, and a warning is shown")
  func drafts() throws {
    let console = console()
    console.send(left(try decided(2)))
    console.type("y")
    let draft = Draft(
      .remediate, on: [.finding(Fixture.model.findings[3].id)], fields: ["note": "half"])
    console.send(
      .tookOver(
        .success(TakenOver(session: try decided(2), drafts: [draft], notice: "truncated"))))
    #expect(console.state.drafts.count == 1)
    #expect(console.lastLine.contains("truncated"))
  }
}
