import Checklist
import Model
import Platform

/// The findings of a group; each line links to its finding.
struct GroupText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func body(of group: FindingGroup?) -> TextBody {
    var text = TextBuilder(columns: context.columns)
    guard let group else { return text.body }
    text.paragraph("\(group.name): \(group.findings.count.counted("finding"))", role: .heading)
    text.paragraph("A decision in the list of groups applies to all of them.")
    text.blank()
    for number in group.findings.prefix(GroupText.maximum) {
      SubjectText(context).add(finding: number, to: &text)
    }
    if group.findings.count > GroupText.maximum {
      text.paragraph(
        "and \((group.findings.count - GroupText.maximum).grouped) more; Enter lists all",
        role: .muted, indent: 2)
    }
    return text.body
  }

  private static let maximum = 100
}
