internal import Checklist
internal import Model
internal import Platform

extension DiffReport {
  /// The text format: the counts, then one line per finding, followed by its differences.
  ///
  ///     changed (1)
  ///       high      users.mfa/user/bob  bob has a password and no MFA device
  ///                 MFA active: false -> unknown
  ///                 justified until 2027-02-22 (in the safe) -> undecided
  static func text(_ comparison: ReviewComparison) -> String {
    var lines = [heading(comparison), "Findings: \(counts(comparison))"]
    for (title, rows) in listed(comparison) {
      lines += ["", "\(title) (\(rows.count))"]
      for row in rows {
        let severity = (row.entry.severity?.rawValue ?? "").padded(to: 8)
        let summary = row.entry.summary.map { "  \($0)" } ?? ""
        lines.append("  \(severity)  \(row.target.description)\(summary)")
        let blanks = String(repeating: " ", count: 12)
        lines += row.details.map { blanks + $0 }
      }
    }
    let outcomes = comparison.otherOutcomes
    if !outcomes.isEmpty {
      lines += ["", "items (\(outcomes.count))"]
      lines += outcomes.map { "  \($0.item): \($0.old.rawValue) -> \($0.new.rawValue)" }
    }
    return lines.map { VisibleText.line($0) + "\n" }.joined()
  }

  /// The Markdown format, for a report or a pull request.
  static func markdown(_ comparison: ReviewComparison) -> String {
    var lines = [
      "# What changed", "", MarkdownText.inline(heading(comparison)), "",
      "| " + ReviewComparison.Bucket.allCases.map(\.rawValue).joined(separator: " | ") + " |",
      "|" + String(repeating: " ---: |", count: ReviewComparison.Bucket.allCases.count),
      "| "
        + ReviewComparison.Bucket.allCases.map { String(comparison.findings($0).count) }
        .joined(separator: " | ") + " |",
    ]
    for (title, rows) in listed(comparison) {
      lines += ["", "## \(title.capitalizedFirst) (\(rows.count))", ""]
      for row in rows {
        let severity = row.entry.severity.map { "**\($0.rawValue)** " } ?? ""
        let summary = row.entry.summary.map { ": " + MarkdownText.inline($0) } ?? ""
        lines.append("- \(severity)\(MarkdownText.code(row.target.description))\(summary)")
        lines += row.details.map { "  - " + MarkdownText.inline($0) }
      }
    }
    let outcomes = comparison.otherOutcomes
    if !outcomes.isEmpty {
      lines += ["", "## Items (\(outcomes.count))", ""]
      lines += outcomes.map {
        "- \(MarkdownText.code($0.item.rawValue)): \($0.old.rawValue) → \($0.new.rawValue)"
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension ReviewComparison.Row {
  /// The differences, one per line: severity, facts, decision.
  var details: [String] {
    var lines: [String] = []
    if let before = old?.severity, let after = new?.severity, before != after {
      lines.append("severity: \(before.rawValue) -> \(after.rawValue)")
    }
    lines += changes.filter { !$0.repeatsSummary }.map(\.text)
    if old?.decision != nil || new?.decision != nil {
      let (before, after) = ((old?.decision).text, (new?.decision).text)
      switch bucket {
      case .gone, .unseen: lines.append("was \(before)")
      case .new: lines.append(after)
      case .changed, .unchanged:
        lines.append(isDecidedDifferently ? "\(before) -> \(after)" : before)
      }
    }
    return lines
  }
}
