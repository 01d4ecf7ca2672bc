internal import Model
public import Platform

extension ReviewSession {
  /// The statement of the current review of `assessment` for `signer`; throws if it cannot be signed.
  ///
  /// Everything must be decided at `at`, and the history must be intact. An approver countersigns
  /// a reviewer's signature that is still valid. A reviewer's signature is independent of others,
  /// or countersigns the last valid one.
  public func statement(
    on assessment: Assessment, by signer: Reviewer, as role: SignedStatement.Role,
    documents: [String: SHA256Digest] = [:], at moment: Instant
  ) throws(SignOffRefusal) -> SignedStatement {
    guard SignerName(signer.name) != nil else { throw .badName(signer.name) }
    if isReadOnly { throw .newerVersion(schemaVersion) }
    if let scope { throw .part(scope.title) }
    if let error = historyErrors.first { throw .history(error) }
    guard assessment.settings == settings else {
      throw .otherSettings(assessment.settings.words(since: settings))
    }
    let readiness = Readiness(assessment, self, at: moment)
    guard readiness.isComplete else { throw .notReady(readiness) }
    let before = currentSignatures
    if role == .approver {
      guard before.contains(where: { $0.statement.role == .reviewer }) else { throw .noReviewer }
      try refuseOwn(signer, approving: before)
    }
    do throws(SessionError) {
      return try SignedStatement(
        of: self, on: assessment, by: signer.name, as: role, documents: documents,
        countersigning: before.last?.signature.digest, at: moment)
    } catch { throw .failed(error.message) }
  }

  /// The sign-off with `signature`; throws if the key shows that the approver is the reviewer under
  /// another name.
  public func signOff(
    _ statement: SignedStatement, _ signature: SSHSignature
  ) throws(SignOffRefusal) -> SignOff {
    let signOff = SignOff(statement, signature)
    if statement.role == .approver {
      try refuseOwn(signOff.person, approving: currentSignatures)
    }
    return signOff
  }

  private func refuseOwn(
    _ signer: Reviewer, approving signatures: [SignOff]
  ) throws(SignOffRefusal) {
    let own = signatures.first {
      $0.statement.role == .reviewer && signer.isSamePerson(as: $0.person)
    }
    if let own { throw .ownSignature(own.statement.signer) }
  }

  /// Accepts a signature that was made elsewhere for a printed statement; throws if the statement
  /// does not match the current review.
  public func signOff(
    _ payload: [UInt8], _ signature: SSHSignature, on assessment: Assessment
  ) throws(SignOffRefusal) -> SignOff {
    let statement: SignedStatement
    do throws(SessionError) { statement = try SignedStatement(payload) } catch {
      throw .otherStatement("not a statement: \(error.message)")
    }
    guard statement.bytes == payload else {
      throw .otherStatement("the statement was rewritten; sign exactly the bytes that were printed")
    }
    let wanted = try self.statement(
      on: assessment, by: Reviewer(name: statement.signer, host: "", key: signature.fingerprint),
      as: statement.role, documents: statement.documents, at: statement.at)
    guard wanted.bytes == payload else {
      throw .otherStatement("the review or its evidence changed since the statement was printed")
    }
    return try signOff(statement, signature)
  }
}
