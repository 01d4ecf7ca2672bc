import Checklist
import Model
import Platform
import Testing
import Workspace

@testable import TUI

/// The loop without a terminal: takes batches of input, returns effects on the screen.
@Suite struct ConsoleLoopTests {
  /// A store whose saves can fail.
  private final class Disk: @unchecked Sendable {
    var saved: [ReviewSession] = []
    var failure: String?
    var store: TestStore {
      TestStore { session in
        if let failure = self.failure { return .failed(failure) }
        self.saved.append(session)
        return .saved
      }
    }
  }

  private func loop(_ disk: Disk) -> ConsoleLoop {
    ConsoleLoop(state: TestConsole().state, store: disk.store, clock: { Fixture.now })
  }

  /// Keys; a line break is Enter.
  private func keys(_ text: String) -> [InputEvent] {
    text.map { .key($0 == "\n" ? .enter : .character($0)) }
  }

  @Test("each decision of a batch is saved before the next key is handled")
  func saves() {
    let disk = Disk()
    var loop = loop(disk)
    #expect(loop.take(keys("nPok\nnPok\nuq")) == [.leave(.quit)])
    #expect(disk.saved.map(\.history.count) == [1, 2, 3])
    #expect(disk.saved.last == loop.state.review.session)
  }

  @Test("a failed save stays in the status line until a save succeeds")
  func failure() {
    let disk = Disk()
    disk.failure = "cannot write review.json: no space left"
    var loop = loop(disk)
    _ = loop.take(keys("nPok\n"))
    func status() -> String { ConsoleView.frame(loop.state).lines()[0] }
    #expect(status().contains("NOT SAVED: cannot write review.json: no space left"))
    _ = loop.take(keys("jk2"))
    #expect(status().contains("NOT SAVED"))
    disk.failure = nil
    _ = loop.take(keys("1nPok\n"))
    #expect(status().hasSuffix("saved"))
    #expect(disk.saved.last?.history.count == 2)
  }

  @Test("a read-only review is not written when it is closed", arguments: [nil, "ann"])
  func finish(holder: String?) throws {
    let disk = Disk()
    var store = disk.store
    store.finishing = { disk.saved.append($0) }
    var loop = ConsoleLoop(state: TestConsole().state, store: nil, clock: { Fixture.now })
    let review = OpenReview(
      assessment: Fixture.model.assessment, session: ReviewSession(), store: store,
      lockedBy: holder)
    try loop.take([.opened(PreparedReview(review, at: Fixture.now), store)])
    #expect(loop.take(keys("q")) == [.leave(.quit)])
    #expect(disk.saved.count == (holder == nil ? 1 : 0))
  }

  @Test("q saves again, warns about what would be lost, and quits when pressed again")
  func quitUnsaved() {
    let disk = Disk()
    disk.failure = "no space left"
    var loop = loop(disk)
    #expect(loop.take(keys("nPok\nq")) == [])
    #expect(
      ConsoleView.frame(loop.state).picture.hasSuffix(
        "decisions are not saved; press q again to quit without them"))
    #expect(loop.take(keys("q")) == [.leave(.quit)])
    var recovered = self.loop(disk)
    _ = recovered.take(keys("nPok\n"))
    disk.failure = nil
    #expect(recovered.take(keys("q")) == [.leave(.quit)])
    #expect(disk.saved.last?.history.count == 1)
  }

  @Test("a dropped connection and SIGTERM end the console at once, after a last attempt to save")
  func lost() {
    let disk = Disk()
    disk.failure = "no space left"
    var loop = loop(disk)
    _ = loop.take(keys("nPok\n"))
    disk.failure = nil
    #expect(loop.take([.hangUp] + keys("Pok\n")) == [.leave(.hungUp)])
    #expect(disk.saved.count == 1)
    var other = self.loop(disk)
    #expect(other.take(keys("nJhalf") + [.terminate]) == [.leave(.terminated)])
    #expect(disk.saved.count == 1, "a half-typed note is not a decision")
  }

  @Test("suspending, resuming and redrawing are effects on the screen")
  func screen() {
    var loop = loop(Disk())
    #expect(loop.take([.suspend]) == [.suspend])
    #expect(loop.take([.key(.control("z"))]) == [.suspend])
    #expect(loop.take([.resume]) == [.regainControl])
    #expect(loop.take([.key(.control("l"))]) == [.draw, .redraw])
    #expect(
      loop.take([.wake, .mouse(.init(action: .press, place: .init(row: 0, column: 0)))]) == [])
  }

  @Test("a session written by a newer version is read-only")
  func readOnly() throws {
    var text = ReviewSession().text
    text = text.replacing("\"schemaVersion\": 1", with: "\"schemaVersion\": 99")
    let session = try ReviewSession(Array(text.utf8))
    try #require(session.isReadOnly)
    let console = TestConsole(session: session)
    console.type("nP")
    #expect(console.effects.isEmpty)
    #expect(console.lines[0].hasSuffix("read-only"))
    #expect(console.picture.contains("written by a newer version of iam-review"))
  }
}
