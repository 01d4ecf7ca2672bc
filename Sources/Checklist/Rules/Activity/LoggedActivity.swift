package import Model
import Platform

/// What CloudTrail logs show, as sentences for findings.
///
/// A sentence only states what is in the logs. That something never happened is only stated if logs
/// would show it.
struct LoggedActivity {
  let activity: AccountActivity
  /// The period of the logs: `the logs of 2026-09-01 to 2026-11-20`.
  let period: String
  private let isWhole: Bool
  private let file: String?

  /// The activity of the account; nil if there is none.
  init?(_ account: Account) {
    guard let activity = account.activity.value, activity.coverage.events > 0,
      let period = activity.coverage.period()
    else { return nil }
    self.activity = activity
    self.period = period
    isWhole = account.activity.isWhole
    file = account.activity.files.first
  }

  /// The logs.
  var citation: Citation? { file.map { Citation(file: $0, place: "", line: nil) } }

  /// Whether the logs would show every use of a role: AssumeRole is a read-only event, which a trail
  /// can leave out.
  var showsAssumptions: Bool { isWhole && activity.rows.contains(where: \.isAssumption) }

  /// A sentence about `rows`: `In the logs of …, SUBJECT made 12 calls, …`; empty without rows.
  func sentence(_ subject: String, _ rows: some Collection<ActivityRow>) -> String {
    let calls = LoggedCallsSummary(rows)
    guard calls.count > 0 else { return "" }
    return "In \(period), \(subject) made \(calls.count.counted("call"))\(calls.text). "
  }
}

extension Examination {
  /// What logs show; nil without logs.
  var logged: LoggedActivity? { LoggedActivity(account) }
}

/// The number of calls, the last one, and what was called.
package struct LoggedCallsSummary {
  let count: Int
  /// The names of actions, or of events without one, those with the most calls first.
  package let names: [(name: String, count: Int)]
  /// The source addresses that are known.
  let addresses: [String]
  private let moreAddresses: Bool
  private let failed: Int
  private let last: ActivityRow?
  /// The programs, by the family of their user agents.
  let agents: [String]

  /// Names beyond this number are counted.
  private static let shown = 5

  /// Summarizes `rows`.
  package init(_ rows: some Collection<ActivityRow>) {
    count = rows.calls
    failed = rows.filter { !$0.isAllowed }.calls
    var calls: [String: Int] = [:]
    for row in rows {
      for name in row.allActions.isEmpty ? [row[.event]] : row.allActions {
        calls[name, default: 0] += row.count
      }
    }
    names = calls.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { (name: $0.key, count: $0.value) }
    addresses = Set(rows.flatMap(\.addresses.names)).sorted { $0.precedesByScalar($1) }
    moreAddresses = rows.contains { $0.addresses.count > $0.addresses.names.count }
    agents = Set(rows.map { $0[.agent] }).subtracting(["", "other"]).sorted()
    last = rows.max { ($0.last, $1[.event]) < ($1.last, $0[.event]) }
  }

  /// `, the last on 2026-11-20 from 192.0.2.1 with terraform (3 failed): iam:CreateUser (2) and …`.
  var text: String {
    guard let last else { return "" }
    var text = ", the last on \(CalendarDay(containing: last.last))"
    if !addresses.isEmpty {
      text += " from \(englishList(addresses))" + (moreAddresses ? " and more addresses" : "")
    }
    if !agents.isEmpty { text += " with \(englishList(agents))" }
    if failed > 0 { text += "; \(failed.grouped) of them failed" }
    let listed = names.prefix(Self.shown).map { "\($0.name) (\($0.count.grouped))" }
    let more = names.count - listed.count
    return text + ": "
      + (more > 0
        ? listed.joined(separator: ", ") + " and \(more.counted("other action"))"
        : englishList(listed))
  }
}
