import Checklist
import Model
import Platform

extension OverviewText {
  /// The blocks of the first column: progress, and findings by severity.
  func left(_ columns: Int) -> [Part] { [progress(columns), severities(columns)] }

  /// The account, and the age and gaps of its evidence.
  func head(columns: Int) -> Part {
    let account = model.account
    let names = [account.id ?? "unknown account", account.alias].compactMap(\.self)
    let day = CalendarDay(containing: account.asOf.instant)
    let days = CalendarDay(containing: context.now).daysSince1970 - day.daysSince1970
    let age = days > 0 ? ", \(days.counted("day")) old" : ""
    let gaps = EvidenceGaps(model)
    let line = TextLine(
      [
        .init(SafeText("evidence of \(day)\(age)")), .init(": "),
        .init(SafeText(gaps.text), gaps.isEmpty ? .good : .warning),
      ], link: .topic(.problems))
    return Part("Account \(names.joined(separator: " "))", [line])
  }

  /// The decided part of each section.
  private func progress(_ columns: Int) -> Part {
    let lines = model.sections.map { entry in
      let total = entry.items.reduce(0) { $0 + max(1, model.findingRanges[$1].count) }
      let left = entry.items.reduce(0) { $0 + statuses.undecided[$1] }
      return TextLine(
        label(entry.section.title, .text)
          + bar(total - left, of: total, columns: min(20, columns - 26))
          + [
            .init(SafeText("  \((total - left).grouped) of \(total.grouped)"), .muted)
          ],
        link: .filtered("section:\(entry.section.rawValue)", .items))
    }
    let left = statuses.totalUndecided
    return Part(left == 0 ? "Progress: everything is decided" : "Progress", lines)
  }

  /// The findings of each severity, and how many of them are decided.
  private func severities(_ columns: Int) -> Part {
    var total: [Severity: Int] = [:]
    var open: [Severity: Int] = [:]
    for number in model.findings.indices {
      let severity = statuses.severity(ofFinding: number, in: model)
      total[severity, default: 0] += 1
      if !statuses.isSettled(finding: number, in: model) { open[severity, default: 0] += 1 }
    }
    let lines = Severity.allCases.map { severity in
      let (all, left) = (total[severity] ?? 0, open[severity] ?? 0)
      let isLink = all > 0
      return TextLine(
        label(severity.rawValue, StyleRole(severity))
          + bar(all - left, of: all, columns: min(20, columns - 33))
          + [
            .init(
              SafeText(
                all == 0
                  ? "  none"
                  : left == 0
                    ? "  \(all.grouped)" : "  \(all.grouped), \(left.grouped) undecided"), .muted)
          ],
        link: isLink ? .filtered("severity:\(severity.rawValue)", .findings) : nil)
    }
    return Part("Findings by severity", count: model.findings.count, lines)
  }

  /// The findings of each state that has any.
  func decisions() -> Part {
    var counts: [DecisionKey: Int] = [:]
    for number in model.findings.indices {
      let status = statuses.status(ofFinding: number, in: model)
      counts[DecisionKey(status), default: 0] += 1
    }
    let lines = DecisionKey.allCases.compactMap { key -> TextLine? in
      guard let count = counts[key] else { return nil }
      return TextLine(
        [
          .init(SafeText(key.title.padded(to: 16)), key.role),
          .init(SafeText(String(repeating: " ", count: max(0, 7 - count.grouped.count)))),
          .init(SafeText(count.grouped)),
        ], link: .filtered(key.filter, .findings))
    }
    return Part("Findings by decision", count: model.findings.count, lines)
  }

  private func label(_ text: String, _ role: StyleRole) -> [TextLine.Span] {
    let gap = String(repeating: " ", count: max(1, 14 - text.count))
    return [.init(SafeText(text), role), .init(SafeText(gap))]
  }

  /// A bar of `columns` cells; a part that has begun, or is not finished, shows a cell.
  private func bar(_ done: Int, of total: Int, columns: Int) -> [TextLine.Span] {
    guard columns > 1, !context.isPlain else { return [] }
    let exact = total == 0 ? 0 : done * columns / total
    let full = done == 0 ? 0 : max(1, exact)
    return [
      .init(SafeText(String(repeating: "━", count: full)), .progressDone),
      .init(SafeText(String(repeating: "─", count: columns - full)), .progressRest),
    ]
  }
}

/// The states by which the overview counts findings: undecided, each valid decision, and each reason
/// why a decision is not valid.
private enum DecisionKey: CaseIterable {
  case undecided, conflict, rejected, stale, expired, unapproved
  case pass, overLimit, justified, remediate, notApplicable, falsePositive

  init(_ status: DecisionStatus) {
    switch status.condition {
    case .conflict: self = .conflict
    case .rejected: self = .rejected
    case .stale: self = .stale
    case .expired: self = .expired
    case .unapproved: self = .unapproved
    case .undecided, .decided, .expiring, .overdue:
      switch status.disposition {
      case nil: self = .undecided
      case .pass: self = .pass
      case .justified: self = status.isOverLimit ? .overLimit : .justified
      case .remediate: self = .remediate
      case .notApplicable: self = .notApplicable
      case .falsePositive: self = .falsePositive
      }
    }
  }

  var title: String {
    switch self {
    case .undecided: "no decision"
    case .conflict: "in conflict"
    case .rejected: "rejected"
    case .stale: "facts changed"
    case .expired: "expired"
    case .unapproved: "needs approval"
    case .pass: Disposition.pass.title
    case .overLimit: "over the limit"
    case .justified: Disposition.justified.title
    case .remediate: Disposition.remediate.title
    case .notApplicable: Disposition.notApplicable.title
    case .falsePositive: Disposition.falsePositive.title
    }
  }

  /// The filter that lists exactly these findings.
  var filter: String {
    let invalid =
      " !status:conflict !status:rejected !status:stale !status:expired !status:unapproved"
    return switch self {
    case .undecided: "status:undecided" + invalid
    case .conflict: "status:conflict"
    case .rejected: "status:rejected"
    case .stale: "status:stale"
    case .expired: "status:expired"
    case .unapproved: "status:unapproved !status:decided"
    case .pass: "status:pass status:decided"
    case .justified: "status:justified status:decided !status:overLimit"
    case .overLimit: "status:overLimit"
    case .remediate: "status:remediate status:decided"
    case .notApplicable: "status:notApplicable status:decided"
    case .falsePositive: "status:falsePositive status:decided"
    }
  }

  var role: StyleRole {
    switch self {
    case .undecided: .undecided
    case .conflict, .rejected, .stale, .expired, .unapproved, .overLimit: .warning
    case .pass: .passed
    case .justified: .justified
    case .remediate: .remediate
    case .notApplicable: .notApplicable
    case .falsePositive: .falsePositive
    }
  }
}
