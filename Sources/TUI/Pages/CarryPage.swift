import Checklist
import Model

extension PageTopic {
  /// The effects of carrying forward an earlier review.
  static let carry = PageTopic(CarryPage())
}

/// The record of the page.
private struct CarryPage: PageRecord {
  func step(isNamed: Bool, _ inventory: Inventory) -> String { "carry forward" }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    CarryText(context).add(to: &text)
  }
}

/// The effects of carrying forward an earlier review: counts before and after, and each finding
/// that differs.
struct CarryText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func add(to text: inout TextBuilder) {
    guard let plan = context.planned?.plan else { return }
    let comparison = plan.comparison
    text.paragraph("Carry forward from the review of \(comparison.old.day)", role: .heading)
    text.paragraph(
      "Nothing has been carried forward yet."
        + (context.isPlain ? "" : " C carries the decisions forward; Esc closes this page."))
    if !comparison.old.isWhole {
      text.paragraph(
        "The earlier evidence is missing: only earlier decisions are known, and a finding that "
          + "was undecided counts as new.", role: .warning)
    }
    text.heading("Earlier and current findings", count: comparison.findings.count)
    for bucket in ReviewComparison.Bucket.allCases {
      text.pair(bucket.rawValue, comparison.findings(bucket).count.aligned(bucket.meaning))
    }
    addDecisions(plan, to: &text)
    for bucket in [ReviewComparison.Bucket.changed, .new, .gone, .unseen, .unchanged] {
      add(bucket, of: comparison, to: &text)
    }
  }

  /// Adds the numbers of decisions carried forward and of missing decisions, before and after.
  private func addDecisions(_ plan: CarryPlan, to text: inout TextBuilder) {
    text.heading("Decisions", count: plan.decisions.count + plan.kept)
    text.pair(
      "carried forward",
      plan.unchanged.aligned(
        "same facts; each decision keeps its author and original review"))
    text.pair(
      "need review",
      plan.changed.aligned(
        "facts changed; undecided, with the earlier note as a draft"))
    text.pair("kept", plan.kept.aligned("already decided in this review"))
    if plan.severityCount > 0 {
      text.pair(
        "severities",
        plan.severityCount.aligned(
          "set by a person; carried forward, and valid while the facts are the same"))
    }
    for reason in DroppedTarget.Reason.allCases {
      let count = plan.left.values.count { $0.reason == reason && $0.decision != nil }
      if count > 0 { text.pair("not carried forward", count.aligned(reason.text)) }
    }
    var after = context.session
    let reviewer = context.reviewer ?? Reviewer(name: "", host: "")
    guard (try? after.carry(plan, by: reviewer, at: context.now)) != nil else { return }
    let assessment = context.model.assessment
    let counts = [context.session, after].map {
      $0.progress(of: assessment, at: context.now).undecided
    }
    text.pair(
      "undecided", [.init(SafeText("\(counts[0]) before, \(counts[1]) after"), .heading)])
  }

  private func add(
    _ bucket: ReviewComparison.Bucket, of comparison: ReviewComparison, to text: inout TextBuilder
  ) {
    let rows = comparison.findings(bucket)
    guard !rows.isEmpty else { return }
    text.heading(bucket.rawValue, count: rows.count)
    for row in rows.prefix(CarryText.maximum) { add(row, to: &text) }
    if rows.count > CarryText.maximum {
      text.paragraph(
        "and \(rows.count - CarryText.maximum) more; iam-review diff lists all", role: .muted,
        indent: 2)
    }
  }

  /// The maximum length of a list on screen.
  private static let maximum = 200

  private func add(_ row: ReviewComparison.Row, to text: inout TextBuilder) {
    context.add(row.target, severity: row.entry.severity, summary: row.entry.summary, to: &text)
    for change in row.changes where !change.repeatsSummary {
      text.paragraph(change.text, role: .warning, indent: 7)
    }
    if let decision = row.old?.decision {
      text.paragraph(decision.text, role: StyleRole(decision.disposition), indent: 7)
    }
  }
}

extension ReviewComparison.Bucket {
  /// The meaning of the state, after the number of findings.
  fileprivate var meaning: String {
    switch self {
    case .unchanged: "same facts"
    case .changed: "different facts, or a different principal with the same name"
    case .new: "not in the earlier review"
    case .gone: "no longer found: resolved"
    case .unseen: "not comparable: evidence is missing"
    }
  }
}

extension Int {
  /// The number, right-aligned, and what it counts.
  fileprivate func aligned(_ words: String) -> String {
    let digits = String(self)
    return String(repeating: " ", count: Swift.max(0, 5 - digits.count)) + digits + "  " + words
  }
}
