internal import Model
internal import Platform

// Everything in a statement except the digest of the session, because a signer can have written the
// statement with another program.
extension Verification {
  /// Compares a statement with the session that it names.
  mutating func checkWords(of statement: SignedStatement, _ session: ReviewSession) {
    let account = statement.account == session.accountID ? [] : ["account"]
    for what in account + session.differences(from: statement) {
      add(
        .wrong,
        "the statement of \(statement.signer) does not match the session: the \(what) differs")
    }
  }

  /// Compares the evidence with the statements on the current session; if there are none, with the
  /// record in the session.
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
        isSigned ? "the statement lists no evidence files" : "the session lists no evidence files")
    }
    let same = comparison.count(.unchanged)
    // If no file matches, this is another folder, whose content is not evaluated.
    guard same > 0 else { return }
    add(
      .good,
      "\(same) of \(known.count.counted("evidence file")) unchanged since "
        + (isSigned ? "they were signed" : "the review"))
    guard let judged = evidence.judged else { return }
    guard let assessment = judged(session) else {
      return add(.notChecked, "the evidence cannot be read and was not evaluated again")
    }
    checkFiles(assessment.account, known, isSigned: isSigned, &comparison)
    guard same == known.count, comparison.count(.noDigest) == 0 else { return }
    if let mismatch = session.mismatch(with: assessment.account) { add(.wrong, mismatch) }
    for statement in statements { checkCounts(statement, session, assessment) }
  }

  /// Compares the evidence with a statement that is verified without its session. Missing files are
  /// only noted, because the statement can be kept anywhere.
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
        add(isMissing, "evidence \(path) is missing or cannot be read")
      default:
        comparison.add(path, .changed)
        add(
          .wrong,
          "evidence \(path) differs from the file that was \(isSigned ? "signed" : "reviewed")")
      }
    }
  }

  /// Reports files whose digest is not known.
  private mutating func checkFiles(
    _ account: Account, _ known: [String: SHA256Digest], isSigned: Bool,
    _ comparison: inout EvidenceComparison
  ) {
    for file in account.files where known[file.path] == nil && file.status != .ignored {
      comparison.add(file.path, .noDigest)
      if !isSigned {
        add(.notChecked, "evidence \(file.path) has no digest in the session")
      } else if file.digest == nil {
        add(.notChecked, "evidence \(file.path) was not signed and cannot be read")
      } else {
        add(.wrong, "evidence \(file.path) is not part of the signed evidence")
      }
    }
  }

  /// Evaluates the evidence again, and checks that nothing was open and that the counts are those
  /// that were signed.
  private mutating func checkCounts(
    _ statement: SignedStatement, _ session: ReviewSession, _ assessment: Assessment
  ) {
    let readiness = Readiness(assessment, session, at: statement.at)
    let differing = SignedStatement.counts(assessment, readiness)
      .filter { $0.value.canonicalText != statement.json[$0.name]?.canonicalText }.map(\.name)
    let other = SignedRules(statement).difference(from: SignedRules(of: assessment))
    let gaps = readiness.gaps.count
    var errors: [String] = []
    if !differing.isEmpty {
      let numbers = differing.joined(separator: ", ")
      errors.append("the counts of \(numbers) differ from those that \(statement.signer) signed")
    }
    if gaps > 0 {
      errors.append("\(gaps.counted("decision")) missing when \(statement.signer) signed")
    }
    if errors.isEmpty {
      add(
        .good,
        "the counts of items, findings and decisions match the statement of \(statement.signer)")
    }
    guard let other else {
      for error in errors { add(.wrong, error) }
      return
    }
    // Other rules, or another action catalogue, can find more or less.
    for error in errors { add(.notChecked, "\(error) under \(other)") }
    add(.note, "\(statement.signer) signed under \(other), which can evaluate differently")
  }
}

/// The rules by which a statement was made: the versions of the checklist and of the catalogue.
private struct SignedRules: Equatable {
  /// Nil for version 0.1, which did not state it.
  let checklist: String?
  let catalogue: String?
  let tool: String?

  init(_ statement: SignedStatement) {
    checklist = statement.json["checklist"]?.string
    catalogue = statement.json["catalogue"]?.string
    tool = statement.json["tool"]?.string
  }

  init(of assessment: Assessment) {
    (checklist, catalogue) = (Checklist.version, assessment.catalogueVersion)
    tool = SignedStatement.tool
  }

  /// What differs from the rules of this program, as text; nil if nothing does.
  func difference(from ours: SignedRules) -> String? {
    var parts: [String] = []
    if checklist != ours.checklist {
      parts.append("the checklist of \(checklist ?? tool ?? "another version")")
    }
    if catalogue != ours.catalogue {
      parts.append("the action catalogue of \(catalogue ?? "another version")")
    }
    return parts.isEmpty ? nil : parts.joined(separator: " and ")
  }
}
