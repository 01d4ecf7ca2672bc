internal import Model

extension ReviewSession {
  /// What of the session is not as it was written or signed, a sentence each; none if its history is
  /// intact and each signature is on the session as it is, or was replaced by a later one that is.
  ///
  /// Whether the keys are those of the people named is not asked here; that is for `verify`.
  /// `historyFaults` are those of the session, `current` its `signedDigest`, worked out by the caller
  /// because both read the whole session.
  func integrityFaults(_ historyFaults: [HistoryFault], signedAs current: SHA256Digest) -> [String]
  {
    var faults = historyFaults.map(\.message)
    let signatures = signatures
    let lastCurrent = signatures.lastIndex { $0?.statement.session == current }
    var earlier = EarlierSignOffs()
    for (index, signOff) in signatures.enumerated() {
      guard let signOff else {
        faults.append("signature \(index + 1) cannot be read")
        continue
      }
      let who = "signature \(index + 1), of \(signOff.statement.signer)"
      if earlier.contains(signOff) {
        faults.append("\(who), repeats an earlier one")
      } else if let fault = earlier.fault(of: signOff) {
        faults.append("\(who): \(fault)")
      }
      if signOff.statement.session == current {
        let others = differences(from: signOff.statement)
        faults += others.map { "\(who), names another \($0) than the session" }
      } else if lastCurrent.map({ $0 < index }) ?? true {
        faults.append("\(who), is void: the review or its evidence changed after it was signed")
      }
      earlier.add(signOff)
    }
    return faults
  }
}

/// The signatures before one, found without going through all of them.
struct EarlierSignOffs {
  private var all: Set<SignOff> = []
  private var byDigest: [SHA256Digest: SignOff] = [:]
  /// Those of reviewers by the digest of the session that they signed.
  private var reviewers: [SHA256Digest: [SignOff]] = [:]

  mutating func add(_ signOff: SignOff) {
    guard all.insert(signOff).inserted else { return }
    let digest = signOff.signature.digest
    byDigest[digest] = byDigest[digest] ?? signOff
    guard signOff.statement.role == .reviewer else { return }
    reviewers[signOff.statement.session, default: []].append(signOff)
  }

  func contains(_ signOff: SignOff) -> Bool { all.contains(signOff) }

  /// The signature that `signOff` countersigns; nil if it names none, or one that is not here.
  func countersigned(by signOff: SignOff) -> SignOff? {
    signOff.statement.previous.flatMap { byDigest[$0] }
  }

  /// Why `signOff` does not follow from these; nil if it does. What a countersignature names must be
  /// there, and an approver be somebody else than the reviewer.
  func fault(of signOff: SignOff) -> String? {
    let statement = signOff.statement
    let isApproval = statement.role == .approver
    guard statement.previous != nil else {
      return isApproval ? "it approves, but names no signature that it countersigns" : nil
    }
    guard let before = countersigned(by: signOff) else {
      return "countersigns a signature that is not here"
    }
    guard before.statement.session == statement.session else {
      return "countersigns the signature of \(before.statement.signer) on another state"
    }
    guard isApproval else { return nil }
    guard let reviewers = reviewers[statement.session] else {
      return "it approves what no reviewer signed"
    }
    return reviewers.first { $0.person.isSamePerson(as: signOff.person) }.map {
      "it approves what \($0.statement.signer) signed as reviewer: by name or key the same"
    }
  }
}
