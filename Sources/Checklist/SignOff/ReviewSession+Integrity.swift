internal import Model
package import Platform

extension ReviewSession {
  /// The integrity faults of the session, which was read from a file and not changed since.
  ///
  /// The evidence is not compared: a later collection does not void a signature. `historyErrors`
  /// are those of the session.
  public func integrityErrors(_ historyErrors: [HistoryError]) -> [String] {
    guard !signOffs.isEmpty else { return historyErrors.map(\.message) }
    return integrityErrors(historyErrors, signedAs: signedDigest)
  }

  /// The digest that a valid signature names; nil if no signature can be valid, because the file
  /// of the session contains something else.
  ///
  /// A session that was opened with its evidence has a new record of it. `stored` is the session in
  /// the file, which is what was signed and what `verify` reads; nil if it is this one.
  package func signedDigest(asStored stored: ReviewSession?) -> SHA256Digest? {
    let current = signedDigest
    guard let stored, stored.revision != revision else { return current }
    return stored.signedDigest == current ? current : nil
  }

  /// The integrity faults of the session, one sentence each. There are none if its history is
  /// intact and each signature is valid for the current session, or was replaced by one that is.
  ///
  /// Only `verify` checks whether the keys belong to the signers. `historyErrors` are those of the
  /// session and `current` is its `signedDigest(asStored:)`; the caller computes them, because both
  /// read the whole session.
  package func integrityErrors(
    _ historyErrors: [HistoryError], signedAs current: SHA256Digest?
  ) -> [String] {
    var errors = historyErrors.map(\.message)
    let signatures = signatures
    let lastCurrent = signatures.lastIndex { $0 != nil && $0?.statement.session == current }
    var earlier = EarlierSignOffs()
    for (index, signOff) in signatures.enumerated() {
      guard let signOff else {
        errors.append("signature \(index + 1) cannot be read")
        continue
      }
      let who = "signature \(index + 1), by \(signOff.statement.signer)"
      if earlier.contains(signOff) {
        errors.append("\(who), repeats an earlier signature")
      } else if let error = earlier.error(of: signOff) {
        errors.append("\(who): \(error)")
      }
      if signOff.statement.session == current {
        let others = differences(from: signOff.statement)
        errors += others.map { "\(who), does not match the session: the \($0) differs" }
      } else if lastCurrent.map({ $0 < index }) ?? true {
        errors.append("\(who), is void: the review or its evidence changed after it was signed")
      }
      earlier.add(signOff)
    }
    return errors
  }
}

/// The earlier signatures of a session, indexed for fast lookup.
struct EarlierSignOffs {
  private var all: Set<SignOff> = []
  private var byDigest: [SHA256Digest: SignOff] = [:]
  /// The signatures of reviewers, by the digest of the signed session.
  private var reviewers: [SHA256Digest: [SignOff]] = [:]

  mutating func add(_ signOff: SignOff) {
    guard all.insert(signOff).inserted else { return }
    let digest = signOff.signature.digest
    byDigest[digest] = byDigest[digest] ?? signOff
    guard signOff.statement.role == .reviewer else { return }
    reviewers[signOff.statement.session, default: []].append(signOff)
  }

  func contains(_ signOff: SignOff) -> Bool { all.contains(signOff) }

  /// The signature that `signOff` countersigns; nil if it names none, or one that is missing.
  func countersigned(by signOff: SignOff) -> SignOff? {
    signOff.statement.previous.flatMap { byDigest[$0] }
  }

  /// Why `signOff` is invalid after these signatures; nil if it is valid. The signature that it
  /// countersigns must exist, and an approver must not be the reviewer.
  func error(of signOff: SignOff) -> String? {
    let statement = signOff.statement
    let isApproval = statement.role == .approver
    guard statement.previous != nil else {
      return isApproval ? "the approval does not name the signature that it countersigns" : nil
    }
    guard let before = countersigned(by: signOff) else {
      return "countersigns a signature that is not in the session"
    }
    guard before.statement.session == statement.session else {
      return "countersigns a signature of \(before.statement.signer) on another state of the review"
    }
    guard isApproval else { return nil }
    guard let reviewers = reviewers[statement.session] else {
      return "approves a state of the review that no reviewer signed"
    }
    return reviewers.first { $0.person.isSamePerson(as: signOff.person) }.map {
      "the approver has the same name or key as the reviewer \($0.statement.signer)"
    }
  }
}
