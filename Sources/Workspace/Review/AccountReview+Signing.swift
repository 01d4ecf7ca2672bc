public import Checklist
public import Platform

extension AccountReview {
  /// The statement that `signer` signs. It includes the digests of the files `documents`.
  public func statement(
    by signer: Reviewer, as role: SignedStatement.Role, documents: [String], at moment: Instant
  ) throws(SignOffRefusal) -> SignedStatement {
    try session.statement(
      on: assessment, by: signer, as: role, documents: try Self.digests(documents), at: moment)
  }

  /// The signature on `statement`, after the person answered `questions`.
  public func signature(
    on statement: SignedStatement, asking questions: any SigningQuestions
  ) throws(SignOffRefusal) -> SignOff {
    try questions.signature(on: statement, of: assessment, session, drafts: 0)
  }

  /// The signature of the statement in the file at `path`, which was signed elsewhere, after verification.
  public func signature(ofStatementAt path: String) throws(SignOffRefusal) -> SignOff {
    let payload: [UInt8]
    let read: SSHSignature?
    do throws(SystemError) {
      payload = try FileSystem.live.readWhole(path, limit: 1 << 28).bytes
      read = try SSHSignature.read(beside: path)
    } catch { throw .failed(error.message) }
    guard let signature = read else {
      throw .otherStatement("\(path).sig: expected an SSH signature")
    }
    let signOff = try session.signOff(payload, signature, on: assessment)
    let verdict = SSHKeygen.live.verify(
      signature, of: payload, by: signOff.statement.signer, at: signOff.statement.at,
      allowedSigners: nil)
    switch verdict {
    case .good, .unknown: return signOff
    case .tampered, .otherSigner:
      throw .otherStatement("\(path).sig is not a signature of \(path) in the namespace iam-review")
    case .notChecked(let why): throw .failed(why)
    }
  }

  /// Saves the signature in the session, and the statement and signature in separate files; returns
  /// whether it was saved. `messages` receives the result.
  public func add(_ signOff: SignOff, at now: Instant, messages: Warnings) -> Bool {
    guard let path else {
      messages.add("not signed: the session of the sample account cannot be saved")
      return false
    }
    var signed = session
    signed.add(signOff)
    let outcome = files.save(signed, now)
    if let sentence = outcome.sentence { messages.add(sentence) }
    guard outcome.isOnDisk else { return false }
    do throws(SystemError) {
      let file = try SignOffFiles.write(signOff, number: signed.signatures.count, beside: path)
      messages.add("signed: \(signOff.text); \(file) contains the statement")
    } catch {
      messages.add("signed: \(signOff.text); \(error.message)")
    }
    return true
  }

  /// The digests of documents, by file name.
  private static func digests(_ paths: [String]) throws(SignOffRefusal) -> [String: SHA256Digest] {
    var digests: [String: SHA256Digest] = [:]
    for path in paths {
      let bytes: [UInt8]
      do throws(SystemError) {
        bytes = try FileSystem.live.readWhole(path, limit: 1 << 30).bytes
      } catch { throw .failed(error.message) }
      let name = String(path.split(separator: "/").last ?? "")
      guard digests.updateValue(SHA256Digest(of: bytes), forKey: name) == nil else {
        throw .failed("two documents have the name \(name)")
      }
    }
    return digests
  }
}
