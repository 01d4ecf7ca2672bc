internal import Checklist
internal import Model
internal import Platform

extension CheckReport {
  /// The text format: one line per item, followed by one line per finding.
  ///
  ///     IAM users
  ///       FAIL         users.mfa           MFA for all IAM users
  ///         high      user alice          no MFA device  [credential-report.csv line 4]
  static func writeText(
    _ assessment: Assessment, _ review: CheckedReview?, to sink: (String) -> Void
  ) {
    func write(_ lines: [String]) { for line in lines { sink(line + "\n") } }
    write([heading(assessment)])
    var counts: [Severity: Int] = [:]
    let idWidth = assessment.items.map(\.id.rawValue.count).max() ?? 0
    for section in Section.allCases {
      let results = assessment.items.filter { $0.item.section == section }
      guard !results.isEmpty else { continue }
      write(["", section.title])
      for result in results {
        let findings = RatedFinding.all(of: result, in: review)
        for rated in findings { counts[rated.severity, default: 0] += 1 }
        write(itemLines(result, findings, idWidth: idWidth))
      }
    }
    let problems = assessment.account.problems
    if !problems.isEmpty {
      write(["", "Problems with the evidence"])
      for problem in problems {
        let place = [problem.file, problem.place].compactMap { $0 }.joined(separator: ", ")
        write(["  " + VisibleText.line("\(place): \(problem.message)")])
      }
    }
    write([""] + totals(assessment, counts))
  }

  private static func heading(_ assessment: Assessment) -> String {
    let account = assessment.account
    let alias = account.alias.map { " (\($0))" } ?? ""
    return VisibleText.line(
      "Account \(account.id ?? "unknown")\(alias), as of \(account.asOf.instant.toTheMinute)"
        + " (\(account.asOf.origin.text)), checklist \(Checklist.version), action catalogue"
        + " \(assessment.catalogueVersion)")
  }

  private static func itemLines(
    _ result: ItemResult, _ findings: [RatedFinding], idWidth: Int
  ) -> [String] {
    let outcome = result.outcome == .fail ? "FAIL" : result.outcome.rawValue
    var lines = [
      "  \(outcome.padded(to: 11))  \(result.id.rawValue.padded(to: idWidth))  "
        + VisibleText.line(result.item.title)
    ]
    let subjects = findings.map { VisibleText.line($0.finding.subject.text) }
    let width = min(subjects.map(\.count).max() ?? 0, 32)
    for (rated, subject) in zip(findings, subjects) {
      let finding = rated.finding
      let severity = rated.severity.rawValue.padded(to: 8)
      let rule = rated.change.map { change in
        "  (automated: \(finding.automatedSeverity.rawValue); \(change.text))"
      }
      let place =
        (finding.evidence.first.map { "  [\($0.file) \($0.place)]" } ?? "") + (rule ?? "")
      lines.append(
        "    \(severity)  \(subject.padded(to: width))  "
          + VisibleText.line(finding.predicate + place))
    }
    for missing in result.missing {
      lines.append("    missing   " + VisibleText.line("\(missing.kind.title): \(missing.reason)"))
      lines.append("    collect   " + VisibleText.line(missing.command))
    }
    for absent in result.absent { lines.append("    none      " + VisibleText.line(absent.text)) }
    return lines
  }

  private static func totals(_ assessment: Assessment, _ counts: [Severity: Int]) -> [String] {
    let outcomes = Outcome.allCases.map { outcome in
      "\(assessment.items.count { $0.outcome == outcome }) \(outcome.rawValue)"
    }
    let severities = Severity.allCases.map { "\(counts[$0] ?? 0) \($0.rawValue)" }
    return [
      "\(assessment.items.count.counted("item")): " + outcomes.joined(separator: ", "),
      "\(assessment.findings.count.counted("finding")): " + severities.joined(separator: ", "),
    ]
  }
}
