internal import Model
internal import Platform

extension EventCounter {
  /// Adds an activity row that was counted before; returns its number of calls, nil if it is
  /// invalid.
  ///
  /// The actions are found again, so that any program can create rows without knowing them.
  mutating func add(activity node: JSONNode) -> Int? {
    guard let count = number(node["count"]), count > 0, let first = time(node["first"]),
      let last = time(node["last"]), first <= last
    else { return nil }
    var key = ActivityTable.Key()
    for column in ActivityColumn.allCases {
      let value: String
      if column.isList {
        value = Set((node[column.name]?.elements ?? []).compactMap(\.string))
          .map(\.withoutSeparators).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
          .joined(separator: String(ActivityColumn.separator))
      } else {
        value = (node[column.name]?.string ?? "").withoutSeparators
      }
      if value.isEmpty, column == .source || column == .event { return nil }
      key[column.rawValue] = table.strings.number(of: value)
    }
    let row = table.row(key, seconds: first)
    table.add(to: row, count: count, first: first, last: last)
    for (name, value) in node["weeks"]?.members ?? [] {
      guard let week = ISOWeek(name), let count = number(value) else { continue }
      table.add(to: row, week: week, count: count)
    }
    for name in (node["sessions"]?.elements ?? []).compactMap(\.string) {
      table.add(to: row, session: table.strings.number(of: name.withoutSeparators))
    }
    for name in (node["addresses"]?.elements ?? []).compactMap(\.string) {
      table.add(to: row, address: table.strings.number(of: name.withoutSeparators))
    }
    table.addMinimum(
      to: row, sessions: number(node["sessionCount"]) ?? 0,
      addresses: number(node["addressCount"]) ?? 0)
    return count
  }

  /// A number, also as text, because query engines write numbers of CSV files in quotes.
  private func number(_ node: JSONNode?) -> Int? {
    guard let number = node?.integer ?? node?.string.flatMap({ Int($0) }), number >= 0,
      number < 1 << 48
    else { return nil }
    return number
  }

  private func time(_ node: JSONNode?) -> Int64? {
    node?.string.flatMap { Instant($0)?.seconds }
  }
}

extension ActivityCoverage {
  /// The gaps in the line with the coverage.
  static func gaps(_ node: JSONNode) -> [Gap] {
    (node["gaps"]?.elements ?? []).map { gap in
      Gap(
        file: gap["file"]?.string ?? "", account: gap["account"]?.string ?? "",
        region: gap["region"]?.string ?? "", from: gap["from"]?.string.flatMap { Instant($0) },
        to: gap["to"]?.string.flatMap { Instant($0) })
    }
  }

  /// The periods of the event history in the line with the coverage; invalid ones are ignored.
  static func histories(_ node: JSONNode) -> [History] {
    (node["history"]?.elements ?? []).compactMap { history in
      func time(_ name: String) -> Instant? { history[name]?.string.flatMap { Instant($0) } }
      guard let since = time("since"), let from = time("from"), let to = time("to"), from <= to
      else { return nil }
      return History(
        account: history["account"]?.string ?? "", region: history["region"]?.string ?? "",
        since: since, from: from, to: to)
    }
  }
}

extension [ActivityCoverage.Gap] {
  /// Each gap once, in the order of the files.
  var inOrder: [ActivityCoverage.Gap] {
    Set(self).sorted { ($0.file, $0.account) < ($1.file, $1.account) }
  }
}
