internal import Checklist
internal import Model
internal import Platform

extension ReportBuilder {
  /// The cover: the warning, the auditor's lines, the account, and the signatures.
  var cover: [Block] {
    var blocks: [Block] = []
    if let warning = report.integrityWarning {
      blocks.append(
        .callout(
          Callout(
            kind: .warning,
            blocks: [
              .paragraph([.strong(IntegrityWarning.headline)]),
              .list(warning.errors.map { [.name($0)] }, isNumbered: false),
            ])))
    }
    if let classification = report.cover?.value(of: "classification") {
      blocks.append(.paragraph([.badge(classification, .notApplicable)]))
    }
    if let missing = missingParts {
      blocks.append(
        .callout(
          Callout(
            kind: .draft, blocks: [.paragraph([.strong("DRAFT"), .text(": \(missing).")])])))
    }
    blocks.append(
      .facts(
        (report.cover?.details ?? []).map { ($0.name, [.name($0.value)]) } + reviewFacts
          + signatures))
    // A draft says that it is not signed.
    if report.signatures.isEmpty, missingParts == nil {
      blocks.append(.paragraph([.text("This review is not signed.")]))
    }
    return blocks + (report.cover?.introduction ?? [])
  }

  private var reviewFacts: [(name: String, value: [Inline])] {
    var facts: [(name: String, value: [Inline])] = [
      ("Account", [.name(accountText)]),
      ("Evidence as of", [.whole(account.asOf.instant.toTheMinute)]),
      ("Decisions as of", Inline.day(report.day)),
    ]
    if let before = report.before { facts.append(("Follows", [.text(before)])) }
    if let scope = session.scope { facts.append(("Part of a review", [.name(scope.title)])) }
    return facts
  }

  /// Who signed the review.
  private var signatures: [(name: String, value: [Inline])] {
    report.signatures.map { signature in
      (
        signature.role == .approver ? "Approved by" : "Signed by",
        [
          .name(signature.signer), .text(" on "),
          .whole(signature.claimedAt.calendarDay.description),
          .text(signature.matchesSession ? "" : " (void: the review changed after signing)"),
        ]
      )
    }
  }
}
