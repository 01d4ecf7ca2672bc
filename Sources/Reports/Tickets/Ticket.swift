internal import Checklist
internal import Model
internal import Platform

/// A remediation as ticket systems need it, in plain text.
struct Ticket {
  let task: Remediation
  /// The number of the finding or of the item in the report.
  let number: String
  let account: String

  /// The subject and the fact, in one line.
  var title: String {
    let summary = task.finding?.summary ?? ""
    return VisibleText.line(summary.isBlank ? task.result.item.title : summary)
  }
  var effort: Item.Effort { task.result.item.reporting.effort }
  var consequence: String { task.result.item.reporting.consequence }
  var severity: Severity { task.severity ?? .medium }

  /// The recommendation.
  var recommendation: String { task.finding?.advice.text ?? task.result.item.guidance.look }

  /// The description: each part with its name, the parts that are empty left out.
  var parts: [(name: String, text: String)] {
    let all: [(String, String)] = [
      ("Finding", title), ("Consequence", consequence), ("Recommendation", recommendation),
      ("Command", task.finding?.advice.command ?? ""), ("Note", task.content.note),
      ("Account", account), ("Report", "finding \(number), \(task.result.item.title)"),
      ("Decision", "by \(task.decision.by.person) on \(task.decision.at.calendarDay)"),
      ("Effort", "\(effort.rawValue): \(effort.explanation)"), ("Reference", task.id),
    ]
    return all.filter { !$0.1.isBlank }
  }
}

extension ReviewReport {
  /// The remediations as tickets, the earliest due date first.
  var tickets: [Ticket] {
    let numbers = FindingNumbers(self)
    let account = assessment.account.id ?? ""
    return remediations.map { task in
      Ticket(task: task, number: numbers[task], account: account)
    }
  }
}
