internal import Checklist
internal import Platform

extension Verdict {
  /// The fields of a decision other than disposition, author, time and note, for documents.
  var details: [(name: String, value: String)] {
    guard let decision else { return [] }
    let content = decision.content
    var details: [(String, String?)] = [
      ("Kind", content.justification?.title), ("Expires", content.expires?.description),
      ("Owner", content.owner), ("Due", content.due?.description), ("Ticket", content.ticket),
      ("Severity", content.severity.map { "\($0.severity.rawValue): \($0.reason)" }),
      ("Carried forward from", decision.carried?.text),
    ]
    details += changes.filter { !$0.repeatsSummary }
      .map { ("Changed since the decision", $0.sentence) }
    if let approval = decision.approval {
      let text = approval.text.isBlank ? "" : ": \(approval.text)"
      details.append(
        (
          approval.verdict == .approved ? "Approved" : "Rejected",
          "by \(approval.by) at \(approval.at)\(text)"
        ))
    }
    for side in decision.conflict?.sides ?? [] {
      details.append(
        (
          "Conflicting decision",
          side.map { "\($0.by) at \($0.at): \(side.text)" } ?? side.text
        ))
    }
    return details.compactMap { name, value in value.map { (name, $0) } }
  }
}

extension FactChange {
  /// The change of the fact, for documents.
  var sentence: String { "\(label) was \(values.old), is now \(values.new)" }
}
