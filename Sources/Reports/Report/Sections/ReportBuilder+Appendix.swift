internal import Checklist
internal import Model
internal import Platform

/// The appendix.
extension ReportBuilder {
  var appendix: [Chapter] {
    [
      Chapter(
        anchor: "appendix", title: "Appendix",
        blocks: evidenceRegister + signatures + history + versions + glossary)
    ]
  }

  private func heading(_ text: String, _ anchor: String) -> Block {
    .heading(Heading(level: 3, text: [.text(text)], anchor: anchor))
  }

  // MARK: Evidence

  private var evidenceRegister: [Block] {
    var blocks: [Block] = [heading("Evidence register", "evidence")]
    if account.files.isEmpty {
      blocks.append(.paragraph([.text("There are no evidence files.")]))
    } else {
      blocks.append(
        .table(
          Table(
            "Evidence files with their SHA-256 digests",
            [.code("File"), .code("Content"), .number("Bytes"), .digest("SHA-256")],
            account.files.map { file in
              Table.Row(
                [.code(file.path)], [.text(file.status.shownText)], [.text(file.bytes.grouped)],
                [file.digest.map { .code($0.description) } ?? .text("not read")])
            })))
    }
    guard !account.problems.isEmpty else { return blocks }
    return blocks + [
      heading("Problems with the evidence", "problems"),
      .list(
        account.problems.map { problem in
          [.code(problem.file)]
            + (problem.place.map { [.text(", "), .name($0)] } ?? [])
            + [.text(": "), .name(problem.message)]
        }, isNumbered: false),
    ]
  }

  // MARK: Signatures

  private var signatures: [Block] {
    let heading = heading("Signatures", "signatures")
    guard !report.signatures.isEmpty else {
      return [heading, .paragraph([.text("This review is not signed.")])]
    }
    return [
      heading,
      .table(
        Table(
          "Signatures",
          [
            .text("Signer"), .narrow("Role"), .code("Key"), .narrow("Claimed time"),
            .digest("SHA-256 of the statement"), .text("Status"),
          ],
          report.signatures.map {
            Table.Row(
              [.name($0.signer)], [.text($0.role.rawValue)], [.code($0.fingerprint)],
              [.whole($0.claimedAt.toTheMinute)], [.code($0.statement.description)],
              [.text($0.verdict)])
          })),
      .paragraph([
        .text("Verify each signature with "), .code("iam-review verify"),
        .text(", or with OpenSSH alone:"),
      ]),
      .code(
        Code(
          caption: [],
          lines: report.signatures.enumerated().map {
            Code.Line(text: $1.command(number: $0 + 1))
          })),
    ]
  }

  // MARK: History

  private var history: [Block] {
    let heading = heading("History", "history")
    guard let last = session.history.last else {
      return [heading, .paragraph([.text("No decisions yet.")])]
    }
    return [
      heading,
      .paragraph([
        .text(
          "The history of the review has \(session.history.changeCount.counted("change")). Each entry of"
            + " it contains the digest of the previous one, so that later changes are detected. The"
            + " last digest is "),
        .code(last.hash.description), .text(". "), .code("iam-review log"),
        .text(" lists all changes."),
      ]),
      .table(
        Table(
          "Changes by reviewer",
          [.text("Reviewer"), .number("Changes"), .narrow("First"), .narrow("Last")],
          report.participants.map {
            Table.Row(
              [.name($0.reviewer.description)], [.text($0.changes.grouped)],
              [.whole($0.first.toTheMinute)], [.whole($0.last.toTheMinute)])
          })),
    ]
  }

  // MARK: Versions

  private var versions: [Block] {
    let items = report.items
    let guide = items.count { $0.result.item.origin == .guide }
    return [
      heading("Versions", "versions"),
      .facts([
        ("Program", [.text("\(Product.name) \(Product.version)")]),
        (
          "Checklist",
          [
            .text(
              "\((items.count - guide).counted("item")) of the checklist"
                + (guide > 0 ? ", \(guide.grouped) of the guide" : ""))
          ]
        ),
        ("AWS action catalogue", [.text(report.assessment.catalogueVersion)]),
      ]),
    ]
  }

  // MARK: Glossary

  private var glossary: [Block] {
    [heading("Glossary", "glossary"), .facts(ReportBuilder.terms.map { ($0, [.text($1)]) })]
  }

  private static let terms: [(String, String)] = [
    ("Access key", "A long-term credential for programs; it works until someone deactivates it."),
    ("Action", "A request to an AWS service, such as s3:GetObject."),
    ("Administrator access", "Permission for all actions on all resources."),
    ("Evidence", "The responses of AWS that the review is based on, saved as files."),
    ("Finding", "One deviation from a requirement."),
    ("Inline policy", "A policy that is part of one user, group or role."),
    ("MFA", "Multi-factor authentication: a second proof of identity besides the password."),
    ("OIDC", "OpenID Connect, by which pipelines obtain short-lived credentials without keys."),
    ("Permissions boundary", "A policy that sets the maximum permissions of a user or role."),
    ("Principal", "A user, a role or the root user: the identity that makes a request."),
    (
      "Privilege escalation",
      "Gaining privileges that were not granted, by actions that are allowed."
    ),
    ("Role", "An identity without credentials of its own, which trusted principals can assume."),
    ("SCP", "Service control policy; sets the maximum permissions of accounts in an organization."),
    ("Trust policy", "The policy of a role that names the principals that can assume it."),
  ]
}
