internal import Checklist

/// The numbers of findings and items in the report.
struct FindingNumbers {
  private var numbers: [FindingID: String] = [:]
  private var items: [ItemID: String] = [:]

  init(_ report: ReviewReport) {
    for (place, item) in report.items.enumerated() {
      items[item.result.id] = "\(place + 1)"
      for group in FindingGroup.all(of: item, number: place + 1) {
        for (index, finding) in group.findings.enumerated() {
          numbers[finding.finding.id] = group.number(index)
        }
      }
    }
  }

  subscript(task: Remediation) -> String {
    task.finding.flatMap { numbers[$0.id] } ?? items[task.result.id] ?? ""
  }
}
