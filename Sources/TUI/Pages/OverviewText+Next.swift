import Checklist
import Model
import Platform

extension OverviewText {
  /// The blocks of the second column: findings by decision, the next dates, and owners.
  func right(_ columns: Int) -> [Part] { [decisions(), dates(columns), owners(columns)] }

  /// The most severe findings that need a decision, in the order of the checklist.
  func urgent(_ columns: Int, limit: Int) -> Part {
    var found: [Severity: [Int]] = [:]
    var count = 0
    for number in model.findings.indices where !statuses.isSettled(finding: number, in: model) {
      count += 1
      let severity = statuses.severity(ofFinding: number, in: model)
      if found[severity, default: []].count < limit { found[severity, default: []].append(number) }
    }
    let first = Severity.allCases.flatMap { found[$0] ?? [] }.prefix(limit)
    let lines = first.map { number in
      let finding = model.findings[number]
      let severity = statuses.severity(ofFinding: number, in: model)
      let isOverridden = statuses.isOverridden(finding: number)
      return TextLine(
        [
          .init(SafeText((isOverridden ? "!" : "") + severity.column), StyleRole(severity)),
          .init(isOverridden ? " " : "  "), .init(SafeText(finding.subject.text), .link),
          .init(SafeText(": \(finding.predicate)", limit: columns)),
        ], link: .finding(number))
    }
    return Part("Most severe undecided findings", count: count, Array(lines), minimum: 4)
  }

  /// The decisions that are due or expire next, the earliest first.
  private func dates(_ columns: Int) -> Part {
    let today = CalendarDay(containing: context.now)
    let dated = datedDecisions.sorted { ($0.day, $0.order) < ($1.day, $1.order) }
    let lines = dated.prefix(OverviewText.longest).map { entry in
      let isPast = entry.day < today
      let word = entry.isDue ? (isPast ? "overdue" : "due") : (isPast ? "expired" : "expires")
      return TextLine(
        [
          .init(SafeText(entry.day.description), isPast ? .warning : .text), .init("  "),
          .init(SafeText(word.padded(to: 9)), isPast ? .warning : .muted),
          .init(SafeText(entry.name, limit: columns)),
        ], link: entry.link)
    }
    return Part(
      "Due or expiring next", count: dated.isEmpty ? nil : dated.count, Array(lines), minimum: 2)
  }

  /// The remediations of each owner, the owner with the most first.
  private func owners(_ columns: Int) -> Part {
    let today = CalendarDay(containing: context.now)
    var counts: [String: (all: Int, overdue: Int)] = [:]
    for number in model.findings.indices {
      guard let decision = statuses.decision(onFinding: number, in: model),
        let owner = decision.content.owner
      else { continue }
      counts[owner, default: (0, 0)].all += 1
      if let due = decision.content.due, due < today { counts[owner, default: (0, 0)].overdue += 1 }
    }
    let sorted = counts.sorted { ($1.value.all, $0.key) < ($0.value.all, $1.key) }
    let lines = sorted.prefix(OverviewText.longest).map { owner, count in
      let late = count.overdue == 0 ? "" : ", \(count.overdue.grouped) overdue"
      return TextLine(
        [
          .init(SafeText(owner, limit: columns)), .init("  "),
          .init(SafeText(count.all.counted("finding")), .muted),
          .init(SafeText(late), .warning),
        ], link: .filtered("owner:=\"\(owner)\"", .findings))
    }
    return Part("By owner", Array(lines), minimum: 2)
  }

  private static let longest = 40

  /// A decision with a date.
  private struct Dated {
    let day: CalendarDay
    let isDue: Bool
    let name: String
    let link: Link
    /// The order of decisions with the same date.
    let order: Int
  }

  private var datedDecisions: [Dated] {
    func dated(_ decision: Decision, _ name: String, _ link: Link, _ order: Int) -> Dated? {
      let content = decision.content
      guard let day = content.due ?? content.expires else { return nil }
      return Dated(day: day, isDue: content.due != nil, name: name, link: link, order: order)
    }
    return statuses.decisions.compactMap { number, decision in
      let finding = model.findings[number]
      return dated(
        decision, "\(finding.subject.text): \(finding.predicate)", .finding(number), number)
    }
      + statuses.itemDecisions.compactMap { number, decision in
        dated(decision, model.items[number].item.title, .item(number), -1 - number)
      }
  }
}
