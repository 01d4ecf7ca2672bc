import Checklist
import Evidence
import Foundation
import Model
import Platform
import Synchronization
import TestSupport

@testable import Workspace

/// A small account in a temporary folder, and the people who review it.
final class WorkspaceBench: Sendable {
  static let identity = """
    {"UserId": "AIDAEXAMPLE", "Account": "111122223333", "Arn": "arn:aws:iam::111122223333:user/ann"}
    """
  static let summary = """
    {"SummaryMap": {"AccountMFAEnabled": 0, "AccountAccessKeysPresent": 1, "Users": 1}}
    """

  let path: String
  let now = Instant(seconds: 1_790_000_000)
  let ann = Reviewer(name: "ann", host: "jump1")
  let lastSave = LastSave()
  private let folder: Mutex<TemporaryFolder>
  private let warningsSoFar = Mutex<[String]>([])

  init() throws {
    let folder = try TemporaryFolder()
    path = folder.path
    self.folder = Mutex(folder)
    try write(Self.identity, "identity.json")
    try write(Self.summary, "summary.json")
  }

  /// The warnings since the start.
  var warned: [String] { warningsSoFar.withLock { $0 } }

  var warnings: Warnings {
    Warnings { [self] warning in warningsSoFar.withLock { $0.append(warning) } }
  }

  var request: ReviewRequest { ReviewRequest(.path(path)) }

  /// Opens the review for decisions.
  func open(
    as name: String = "ann", questions: any SigningQuestions = NoQuestions(),
    changing change: (inout ReviewRequest) -> Void = { _ in }
  ) throws -> Workspace {
    var request = request
    change(&request)
    return try Workspace.open(
      request,
      as: LockHolder(
        reviewer: Reviewer(name: name, host: "jump1"), process: 1, terminal: nil, since: now),
      questions: questions, lastSave: lastSave, warnings: warnings)
  }

  /// Opens the review for reading.
  func read(_ request: ReviewRequest? = nil) throws -> AccountReview {
    let request = request ?? self.request
    return try AccountReview.open(request, at: request.sessionPath(), warnings: warnings)
  }

  /// The session of `review` with its first `count` findings decided.
  func deciding(
    _ count: Int, in review: OpenReview, from session: ReviewSession? = nil
  ) throws -> ReviewSession {
    var session = session ?? review.session
    for finding in review.assessment.findings.prefix(count) {
      try session.decide(
        DecisionContent(.pass, note: "checked"), on: [.finding(finding)], by: ann, at: now)
    }
    return session
  }

  func write(_ text: String, _ name: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path + "/" + name))
  }

  func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path + "/" + name, encoding: .utf8)
  }
}

/// Nobody is asked: there is no key.
struct NoQuestions: SigningQuestions {
  func key() throws(SignOffRefusal) -> SigningKey { throw .failed("no key was chosen") }
  func confirm(_ summary: SigningSummary) throws(SignOffRefusal) {}
}
