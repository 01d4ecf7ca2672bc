internal import Model

// What a statement says besides the digest of the session: a signer may have written it by hand.
extension Verification {
  /// Holds what a statement says of the session that it names against the session.
  mutating func checkWords(of statement: SignedStatement, _ session: ReviewSession) {
    let account = statement.account == session.accountID ? [] : ["account"]
    for what in account + session.differences(from: statement) {
      add(.wrong, "what \(statement.signer) signed names another \(what) than the session")
    }
  }

  /// Holds the evidence that is there against the statements on the session as it is.
  mutating func checkEvidence(
    _ statements: [SignedStatement], _ session: ReviewSession, _ evidence: VerifiedEvidence
  ) {
    guard let signed = statements.last?.evidence else { return }
    guard !signed.isEmpty else {
      return add(.notChecked, "no evidence stands in what was signed")
    }
    var same = 0
    for (path, wanted) in signed.sorted(by: { $0.key.precedesByScalar($1.key) }) {
      switch evidence.digest(path) {
      case wanted: same += 1
      case nil: add(.notChecked, "evidence \(path): it is not there")
      default: add(.wrong, "evidence \(path): it is not the file that was signed")
      }
    }
    guard same > 0 else { return }
    add(.good, "\(same) of \(signed.count.counted("evidence file")) as signed")
    guard let assessment = evidence.judged(session) else { return }
    let isAll = checkFiles(assessment.account, signed)
    guard same == signed.count, isAll else { return }
    if let mismatch = session.mismatch(with: assessment.account) { add(.wrong, mismatch) }
    for statement in statements { checkCounts(statement, session, assessment) }
  }

  /// Tells of files that were not signed; whether there are none.
  private mutating func checkFiles(
    _ account: Account, _ signed: [String: SHA256Digest]
  ) -> Bool {
    var isAll = true
    for file in account.files where signed[file.path] == nil && file.status != .ignored {
      isAll = false
      if file.digest == nil {
        add(.notChecked, "evidence \(file.path): it was not signed, and cannot be read")
      } else {
        add(.wrong, "evidence \(file.path): it was not there when the review was signed")
      }
    }
    return isAll
  }

  /// Judges the evidence again: whether nothing was open, and as much was found as was signed.
  private mutating func checkCounts(
    _ statement: SignedStatement, _ session: ReviewSession, _ assessment: Assessment
  ) {
    let readiness = Readiness(assessment, session, at: statement.at)
    let differing = SignedStatement.counts(assessment, readiness)
      .filter { $0.value.canonicalText != statement.json[$0.name]?.canonicalText }.map(\.name)
    let isSameVersion =
      statement.json["tool"]?.string == SignedStatement.tool
      && statement.json["catalogue"]?.string == assessment.catalogueVersion
    let gaps = readiness.gaps.count
    var faults: [String] = []
    if !differing.isEmpty {
      let numbers = differing.joined(separator: ", ")
      faults.append("the numbers of \(numbers) are not those that \(statement.signer) signed")
    }
    if gaps > 0 {
      faults.append("\(gaps.counted("decision")) missing when \(statement.signer) signed")
    }
    if faults.isEmpty {
      add(.good, "items, findings and decisions are as many as \(statement.signer) signed")
    }
    let tool = statement.json["tool"]?.string ?? "another version"
    for fault in faults {
      // Another version, or another catalogue of actions, may find more or less.
      add(
        isSameVersion ? .wrong : .notChecked,
        isSameVersion ? fault : "\(fault) with \(tool), as this version judges")
    }
  }
}
