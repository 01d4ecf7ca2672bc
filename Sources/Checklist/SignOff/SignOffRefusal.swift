internal import Model
internal import Platform

/// Why a review was not signed.
public enum SignOffRefusal: Error, Sendable {
  /// Decisions are missing.
  case notReady(Readiness)
  /// The session is only part of a review.
  case part(String)
  /// The history was changed.
  case history(HistoryError)
  /// The review was evaluated with settings other than those of the session.
  case otherSettings(String)
  /// The session was written by a newer version.
  case newerVersion(Int)
  /// A reviewer must sign before an approver.
  case noReviewer
  /// Nobody can approve their own signature.
  case ownSignature(String)
  /// The name cannot be listed in allowed_signers.
  case badName(String)
  /// The agent is not available; with instructions.
  case agent(String)
  /// OpenSSH is not installed.
  case noOpenSSH
  /// Signing failed; with the reason.
  case failed(String)
  /// The statement does not match the current session; with the reason.
  case otherStatement(String)

  /// The reason, in one line.
  public var message: String {
    switch self {
    case .notReady(let readiness):
      "not signed: \(readiness.gaps.count.counted("decision")) \(readiness.gaps.count == 1 ? "is" : "are") missing"
    case .part(let title):
      "not signed: this is only part of a review (\(VisibleText.line(title))); merge it first"
    case .history(let error): "not signed: \(error.message)"
    case .otherSettings(let words):
      "not signed: the options differ from the settings of the review (\(words)); omit them"
    case .newerVersion: "not signed: \(ReviewSession.newerVersion)"
    case .noReviewer: "not signed: a reviewer must sign before an approver countersigns"
    case .ownSignature(let name):
      "not signed: \(VisibleText.line(name)) signed as reviewer; another person must approve"
    case .badName(let name):
      "not signed: \(name.isBlank ? "an empty name" : VisibleText.line(String(name.prefix(60))))"
        + " cannot be listed in allowed_signers; --reviewer expects \(SignerName.expectation)"
    case .agent(let what), .failed(let what): "not signed: \(what)"
    case .noOpenSSH: "ssh-keygen was not found; install OpenSSH (8.2 or later)"
    case .otherStatement(let why): "not signed: \(why)"
    }
  }
}
