import Checklist
import CommandSyntax
import Model
import Platform
import TUI
import Workspace

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
    let request = try ReviewRequest(arguments)
    let isOnlyPrinting = arguments.has(printPayload)
    let path = try request.sessionPath()
    let lock = try isOnlyPrinting ? nil : path.map { try SessionWriter.printing.lock($0) } ?? nil
    let review = try AccountReview.open(request, at: path, warnings: .printed)
    let authors = review.session.authors
    let author = role == .reviewer && authors.count == 1 ? authors.first : nil
    let signer = try ProcessEnvironment.reviewer(named: arguments[name] ?? author)
    do throws(SignOffRefusal) {
      let signOff: SignOff
      if let file = arguments[attach] {
        signOff = try review.signature(ofStatementAt: file)
      } else {
        let statement = try review.statement(
          by: signer, as: role, documents: arguments.all(document), at: ProcessEnvironment.now)
        if isOnlyPrinting {
          let text = String(decoding: statement.bytes, as: UTF8.self)
          return Messages.printResult(text) ? .success : .failure
        }
        signOff = try review.signature(
          on: statement,
          asking: SigningDialog(keyName: arguments[key], isConfirmed: arguments.has(yes)))
      }
      let isSigned = review.add(signOff, at: ProcessEnvironment.now, messages: .printed)
      _ = consume lock
      return isSigned ? .success : .failure
    } catch {
      Messages.printError(error)
      return .openFindings
    }
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
