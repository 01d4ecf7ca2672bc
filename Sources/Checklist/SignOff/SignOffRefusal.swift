internal import Model

/// Why a review was not signed.
public enum SignOffRefusal: Error, Sendable {
  /// Decisions are missing.
  case notReady(Readiness)
  /// It is only a part of a review.
  case part(String)
  /// The history was changed.
  case history(HistoryFault)
  /// The review was evaluated with other settings than those of the session.
  case otherSettings(String)
  /// A newer version wrote the session.
  case newerVersion(Int)
  /// A reviewer must sign before an approver.
  case noReviewer
  /// Nobody can approve their own signature.
  case ownSignature(String)
  /// The name cannot be listed in allowed_signers.
  case badName(String)
  /// The agent is not available; what to do.
  case agent(String)
  /// OpenSSH is not installed.
  case noOpenSSH
  /// Signing failed; why.
  case failed(String)
  /// The statement is not that of the current session; why.
  case otherStatement(String)

  /// The reason, in one line.
  public var message: String {
    switch self {
    case .notReady(let readiness):
      "not signed: \(readiness.gaps.count.counted("decision")) missing"
    case .part(let title):
      "not signed: this is a part of a review (\(VisibleText.line(title))); merge it first"
    case .history(let fault): "not signed: \(fault.message)"
    case .otherSettings(let words):
      "not signed: the review was judged with other settings (\(words)); sign without these options"
    case .newerVersion(let version):
      "not signed: a newer version wrote the session (schema \(version))"
    case .noReviewer: "not signed: a reviewer must sign before an approver countersigns"
    case .ownSignature(let name):
      "not signed: \(VisibleText.line(name)) signed as reviewer; another person must approve"
    case .badName(let name):
      "not signed: \(name.isBlank ? "no name" : VisibleText.line(String(name.prefix(60))))"
        + " is not one that others can list; --reviewer takes \(SignerName.expectation)"
    case .agent(let what), .failed(let what): "not signed: \(what)"
    case .noOpenSSH: "ssh-keygen was not found; install OpenSSH (8.2 or later)"
    case .otherStatement(let why): "not signed: \(why)"
    }
  }
}
