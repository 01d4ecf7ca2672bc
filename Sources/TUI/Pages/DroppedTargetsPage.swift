import Checklist
import Model

extension PageTopic {
  /// The findings of the earlier review that no longer exist.
  static let dropped = PageTopic(DroppedTargetsPage())
}

/// The record of the page.
private struct DroppedTargetsPage: PageRecord {
  func step(isNamed: Bool, _ inventory: Inventory) -> String { "gone since the last review" }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    DroppedTargetText(context).add(to: &text)
  }
}

/// Findings of the earlier review that no longer exist, and decisions that could not be carried
/// forward.
struct DroppedTargetText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func add(to text: inout TextBuilder) {
    text.paragraph("No longer found since the last review", role: .heading)
    guard let baseline = context.session.baseline else {
      let how =
        context.isPlain
        ? "carry PATH previews one"
        : context.planned == nil
          ? ":carry REVIEW previews one" : "C shows the one given with --previous"
      text.paragraph("No earlier review was carried forward; \(how).", role: .warning)
      return
    }
    text.paragraph("Carried forward from \(baseline.origin.text).")
    if baseline.left.isEmpty { text.paragraph("Nothing is gone.", role: .muted) }
    for reason in DroppedTarget.Reason.allCases {
      let entries = baseline.left.filter { $0.value.reason == reason }
        .sorted { $0.key < $1.key }
      guard !entries.isEmpty else { continue }
      text.heading(reason.text, count: entries.count)
      for (target, entry) in entries {
        context.add(target, severity: entry.severity, summary: entry.summary, to: &text)
        if let decision = entry.decision {
          text.paragraph(
            "\(decision.text), by \(decision.by.description)",
            role: StyleRole(decision.disposition), indent: 7)
        }
      }
    }
  }
}

extension TextContext {
  /// Adds a decision or finding of an earlier review; if the finding still exists, the row is a
  /// link.
  func add(
    _ target: DecisionTarget, severity: Severity?, summary: String?, to text: inout TextBuilder
  ) {
    var spans = [TextLine.Span(SafeText("  "))]
    if let severity {
      spans += [.init(SafeText(severity.column), StyleRole(severity)), .init(SafeText(" "))]
    }
    let number = target.finding.flatMap(model.number(of:))
    spans += [
      .init(SafeText(target.description), number == nil ? .text : .link),
      .init(SafeText(summary.map { "  \($0)" } ?? ""), .muted),
    ]
    text.add(TextLine(spans, link: number.map(Link.finding)), hanging: 7)
  }
}

extension DroppedTarget.Reason {
  /// The reason, as a heading.
  var text: String {
    switch self {
    case .resolved: "resolved: no longer found"
    case .unseen: "unseen: the evidence that would show it is missing"
    case .expired: "justification expired: decide again"
    case .conflict: "two people decided differently: decide again"
    }
  }
}
