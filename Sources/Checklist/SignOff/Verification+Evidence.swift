internal import Model

// What a statement says besides the digest of the session: a signer may have written it by hand.
extension Verification {
  /// Holds what a statement says of the session that it names against the session.
  mutating func checkWords(of statement: SignedStatement, _ session: ReviewSession) {
    let isSame = [
      ("account", statement.account == session.accountID),
      ("moment of the evidence", statement.asOf == session.evidence?.asOf),
      ("evidence", statement.evidence == (session.evidence?.files ?? [:]).mapValues(\.digest)),
      (
        "history",
        statement.history.entries == session.history.count
          && statement.history.last == session.history.last?.hash
      ),
    ]
    for (what, holds) in isSame where !holds {
      add(.wrong, "what \(statement.signer) signed names another \(what) than the session")
    }
  }

  /// Holds the evidence that is there against what was signed.
  mutating func checkEvidence(
    _ statement: SignedStatement, _ session: ReviewSession, _ evidence: VerifiedEvidence
  ) {
    guard !statement.evidence.isEmpty else {
      return add(.notChecked, "no evidence stands in what was signed")
    }
    var same = 0
    for (path, wanted) in statement.evidence.sorted(by: { $0.key.precedesByScalar($1.key) }) {
      switch evidence.digest(path) {
      case wanted: same += 1
      case nil: add(.notChecked, "evidence \(path): it is not there")
      default: add(.wrong, "evidence \(path): it is not the file that was signed")
      }
    }
    guard same > 0 else { return }
    let total = statement.evidence.count
    add(.good, "\(same) of \(total.counted("evidence file")) as signed")
    guard let assessment = evidence.judged(session) else { return }
    let there = EvidenceRecord(of: assessment.account).files.keys
    for path in there.sorted(by: { $0.precedesByScalar($1) })
    where statement.evidence[path] == nil {
      add(.wrong, "evidence \(path): it was not there when the review was signed")
    }
    if same == total, there.count == total { checkCounts(statement, session, assessment) }
  }

  /// Judges the evidence again and counts.
  private mutating func checkCounts(
    _ statement: SignedStatement, _ session: ReviewSession, _ assessment: Assessment
  ) {
    let report = ReviewReport(assessment: assessment, session: session, now: statement.at)
    let anew = try? SignedStatement(
      of: report, by: statement.signer, as: statement.role, documents: statement.documents,
      countersigning: statement.previous, at: statement.at)
    let differing = ["items", "findings", "decisions"].filter {
      anew?.json[$0] != statement.json[$0]
    }
    if differing.isEmpty {
      add(.good, "items, findings and decisions are as many as signed")
    } else if anew?.json["tool"] == statement.json["tool"],
      anew?.json["catalogue"] == statement.json["catalogue"]
    {
      add(
        .wrong, "the numbers of \(differing.joined(separator: ", ")) are not those that were signed"
      )
    } else {
      let tool = statement.json["tool"]?.string ?? "another version"
      add(
        .notChecked,
        "the numbers of \(differing.joined(separator: ", ")) were made with \(tool) and another "
          + "catalogue of actions; this version counts others")
    }
  }
}
