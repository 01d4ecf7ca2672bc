import Checklist
import Model
import Platform
import TUI

/// Signs from within the console, with plain lines of text while the screen is closed.
enum ReviewSigner {
  /// Signs `session`, a review of `assessment`, and saves it with `save`.
  ///
  /// If another person has signed, the reviewer countersigns.
  static func sign(
    _ session: ReviewSession, of assessment: Assessment, by signer: Reviewer, at moment: Instant,
    drafts: Int, path: String, save: (ReviewSession) -> SaveOutcome
  ) -> Result<ReviewSession, ConsoleFailure> {
    let isFirst = !session.currentSignatures.contains { signOff in
      signOff.statement.role == .reviewer
        && !signer.isSamePerson(as: Reviewer(name: signOff.statement.signer, host: ""))
    }
    do throws(SignOffRefusal) {
      let statement = try session.statement(
        on: assessment, by: signer, as: isFirst ? .reviewer : .approver, at: moment)
      let key = try SigningDialog.key(named: nil, with: .live)
      try SigningDialog.confirm(statement, of: assessment, session, with: key, drafts: drafts)
      let signature = try SSHKeygen.live.sign(statement.bytes, with: key)
      let signOff = try session.signOff(statement, signature)
      var signed = session
      signed.add(signOff)
      let outcome = save(signed)
      guard outcome.isOnDisk else {
        return .failure(
          ConsoleFailure("not signed: \(outcome.sentence ?? "it was not saved")"))
      }
      _ = try? SignOffFiles.write(signOff, number: signed.signatures.count, beside: path)
      return .success(signed)
    } catch { return .failure(ConsoleFailure(error.message)) }
  }
}
