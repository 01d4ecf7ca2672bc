import Checklist
import Model
import Platform
import Testing

@testable import TUI

/// A change of a signed review is made only after a confirmation.
@Suite struct SignedReviewTests {
  static let signed: ReviewSession = signedSession()

  /// A signature in the right format; only ssh-keygen checks more.
  private static let signature = SSHSignature(
    """
    -----BEGIN SSH SIGNATURE-----
    U1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg9YyMuUFmPVqig3TOKG7jw+ZVUk
    0k03U4tGBzfl9Wui4AAAAKaWFtLXJldmlldwAAAAAAAAAGc2hhNTEyAAAAUwAAAAtzc2gt
    ZWQyNTUxOQAAAEBRcSdWkvWUKAVG3FX1Wg4NP+7yC6eT1U2iHMhuDrrI3G7yr8boHveVHb
    tw1Dly4l5s6W/qR3jxT4d9Q7kKXLYF
    -----END SSH SIGNATURE-----
    """)

  private static func signedSession() -> ReviewSession {
    var session = ReviewSession()
    for result in Fixture.assessment.items {
      let targets: [Reviewable] =
        result.findings.isEmpty ? [.item(result)] : result.findings.map { .finding($0) }
      _ = try? session.decide(
        DecisionContent(.notApplicable, note: "lab"), on: targets, by: Fixture.reviewer,
        at: Fixture.now)
    }
    guard let signature,
      let statement = try? session.statement(
        on: Fixture.assessment, by: Reviewer(name: "ann", host: ""), as: .reviewer, at: Fixture.now),
      let signOff = try? session.signOff(statement, signature)
    else { return session }
    session.add(signOff)
    return session
  }

  private func console() -> TestConsole {
    TestConsole(Size(columns: 100, rows: 30), session: Self.signed)
  }

  private static let question =
    "the signature of ann will be void; yes changes the review:"

  @Test("the session is signed, so that the other tests test something")
  func fixture() {
    #expect(Self.signed.currentSignatures.count == 1)
  }

  @Test(
    "every kind of change asks first, and no writes nothing",
    arguments: [
      ("nXother", "a decision"), ("fU", "clearing a decision"), ("u", "undo"),
      ("f*Xall", "a decision on several"),
    ])
  func asks(keys: String, name: String) {
    let console = console()
    console.type(keys)
    if keys.contains("X") { console.press(.enter) }
    #expect(console.picture.contains(Self.question), "\(name)")
    console.type("n")
    console.press(.enter)
    #expect(console.lastLine == "nothing was changed; the review is still signed")
    #expect(console.state.review.session == Self.signed)
    #expect(console.effects.allSatisfy { $0 != .save })
  }

  @Test("yes makes the change, and the next change does not ask")
  func yes() {
    let console = console()
    console.type("u")
    console.type("yes")
    console.press(.enter)
    #expect(console.effects == [.save])
    #expect(console.lastLine.contains("the signature of ann is now void"))
    #expect(console.state.review.session.currentSignatures.isEmpty)
    console.type("u")
    #expect(!console.picture.contains(Self.question))
    #expect(console.effects == [.save, .save])
  }

  @Test("undoing the change restores the decisions, and not the signature")
  func undo() {
    let console = console()
    console.type("uyes")
    console.press(.enter, .control("r"))
    #expect(console.state.review.session.decisions == Self.signed.decisions)
    #expect(console.state.review.session.currentSignatures.isEmpty)
  }

  @Test("Esc, Ctrl-C and a dropped connection change nothing, and keep what was typed")
  func typed() {
    let console = console()
    console.type("nXanother reason")
    console.press(.enter)
    console.press(.escape)
    #expect(console.picture.contains("another reason"))
    #expect(console.state.review.session == Self.signed)
    console.press(.enter)
    console.send(.interrupt)
    #expect(console.picture.contains("another reason"))
    console.press(.enter)
    console.send(.hangUp)
    #expect(console.state.review.session == Self.signed)
    #expect(console.state.drafts.count == 1)
  }

  @Test("keys that only look at the review do not ask")
  func looking() {
    let console = console()
    console.type("njk2 14:overview")
    console.press(.escape)
    #expect(console.state.held == nil)
  }
}
