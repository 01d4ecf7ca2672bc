public import Model

extension ReviewReport {
  /// The statement that `signer` is to sign, as the review stands; throws why it cannot be signed.
  ///
  /// All must be decided, by the day of `at`, and the history whole. An approver countersigns what a
  /// reviewer signed and nothing was changed of since; a reviewer's signature stands for itself, or
  /// joins those that hold.
  public func statement(
    by signer: Reviewer, as role: SignedStatement.Role, documents: [String: SHA256Digest] = [:],
    at moment: Instant
  ) throws(SignOffRefusal) -> SignedStatement {
    guard SignerName(signer.name) != nil else { throw .badName(signer.name) }
    if session.isReadOnly { throw .newerVersion(session.schemaVersion) }
    if let scope = session.scope { throw .part(scope.title) }
    if let fault = session.historyFaults.first { throw .history(fault) }
    guard assessment.settings == session.settings else {
      throw .otherSettings(assessment.settings.words(since: session.settings))
    }
    let readiness = Readiness(assessment, session, at: moment)
    guard readiness.isComplete else { throw .notReady(readiness) }
    let before = session.currentSignatures
    if role == .approver {
      guard before.contains(where: { $0.statement.role == .reviewer }) else { throw .noReviewer }
      try refuseOwn(signer, approving: before)
    }
    do throws(SessionError) {
      return try SignedStatement(
        of: self, by: signer.name, as: role, documents: documents,
        countersigning: before.last?.signature.digest, at: moment)
    } catch { throw .failed(error.message) }
  }

  /// What `signature` makes of the statement; throws where the key shows that an approver is the
  /// reviewer by another name.
  public func signOff(
    _ statement: SignedStatement, _ signature: SSHSignature
  ) throws(SignOffRefusal) -> SignOff {
    let signOff = SignOff(statement, signature)
    if statement.role == .approver {
      try refuseOwn(signOff.person, approving: session.currentSignatures)
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

  /// Takes a signature that was made elsewhere of a statement printed before; throws where the
  /// statement is not one of the review as it is.
  public func signOff(
    _ payload: [UInt8], _ signature: SSHSignature
  ) throws(SignOffRefusal) -> SignOff {
    let statement: SignedStatement
    do throws(SessionError) { statement = try SignedStatement(payload) } catch {
      throw .otherStatement("not a statement: \(error.message)")
    }
    guard statement.bytes == payload else {
      throw .otherStatement("the statement was rewritten; sign exactly the bytes that were printed")
    }
    let wanted = try self.statement(
      by: Reviewer(name: statement.signer, host: "", key: signature.fingerprint),
      as: statement.role, documents: statement.documents, at: statement.at)
    guard wanted.bytes == payload else {
      throw .otherStatement("the review or its evidence changed since the statement was printed")
    }
    return try signOff(statement, signature)
  }
}
