internal import Checklist
internal import Model
internal import Platform

extension CheckReport {
  /// The text format: one line per item, followed by one line per finding.
  ///
  ///     IAM users
  ///       FAIL         users.mfa           MFA for all IAM users
  ///         high      user alice          no MFA device  [credential-report.csv line 4]
  static func writeText(_ assessment: Assessment, to sink: (String) -> Void) {
    func write(_ lines: [String]) { for line in lines { sink(line + "\n") } }
    write([heading(assessment)])
    let idWidth = assessment.items.map(\.id.rawValue.count).max() ?? 0
    for section in Section.allCases {
      let results = assessment.items.filter { $0.item.section == section }
      guard !results.isEmpty else { continue }
      write(["", section.title])
      for result in results { write(itemLines(result, idWidth: idWidth)) }
    }
    let problems = assessment.account.problems
    if !problems.isEmpty {
      write(["", "Problems with the evidence"])
      for problem in problems {
        let place = [problem.file, problem.place].compactMap { $0 }.joined(separator: ", ")
        write(["  " + VisibleText.line("\(place): \(problem.message)")])
      }
    }
    write([""] + counts(assessment))
  }

  private static func heading(_ assessment: Assessment) -> String {
    let account = assessment.account
    let alias = account.alias.map { " (\($0))" } ?? ""
    return VisibleText.line(
      "Account \(account.id ?? "unknown")\(alias), as of \(account.asOf.instant.toTheMinute)"
        + " (\(account.asOf.origin.text)), checklist \(Checklist.version), action catalogue"
        + " \(assessment.catalogueVersion)")
  }

  private static func itemLines(_ result: ItemResult, idWidth: Int) -> [String] {
    let outcome = result.outcome == .fail ? "FAIL" : result.outcome.rawValue
    var lines = [
      "  \(outcome.padded(to: 11))  \(result.id.rawValue.padded(to: idWidth))  "
        + VisibleText.line(result.item.title)
    ]
    let subjects = result.findings.map {
      VisibleText.line($0.subject.text)
    }
    let width = min(subjects.map(\.count).max() ?? 0, 32)
    for (finding, subject) in zip(result.findings, subjects) {
      let severity = finding.severity.rawValue.padded(to: 8)
      let place = finding.evidence.first.map { "  [\($0.file) \($0.place)]" } ?? ""
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

  private static func counts(_ assessment: Assessment) -> [String] {
    let outcomes = Outcome.allCases.map { outcome in
      "\(assessment.items.count { $0.outcome == outcome }) \(outcome.rawValue)"
    }
    let findings = assessment.findings
    let severities = Severity.allCases.map { severity in
      "\(findings.count { $0.severity == severity }) \(severity.rawValue)"
    }
    return [
      "\(assessment.items.count.counted("item")): " + outcomes.joined(separator: ", "),
      "\(findings.count.counted("finding")): " + severities.joined(separator: ", "),
    ]
  }
}
