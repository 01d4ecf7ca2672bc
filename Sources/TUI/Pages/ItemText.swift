import Checklist
import Model
import Platform

/// The detail of an item: its automated result, the missing evidence, and the guidance.
struct ItemText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func body(of number: Int) -> TextBody {
    let model = context.model
    guard model.items.indices.contains(number) else { return TextBody() }
    let result = model.items[number]
    var text = TextBuilder(columns: context.columns)
    text.paragraph(result.item.title, role: .heading)
    if result.item.requirement != result.item.title { text.paragraph(result.item.requirement) }
    text.pair("item", "\(result.id) (\(result.item.origin.rawValue))")
    if context.isOpen {
      text.pair(
        "automated result", result.outcome.sentence(result.findings.count),
        role: StyleRole(result.outcome))
      let left = context.statuses.undecided[number]
      let isByFindings =
        !result.findings.isEmpty && left == 0
        && context.session.decisions[.item(result.id)] == nil
      if isByFindings {
        text.pair("decision", "all findings decided")
      } else {
        DecisionText(context).add(.item(result), to: &text)
      }
      if left > 0, !result.findings.isEmpty {
        text.pair("undecided", "\(left.grouped) of \(result.findings.count.counted("finding"))")
      }
    }
    text.blank()
    text.mark(.evidence)
    addGuidance(of: result, to: &text)
    DecisionText(context).addHistory(of: .item(result.id), to: &text)
    return text.body
  }

  /// The missing evidence, and the command that collects it.
  private func addMissing(of result: ItemResult, to text: inout TextBuilder) {
    guard !result.missing.isEmpty else { return }
    text.heading("Missing evidence", count: result.missing.count)
    for missing in result.missing {
      text.paragraph("\(missing.kind.title): \(missing.reason)", role: .warning, indent: 2)
      text.paragraph("$ " + missing.command, role: .key, indent: 4)
    }
  }

  private func addNotes(of result: ItemResult, to text: inout TextBuilder) {
    guard !result.notes.isEmpty else { return }
    text.heading("Notes")
    for note in result.notes { text.paragraph(note, indent: 2) }
  }

  /// The missing evidence, the notes and the guidance.
  func addGuidance(of result: ItemResult, to text: inout TextBuilder) {
    addMissing(of: result, to: &text)
    addNotes(of: result, to: &text)
    let guidance = result.item.guidance
    text.heading("Why it matters")
    text.paragraph(guidance.why, indent: 2)
    text.heading("What to look at")
    text.paragraph(guidance.look, indent: 2)
    text.heading("Acceptable justification")
    text.paragraph(guidance.justification, indent: 2)
  }
}

extension Outcome {
  /// The outcome explained to a first-time reader.
  func sentence(_ findings: Int) -> String {
    switch self {
    case .pass: "pass: the evidence is complete and there are no findings; P confirms"
    case .fail: "fail: \(findings.counted("finding"))"
    case .unavailable: "unavailable: evidence is missing; collect it, or assess the item manually"
    case .manual: "manual: the evidence is not sufficient; a person must assess it"
    }
  }
}
