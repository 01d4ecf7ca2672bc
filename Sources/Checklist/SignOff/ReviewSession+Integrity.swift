internal import Model

extension ReviewSession {
  /// What of the session is not as it was written or signed, a sentence each; none if its history is
  /// intact and each signature is on the session as it is, or was replaced by a later one that is.
  ///
  /// Whether the keys are those of the people named is not asked here; that is for `verify`.
  /// `historyFaults` saves working them out again.
  func integrityFaults(_ historyFaults: [HistoryFault]? = nil) -> [String] {
    var faults = (historyFaults ?? self.historyFaults).map(\.message)
    let signatures = signatures
    guard !signatures.isEmpty else { return faults }
    let current = signedDigest
    for (index, signOff) in signatures.enumerated() {
      guard let signOff else {
        faults.append("signature \(index + 1) cannot be read")
        continue
      }
      let earlier = signatures[..<index].compactMap(\.self)
      let who = "signature \(index + 1), of \(signOff.statement.signer)"
      if earlier.contains(signOff) {
        faults.append("\(who), repeats an earlier one")
      } else if let fault = signOff.chainFault(after: earlier) {
        faults.append("\(who): \(fault)")
      }
      if signOff.statement.session == current {
        let others = differences(from: signOff.statement)
        faults += others.map { "\(who), names another \($0) than the session" }
      } else if !signatures[(index + 1)...].contains(where: { $0?.statement.session == current }) {
        faults.append("\(who), is void: the review or its evidence changed after it was signed")
      }
    }
    return faults
  }
}

extension SignOff {
  /// Why it does not follow from the signatures `earlier`; nil if it does. What a countersignature
  /// names must be there, and an approver be somebody else than the reviewer.
  func chainFault(after earlier: [SignOff]) -> String? {
    let isApproval = statement.role == .approver
    guard let previous = statement.previous else {
      return isApproval ? "it approves, but names no signature that it countersigns" : nil
    }
    guard let before = earlier.first(where: { $0.signature.digest == previous }) else {
      return "countersigns a signature that is not here"
    }
    guard before.statement.session == statement.session else {
      return "countersigns the signature of \(before.statement.signer) on another state"
    }
    guard isApproval else { return nil }
    let reviewers = earlier.filter {
      $0.statement.role == .reviewer && $0.statement.session == statement.session
    }
    guard !reviewers.isEmpty else { return "it approves what no reviewer signed" }
    return reviewers.first { $0.person.isSamePerson(as: person) }.map {
      "it approves what \($0.statement.signer) signed as reviewer: by name or key the same"
    }
  }
}
