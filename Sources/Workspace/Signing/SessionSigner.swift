public import Checklist
internal import Platform

/// The questions that signing asks a person.
public protocol SigningQuestions: Sendable {
  /// The key to sign with.
  func key() throws(SignOffRefusal) -> SigningKey

  /// Shows what will be signed; throws unless the person confirms it.
  func confirm(_ summary: SigningSummary) throws(SignOffRefusal)
}

extension SigningQuestions {
  /// The signature on `statement`, of a review of `assessment` in `session`, after the person chose a key
  /// and confirmed what will be signed.
  func signature(
    on statement: SignedStatement, of assessment: Assessment, _ session: ReviewSession, drafts: Int
  ) throws(SignOffRefusal) -> SignOff {
    let key = try key()
    try confirm(
      SigningSummary(
        statement, of: assessment, session, key: key.text, comment: key.comment, drafts: drafts))
    return try session.signOff(statement, try SSHKeygen.live.sign(statement.bytes, with: key))
  }
}

/// Signs a session and saves it.
struct SessionSigner {
  /// The path of the session.
  let path: String
  let assessment: Assessment
  let signer: Reviewer
  let questions: any SigningQuestions

  /// Signs `session` and saves it with `save`. If another person has signed, the signer countersigns.
  func sign(
    _ session: ReviewSession, drafts: Int, at moment: Instant, save: (ReviewSession) -> SaveOutcome
  ) -> Result<ReviewSession, ReviewError> {
    let isFirst = !session.currentSignatures.contains { signOff in
      signOff.statement.role == .reviewer
        && !signer.isSamePerson(as: Reviewer(name: signOff.statement.signer, host: ""))
    }
    do throws(SignOffRefusal) {
      let statement = try session.statement(
        on: assessment, by: signer, as: isFirst ? .reviewer : .approver, at: moment)
      let signOff = try questions.signature(on: statement, of: assessment, session, drafts: drafts)
      var signed = session
      signed.add(signOff)
      let outcome = save(signed)
      guard outcome.isOnDisk else {
        return .failure(
          ReviewError(message: "not signed: \(outcome.sentence ?? "it was not saved")"))
      }
      _ = try? SignOffFiles.write(signOff, number: signed.signatures.count, beside: path)
      return .success(signed)
    } catch { return .failure(ReviewError(message: error.message)) }
  }
}
