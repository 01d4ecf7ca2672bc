import Checklist
import Model
import Platform

extension PageTopic {
  /// What a user or role did, according to CloudTrail logs.
  static func activity(_ principal: PageSubject) -> PageTopic {
    PageTopic(ActivityPage(principal: principal))
  }
}

/// The record of the page.
private struct ActivityPage: PageRecord {
  let principal: PageSubject

  var subject: PageSubject? { principal }

  func step(isNamed: Bool, _ inventory: Inventory) -> String {
    isNamed ? "activity" : "activity of \(inventory.title(of: principal))"
  }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    ActivityText(context).add(principal, to: &text)
  }
}

/// What a user or role did, according to CloudTrail logs.
///
///     Calls by action
///       s3:ListBucket       1,204  2026-09-01 to 2026-11-20  ▁▂▅█▅  arn:aws:s3:::reports
struct ActivityText {
  let context: TextContext
  /// Rows beyond this number are counted, not listed.
  private static let maximumRows = 200
  /// The most recent weeks that are drawn.
  private static let maximumWeeks = 13

  init(_ context: TextContext) { self.context = context }

  var evidence: Evidence<AccountActivity> { context.model.account.activity }

  /// The whole page.
  func add(_ subject: PageSubject, to text: inout TextBuilder) {
    let inventory = context.model.inventory
    text.paragraph(
      "Activity of \(subject.kind) \(inventory.name(of: subject))", role: .heading)
    guard let activity = evidence.value, let arn = inventory.arn(of: subject) else {
      return addMissing(to: &text)
    }
    let rows = activity.rows(of: arn)
    addSummary(activity, rows, to: &text)
    addActions("Calls by action", rows.filter(\.isAllowed), to: &text)
    addActions("Denied calls", rows.filter(\.isDenied), to: &text)
    addActions("Other failed calls", rows.filter { !$0.isAllowed && !$0.isDenied }, to: &text)
    UnusualUseText(context).add(subject, rows, to: &text)
    addPlaces(rows, to: &text)
    if case .role = subject { addArrivals(at: arn, in: activity, to: &text) }
  }

  /// A line on the page of the principal, which leads to the activity; nothing without logs.
  func addDigest(_ subject: PageSubject, to text: inout TextBuilder) {
    guard let activity = evidence.value,
      let arn = context.model.inventory.arn(of: subject)
    else { return }
    let rows = activity.rows(of: arn)
    let calls = rows.calls
    let denied = rows.filter(\.isDenied).calls
    let last = rows.map(\.last).max().map { ", the last on \(CalendarDay(containing: $0))" } ?? ""
    text.heading("Activity")
    text.entry(
      "\(calls.counted("call"))\(last)" + (denied > 0 ? "; \(denied.grouped) denied" : ""),
      aside: "Enter or w shows them", link: .topic(.activity(subject)))
  }

  func addMissing(to text: inout TextBuilder) {
    text.paragraph(
      "No CloudTrail logs are in the evidence. Add log files, or the result of iam-review activity,"
        + " to the evidence folder.", indent: 2)
  }

  private func addSummary(
    _ activity: AccountActivity, _ rows: ArraySlice<ActivityRow>, to text: inout TextBuilder
  ) {
    addPeriod(activity, to: &text)
    let calls = rows.calls
    text.pair("calls", calls == 0 ? "none" : calls.grouped)
    guard let first = rows.map(\.first).min(), let last = rows.map(\.last).max() else { return }
    text.pair("first, last", "\(first.toTheMinute), \(last.toTheMinute)")
    let weeks = Dictionary(
      rows.flatMap { $0.weeks.map { ($0.week.number, $0.count) } }, uniquingKeysWith: +)
    text.pair("by week", Sparkline.text(weeks, last: Self.maximumWeeks))
    let agents = Set(rows.map { $0[.agent] }.filter { !$0.isEmpty }).sorted()
    if !agents.isEmpty { text.pair("programs", agents.joined(separator: ", ")) }
  }

  func addPeriod(_ activity: AccountActivity, to text: inout TextBuilder) {
    if let from = activity.coverage.from, let to = activity.coverage.to {
      text.pair("logs", "\(from.toTheMinute) to \(to.toTheMinute)", role: .muted)
    }
    for (name, value) in ActivitySources(activity, context.model.account).pairs {
      text.pair(name, value, role: .muted)
    }
    if let reason = evidence.shortcoming { text.pair("incomplete", reason, role: .warning) }
  }

  /// The actions of rows, those with the most calls first.
  private func addActions(
    _ title: String, _ rows: [ActivityRow], to text: inout TextBuilder
  ) {
    guard !rows.isEmpty || title == "Calls by action" else { return }
    let uses = ActionUse.all(rows)
    text.heading(title, count: uses.count)
    if uses.isEmpty { text.paragraph("none", role: .muted, indent: 2) }
    let names = uses.prefix(Self.maximumRows).map { SafeText($0.name).width }
    let width = min(names.max() ?? 0, max(20, text.columns / 2))
    for use in uses.prefix(Self.maximumRows) {
      let days = (CalendarDay(containing: use.first), CalendarDay(containing: use.last))
      let period = days.0 == days.1 ? "\(days.0)" : "\(days.0) to \(days.1)"
      let count = use.count.grouped
      let gap = String(repeating: " ", count: max(1, 8 - count.count))
      text.add(
        TextLine([
          .init(SafeText("  ")), .init(SafeText(use.name.padded(to: width))),
          .init(SafeText(gap + count)), .init(SafeText("  \(period)"), .muted),
          .init(SafeText("  \(Sparkline.text(use.weeks, last: Self.maximumWeeks))")),
          .init(SafeText(use.places.isEmpty ? "" : "  \(use.places)"), .muted),
        ]), hanging: 4)
    }
    addRest(uses.count, to: &text)
  }

  /// From where the principal called.
  private func addPlaces(_ rows: ArraySlice<ActivityRow>, to text: inout TextBuilder) {
    let lists: [(String, (ActivityRow) -> [String])] = [
      ("Regions", { [$0[.region]] }), ("Access keys", { [$0[.accessKey]] }),
      ("Sessions", { $0.sessions.names }), ("Source addresses", { $0.addresses.names }),
    ]
    for (title, values) in lists {
      var calls: [String: Int] = [:]
      for row in rows {
        for value in values(row) where !value.isEmpty { calls[value, default: 0] += row.count }
      }
      guard !calls.isEmpty else { continue }
      text.heading(title, count: calls.count)
      let sorted = calls.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      for (value, count) in sorted.prefix(ActivityRow.LimitedSet.limit) {
        text.entry(value, aside: count.counted("call"))
      }
      addRest(calls.count, beyond: ActivityRow.LimitedSet.limit, to: &text)
    }
  }

  /// The principals that assumed the role.
  private func addArrivals(
    at arn: ARN, in activity: AccountActivity, to text: inout TextBuilder
  ) {
    let rows = activity.rows.filter { row in
      row.isAllowed && row.isAssumption && row.list(.resources).contains(arn.description)
    }
    addCallers("Assumed by", of: rows, none: "nobody in the period of the logs", to: &text) {
      .page($0)
    }
  }

  /// The principals that made the calls in `rows`, those with the most calls first.
  func addCallers(
    _ title: String, of rows: [ActivityRow], none: String, to text: inout TextBuilder,
    link: (PageSubject) -> Link
  ) {
    let callers = Dictionary(grouping: rows) { row in
      row[.principal].isEmpty ? "account \(row[.account])" : row[.principal]
    }.mapValues {
      (
        count: $0.calls, denied: $0.filter(\.isDenied).calls, last: $0.map(\.last).max(),
        account: $0.first?[.account] ?? ""
      )
    }
    text.heading(title, count: callers.count)
    if callers.isEmpty {
      text.paragraph(none, role: .muted, indent: 2)
    }
    let sorted = callers.sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
    for (caller, use) in sorted.prefix(Self.maximumRows) {
      let denied = use.denied > 0 ? ", \(use.denied.grouped) denied" : ""
      let last = use.last.map { ", the last on \(CalendarDay(containing: $0))" } ?? ""
      let place = isForeign(use.account) ? ", from another account" : ""
      text.entry(
        caller, aside: use.count.counted("call") + denied + last + place,
        link: context.model.inventory.page(of: ARN(caller)).map(link))
    }
    addRest(callers.count, to: &text)
  }

  private func isForeign(_ account: String) -> Bool {
    account.count == 12 && context.model.account.id.map { $0 != account } ?? false
  }

  /// How many entries of a list of `count` are not shown.
  private func addRest(
    _ count: Int, beyond shown: Int = maximumRows, to text: inout TextBuilder
  ) {
    guard count > shown else { return }
    text.paragraph("\((count - shown).grouped) more", role: .muted, indent: 2)
  }
}

/// The calls of several rows that needed an action.
private struct ActionUse {
  let name: String
  var count = 0
  var first: Instant
  var last: Instant
  var weeks: [Int: Int] = [:]
  private var resources: Set<String> = []

  private init(_ name: String, _ row: ActivityRow) {
    self.name = name
    first = row.first
    last = row.last
  }

  /// The uses of the actions in `rows`, those with the most calls first. An event for which no action
  /// is known has its own name.
  static func all(_ rows: [ActivityRow]) -> [ActionUse] {
    var uses: [String: ActionUse] = [:]
    for row in rows {
      let names = row.allActions.isEmpty ? ["\(row[.source]) \(row[.event])"] : row.allActions
      for name in names { uses[name, default: ActionUse(name, row)].add(row) }
    }
    return uses.values.sorted { ($1.count, $0.name) < ($0.count, $1.name) }
  }

  private mutating func add(_ row: ActivityRow) {
    count += row.count
    first = min(first, row.first)
    last = max(last, row.last)
    for entry in row.weeks { weeks[entry.week.number, default: 0] += entry.count }
    resources.formUnion(row.list(.resources))
  }

  /// The resources: one, or their number.
  var places: String {
    let sorted = resources.sorted()
    guard let first = sorted.first else { return "" }
    return sorted.count == 1 ? first : "\(first) and \(sorted.count - 1) more"
  }
}

/// The calls of successive weeks as a row of bars.
private enum Sparkline {
  private static let bars = Array("▁▂▃▄▅▆▇█")

  /// The bars of the weeks with the numbers in `counts`: those up to the latest week, at most `last`;
  /// a space is a week without calls.
  static func text(_ counts: [Int: Int], last: Int) -> String {
    guard let end = counts.keys.max(), let begin = counts.keys.min(),
      let most = counts.values.max(), most > 0
    else { return "" }
    return String(
      (max(begin, end - last + 1)...end).map { week in
        let count = counts[week] ?? 0
        return count == 0 ? " " : bars[(count * bars.count - 1) / most]
      })
  }
}
