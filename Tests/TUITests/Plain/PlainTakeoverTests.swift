import Checklist
import Model
import Platform
import Synchronization
import Testing
import Workspace

@testable import TUI

/// Plain mode takes over a review with the answer `takeover`.
@Suite struct PlainTakeoverTests {
  /// What the dialog prints for the answers, in a review that ann has open.
  private func said(
    _ answers: [String], _ outcome: Result<TakenOver, TakeoverFailure>, writers: [String] = []
  ) throws -> String {
    let leaving = Mutex(writers)
    let store = TestStore(takeover: outcome) {
      let writer = leaving.withLock { $0.isEmpty ? nil : $0.removeFirst() }
      return writer.map { WriterLeft(holder: $0, session: ReviewSession()) }
    }
    let review = OpenReview(
      assessment: Fixture.model.assessment, session: ReviewSession(), store: store,
      lockedBy: "ann@jump1, process 4711")
    var loop = ConsoleLoop(state: TestConsole().state, store: nil, clock: { Fixture.now })
    let effects = try loop.take([.opened(PreparedReview(review, at: Fixture.now), store)])
    #expect(effects == [.awaitWriter])
    let watch = WriterWatch { $0() }
    if !writers.isEmpty { watch.start(loop.awaitingWriter()) }
    var (text, left) = ("", answers)
    var dialog = PlainDialog(
      loop: loop, watch: watch,
      write: {
        text += $0
        return true
      }
    ) { left.isEmpty ? nil : left.removeFirst() }
    let isWritten = dialog.run()
    #expect(isWritten)
    return text
  }

  @Test("after it, decisions are saved")
  func taken() throws {
    let text = try said(
      ["n", "x", "takeover", "x", "not ours", "takeover", "q"],
      .success(TakenOver(session: ReviewSession())))
    #expect(
      text.contains(
        "not applicable: ann@jump1, process 4711 has the review open; it is read-only here\n"))
    #expect(
      text.contains("you have the review open now: nothing changed since 2026-11-24 07:00 UTC"))
    #expect(text.contains("not applicable: "))
    #expect(text.contains("takeover: you have the review open already\n"))
  }

  @Test("it is offered once when the writer leaves; the answer typed meanwhile acts as usual")
  func offered() throws {
    let text = try said(
      ["1", "x 1", ":takeover", "q"], .success(TakenOver(session: ReviewSession())),
      writers: ["ann@jump1, process 4711"])
    let offer =
      "ann@jump1 closed the review: nothing changed since 2026-11-24 07:00 UTC. The answer takeover"
      + " takes the review over."
    let parts = text.split(separator: offer)
    try #require(parts.count == 2, "\(text)")
    #expect(parts[1].contains(" 1. undecided, critical: root user"), "\(text)")
    #expect(text.contains("ann@jump1 closed the review; :takeover takes it over"))
    #expect(text.contains("you have the review open now: nothing changed"))
  }

  @Test("if another process was faster, the next end of a writer is offered as well")
  func offeredAgain() throws {
    let text = try said(
      ["l", "takeover", "l", "q"], .failure(.held("carl@jump2, process 1")),
      writers: ["ann@jump1, process 4711", "carl@jump2, process 1"])
    #expect(text.contains("ann@jump1 closed the review"))
    #expect(text.contains("carl@jump2 has the review open now; it stays read-only here"))
    #expect(text.contains("carl@jump2 closed the review: nothing changed"))
  }

  @Test("if it is not possible, the reason is printed")
  func refused() throws {
    let text = try said(["takeover", "q"], .failure(.held("ann@jump1, process 4711")))
    #expect(text.contains("ann@jump1 has the review open now; it stays read-only here"))
    let other = try said(["takeover", "q"], .failure(.impossible("the settings changed")))
    #expect(other.contains("not taken over: the settings changed"))
  }
}
