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

  /// Compares the evidence that is there with the statements on the session as it is, else with the
  /// session's own record.
  mutating func checkEvidence(
    named name: String, _ statements: [SignedStatement], _ session: ReviewSession,
    _ evidence: VerifiedEvidence
  ) {
    let known = statements.last?.evidence ?? session.evidence?.files.mapValues(\.digest) ?? [:]
    var comparison = EvidenceComparison(
      of: name, with: statements.last.map { .statement(signer: $0.signer) } ?? .session)
    let isSigned = !statements.isEmpty
    compare(known, evidence, isMissing: .notChecked, isSigned: isSigned, &comparison)
    defer { self.evidence.append(comparison) }
    guard !known.isEmpty else {
      return add(
        .notChecked,
        isSigned ? "the signed statement names no evidence" : "the session names no evidence")
    }
    let same = comparison.count(.unchanged)
    // Without any of it, the folder is another one, and what is in it is not looked at.
    guard same > 0 else { return }
    add(
      .good,
      "\(same) of \(known.count.counted("evidence file")) as \(isSigned ? "signed" : "reviewed")")
    guard let judged = evidence.judged else { return }
    guard let assessment = judged(session) else {
      return add(.notChecked, "the evidence cannot be read, and was not judged again")
    }
    checkFiles(assessment.account, known, isSigned: isSigned, &comparison)
    guard same == known.count, comparison.count(.noDigest) == 0 else { return }
    if let mismatch = session.mismatch(with: assessment.account) { add(.wrong, mismatch) }
    for statement in statements { checkCounts(statement, session, assessment) }
  }

  /// Compares the evidence with a statement that is checked without its session. That none of it is
  /// there is only noted: the statement may be kept anywhere.
  public mutating func checkEvidence(
    of statement: SignedStatement, named name: String, _ evidence: VerifiedEvidence
  ) {
    var comparison = EvidenceComparison(of: name, with: .statement(signer: statement.signer))
    compare(statement.evidence, evidence, isMissing: .note, isSigned: true, &comparison)
    self.evidence.append(comparison)
  }

  private mutating func compare(
    _ known: [String: SHA256Digest], _ evidence: VerifiedEvidence, isMissing: Verdict,
    isSigned: Bool, _ comparison: inout EvidenceComparison
  ) {
    for (path, wanted) in known.sorted(by: { $0.key.precedesByScalar($1.key) }) {
      switch evidence.digest(path) {
      case wanted: comparison.add(path, .unchanged)
      case nil:
        comparison.add(path, .notFound)
        add(isMissing, "evidence \(path) is missing, or cannot be read")
      default:
        comparison.add(path, .changed)
        add(
          .wrong,
          "evidence \(path): it is not the file that was \(isSigned ? "signed" : "reviewed")")
      }
    }
  }

  /// Reports files of which no digest is known.
  private mutating func checkFiles(
    _ account: Account, _ known: [String: SHA256Digest], isSigned: Bool,
    _ comparison: inout EvidenceComparison
  ) {
    for file in account.files where known[file.path] == nil && file.status != .ignored {
      comparison.add(file.path, .noDigest)
      if !isSigned {
        add(.notChecked, "evidence \(file.path): the session has no digest of it")
      } else if file.digest == nil {
        add(.notChecked, "evidence \(file.path): it was not signed, and cannot be read")
      } else {
        add(.wrong, "evidence \(file.path): it was not there when the review was signed")
      }
    }
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
