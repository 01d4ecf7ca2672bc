import Checklist
import CommandSyntax
import Model
import Platform
import TUI

extension Command {
  private static let key = Option(
    "--key", value: "KEY",
    "Sign with KEY: a file, the fingerprint SHA256:... or the comment of a key in the agent.")
  private static let role = Option(
    "--as", value: "ROLE", choices: ["reviewer", "approver"],
    "The role: reviewer or approver (default: reviewer).")
  private static let name = Option(
    "--reviewer", value: "NAME",
    "The name of the signer (default: the only author of decisions for a reviewer, or else the login "
      + "name).")
  private static let yes = Option(
    "--yes", "Sign without asking for confirmation in a terminal.")
  private static let document = Option(
    "--document", value: "FILE", isRepeatable: true,
    "Include the digest of FILE, such as an export, in the statement; repeatable.")
  private static let printPayload = Option(
    "--print-payload", "Print the statement, to sign it elsewhere, and exit.")
  private static let attach = Option(
    "--attach", value: "FILE",
    "Add the signature FILE.sig of the statement FILE that --print-payload printed.")

  /// `sign`: signs the review with an SSH key.
  static let sign = Command(
    name: "sign",
    summary: "Sign the review with an SSH key; an approver countersigns.",
    details: """
      Signing is refused while a finding or item is undecided, expired, rejected, stale or in
      conflict; the command lists what is missing. The key is in an agent (even a forwarded one) or
      in a file; ssh-keygen signs and asks for the passphrase. The signature is saved in the session,
      and with the statement in files beside it. For verification, see docs/sign-off.md.
      """,
    forms: [Form([.evidenceOrSample], [.optional(role), .optional(key)])],
    options: [key, role, name, document, printPayload, attach, yes, .session] + Option.judging,
    exits: [
      Exit(.success, "signed"), Exit(.openFindings, "not signed; the reason was printed"), .usage,
      .unreadable, .failure,
    ],
    examples: [
      Example("iam-review sign client-prod/", "Sign as the reviewer."),
      Example(
        "iam-review sign client-prod/ --as approver --document report.pdf",
        "Countersign the review and a report."),
    ]
  ) { arguments in
    let role = try arguments.choice(role) { SignedStatement.Role(rawValue: $0) } ?? .reviewer
    let path = try OpenedReview.sessionPath(arguments)
    let isOnlyPrinting = arguments.has(printPayload)
    let lock = try isOnlyPrinting ? nil : path.map { try SessionWriter.lock($0) } ?? nil
    var review = try OpenedReview.open(arguments, at: path)
    let authors = review.session.authors
    let author = role == .reviewer && authors.count == 1 ? authors.first : nil
    let signer = try ProcessEnvironment.reviewer(named: arguments[name] ?? author)
    do throws(SignOffRefusal) {
      if let file = arguments[attach] {
        let signOff = try attached(file, to: review)
        return finish(signOff, &review, path, lock)
      }
      let documents = try digests(arguments.all(document))
      let statement = try review.session.statement(
        on: review.assessment, by: signer, as: role, documents: documents,
        at: ProcessEnvironment.now)
      if isOnlyPrinting {
        let text = String(decoding: statement.bytes, as: UTF8.self)
        return Messages.printResult(text) ? .success : .failure
      }
      let key = try SigningDialog.key(named: arguments[key], with: .live)
      try SigningDialog.confirm(
        statement, of: review.assessment, review.session, with: key, drafts: 0,
        isConfirmed: arguments.has(yes))
      let signature = try SSHKeygen.live.sign(statement.bytes, with: key)
      return finish(try review.session.signOff(statement, signature), &review, path, lock)
    } catch {
      Messages.printError(error)
      return .openFindings
    }
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

  /// A signature created elsewhere, after verification.
  private static func attached(
    _ path: String, to review: borrowing OpenedReview
  ) throws(SignOffRefusal) -> SignOff {
    let (payload, text): ([UInt8], [UInt8])
    do throws(SystemError) {
      payload = try FileSystem.live.readWhole(path, limit: 1 << 28).bytes
      text = try FileSystem.live.readWhole(path + ".sig", limit: 1 << 20).bytes
    } catch { throw .failed(error.message) }
    guard let signature = SSHSignature(String(decoding: text, as: UTF8.self)) else {
      throw .otherStatement("\(path).sig: expected an SSH signature")
    }
    let signOff = try review.session.signOff(payload, signature, on: review.assessment)
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

  /// Saves the signature in the session, and the statement and signature in separate files.
  private static func finish(
    _ signOff: SignOff, _ review: inout OpenedReview, _ path: String?,
    _ lock: borrowing SessionLock?
  ) -> ExitStatus {
    guard let path else {
      Messages.printError("not signed: the session of the sample account cannot be saved")
      return .failure
    }
    var session = review.session
    session.add(signOff)
    let outcome = review.file?.save(session, at: ProcessEnvironment.now) ?? .failed("no file")
    if let sentence = outcome.sentence { Messages.printError(sentence) }
    guard outcome.isOnDisk else { return .failure }
    do throws(SystemError) {
      let files = try SignOffFiles.write(signOff, number: session.signatures.count, beside: path)
      Messages.printError("signed: \(signOff.text); \(files) contains the statement")
    } catch {
      Messages.printError("signed: \(signOff.text); \(error.message)")
    }
    return .success
  }
}

extension Messages {
  /// Reports why a review was not signed, and the first missing decisions.
  static func printError(_ refusal: SignOffRefusal) {
    printError(refusal.message)
    guard case .notReady(let readiness) = refusal else { return }
    for gap in readiness.gaps.prefix(20) { printError("\(gap.target): \(gap.reason.title)") }
    if readiness.gaps.count > 20 {
      printError("and \(readiness.gaps.count - 20) more; press S in the console to list them")
    }
  }
}

/// A statement and its signature as files for `ssh-keygen`.
enum SignOffFiles {
  /// Writes `SESSION.sign-off-N` and `SESSION.sign-off-N.sig`; returns the path of the first.
  static func write(
    _ signOff: SignOff, number: Int, beside session: String
  ) throws(SystemError) -> String {
    let (folder, name) = try FileSystem.live.resolvingLinks(session)
    let directory = try Directory.open(folder)
    let file = "\(name).sign-off-\(number)"
    _ = try directory.replace(file, with: signOff.statement.bytes)
    _ = try directory.replace(file + ".sig", with: Array(signOff.signature.armored.utf8))
    return FileSystem.join(folder, file)
  }

  /// The files beside the session at `path` that are named like its statements and signatures.
  ///
  /// Files of signatures that the session does not contain are included: either these were removed
  /// from the session, or it was replaced with an earlier one. So are files with something else
  /// than a number, such as `sign-off-01`: people verify them too.
  static func copies(
    of session: ReviewSession, at path: String
  ) throws(SystemError) -> [SignOffCopies] {
    let (folder, name) = try FileSystem.live.resolvingLinks(path)
    let directory = try Directory.open(folder)
    let stem = "\(name).sign-off-"
    var endings = Set(session.signatures.indices.map { "\($0 + 1)" })
    for file in try directory.names() where file.hasPrefix(stem) {
      endings.insert(String(file.dropFirst(stem.count).trimmingSuffix(".sig")))
    }
    var copies: [SignOffCopies] = []
    for ending in endings {
      let file = stem + ending
      copies.append(
        SignOffCopies(
          number: SignOffCopies.number(of: ending), name: file,
          statement: content(of: file, in: directory),
          signature: content(of: file + ".sig", in: directory)))
    }
    return copies.sorted {
      ($0.number ?? Int.max, $0.name) < ($1.number ?? Int.max, $1.name)
    }
  }

  private static func content(
    of name: String, in directory: borrowing Directory
  ) -> SignOffCopies.Content {
    do throws(SystemError) {
      guard try directory.status(of: name) != nil else { return .missing }
      return .bytes(try directory.readWhole(name, limit: 1 << 28).bytes)
    } catch { return .unreadable(error.cause) }
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ suffix: String) -> Substring {
    hasSuffix(suffix) ? dropLast(suffix.count) : self
  }
}
