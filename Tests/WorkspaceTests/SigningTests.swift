import Checklist
import Foundation
import Model
import Platform
import TestSupport
import Testing

@testable import Workspace

/// A review is signed with answers from the test, and with the real ssh-keygen.
@Suite struct SigningTests {
  private let bench: WorkspaceBench
  private let keys: TemporaryFolder

  init() throws {
    bench = try WorkspaceBench()
    keys = try TemporaryFolder()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "ann", "-f", keys.path + "/key",
    ]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
  }

  /// The person who always answers the same.
  private struct Answers: SigningQuestions {
    let path: String
    var confirms = true
    func key() throws(SignOffRefusal) -> SigningKey { .file(path) }
    func confirm(_ summary: SigningSummary) throws(SignOffRefusal) {
      guard confirms else { throw .failed("the signature was not confirmed") }
    }
  }

  /// The review with a decision on everything, and what signing it gave.
  private func signed(
    confirms: Bool = true, count: Int? = nil
  ) throws -> Result<ReviewSession, ReviewError> {
    let review = try bench.open(
      questions: Answers(path: keys.path + "/key", confirms: confirms)
    ).first
    var session = try bench.deciding(count ?? .max, in: review)
    if count == nil {
      for item in review.assessment.items {
        try session.decide(
          DecisionContent(.pass, note: "assessed manually: asked"), on: [.item(item)],
          by: bench.ann, at: bench.now)
      }
    }
    return review.store.sign(session, drafts: 0, at: bench.now)
  }

  @Test("the signature is saved in the session, and beside it with the statement")
  func signs() throws {
    let session = try signed().get()
    #expect(session.currentSignatures.map(\.statement.signer) == ["ann"])
    #expect(try bench.read().session.currentSignatures.count == 1)
    #expect(bench.exists("review.json.sign-off-1") && bench.exists("review.json.sign-off-1.sig"))
    let copies = try SignOffFiles.copies(of: session, at: bench.path + "/review.json")
    #expect(copies.map(\.number) == [1])
    guard case .session(let read, _) = try VerifiedFile(bench.path, warnings: bench.warnings) else {
      Issue.record("the folder is not read as a session")
      return
    }
    #expect(read.currentSignatures.count == 1)
  }

  @Test("without a confirmation, or with decisions missing, nothing is signed or written")
  func refuses() throws {
    guard case .failure(let unconfirmed) = try signed(confirms: false),
      case .failure(let incomplete) = try signed(count: 0)
    else {
      Issue.record("the review was signed")
      return
    }
    #expect(unconfirmed.message == "not signed: the signature was not confirmed")
    #expect(incomplete.message.hasPrefix("not signed: "))
    #expect(!bench.exists("review.json.sign-off-1"))
  }
}
