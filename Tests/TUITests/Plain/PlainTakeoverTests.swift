import Checklist
import Model
import Platform
import Testing
import Workspace

@testable import TUI

/// Plain mode takes over a review with the answer `takeover`.
@Suite struct PlainTakeoverTests {
  /// What the dialog prints for the answers, in a review that ann has open.
  private func said(
    _ answers: [String], _ outcome: Result<TakenOver, TakeoverFailure>
  ) throws -> String {
    let store = TestStore(takeover: outcome)
    let review = OpenReview(
      assessment: Fixture.model.assessment, session: ReviewSession(), store: store,
      lockedBy: "ann@jump1, process 4711")
    var loop = ConsoleLoop(state: TestConsole().state, store: nil, clock: { Fixture.now })
    try loop.take([.opened(PreparedReview(review, at: Fixture.now), store)])
    var (text, left) = ("", answers)
    var dialog = PlainDialog(
      loop: loop,
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
    #expect(text.contains("ann@jump1, process 4711 has the review open; it is read-only here."))
    #expect(
      text.contains("you have the review open now: nothing changed since 2026-11-24 07:00 UTC"))
    #expect(text.contains("not applicable: "))
    #expect(text.contains("you have the review open already."))
  }

  @Test("if it is not possible, the reason is printed")
  func refused() throws {
    let text = try said(["takeover", "q"], .failure(.held("ann@jump1, process 4711")))
    #expect(text.contains("ann@jump1 has the review open now; it stays read-only here"))
    let other = try said(["takeover", "q"], .failure(.impossible("the settings changed")))
    #expect(other.contains("not taken over: the settings changed"))
  }
}
