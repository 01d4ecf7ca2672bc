package import Model
package import Platform

/// Activity rows as NDJSON: one object per line (docs/activity.md).
package enum ActivityJSON {
  /// The columns after those that identify a row.
  package static let counted = [
    "mapping", "actions", "count", "first", "last", "weeks", "sessions", "sessionCount",
    "addresses", "addressCount",
  ]

  /// The members that are not text.
  static let structured: Set<String> = [
    "resources", "passes", "actions", "count", "weeks", "sessions", "sessionCount", "addresses",
    "addressCount",
  ]

  /// Writes `row` as a line.
  package static func write(_ row: ActivityRow, to sink: TextSink) {
    sink.put("{\"record\":\"activity\"")
    for column in ActivityColumn.allCases {
      sink.put(",\"").put(column.name).put("\":")
      put(row, column, to: sink)
    }
    sink.put(",\"mapping\":\"").put(row.actions.mapping.rawValue).put("\",\"actions\":")
    put(row.actions.actions, to: sink)
    sink.put(",\"count\":").put(row.count)
    sink.put(",\"first\":\"").put(row.first.description)
    sink.put("\",\"last\":\"").put(row.last.description).put("\",\"weeks\":")
    put(row.weeks, to: sink)
    put(row.sessions, "sessions", "sessionCount", to: sink)
    put(row.addresses, "addresses", "addressCount", to: sink)
    sink.put("}\n")
  }

  private static func put(
    _ set: ActivityRow.LimitedSet, _ name: String, _ count: String, to sink: TextSink
  ) {
    sink.put(",\"").put(name).put("\":")
    put(set.names, to: sink)
    sink.put(",\"").put(count).put("\":").put(set.count)
  }

  static func put(_ row: ActivityRow, _ column: ActivityColumn, to sink: TextSink) {
    if column.isList { put(row.list(column), to: sink) } else { sink.put(json: row[column]) }
  }

  static func put(_ names: [String], to sink: TextSink) {
    sink.put("[")
    for (place, name) in names.enumerated() { sink.put(place > 0 ? "," : "").put(json: name) }
    sink.put("]")
  }

  static func put(_ weeks: [(week: ISOWeek, count: Int)], to sink: TextSink) {
    sink.put("{")
    for (place, entry) in weeks.enumerated() {
      sink.put(place > 0 ? "," : "").put("\"\(entry.week)\":").put(entry.count)
    }
    sink.put("}")
  }
}

/// Activity rows as CSV (RFC 4180); lists and weeks are JSON in a cell.
package enum ActivityCSV {
  /// Writes the header.
  package static func writeHeader(to sink: TextSink) {
    let names = ActivityColumn.allCases.map(\.name) + ActivityJSON.counted
    sink.put(names.joined(separator: ",")).put("\r\n")
  }

  /// Writes `row` as a line.
  package static func write(_ row: ActivityRow, to sink: TextSink) {
    for column in ActivityColumn.allCases {
      cell(column.isList ? text { ActivityJSON.put(row.list(column), to: $0) } : row[column], sink)
      sink.put(",")
    }
    let cells = [
      row.actions.mapping.rawValue, text { ActivityJSON.put(row.actions.actions, to: $0) },
      "\(row.count)", row.first.description, row.last.description,
      text { ActivityJSON.put(row.weeks, to: $0) },
      text { ActivityJSON.put(row.sessions.names, to: $0) }, "\(row.sessions.count)",
      text { ActivityJSON.put(row.addresses.names, to: $0) }, "\(row.addresses.count)",
    ]
    for (place, value) in cells.enumerated() {
      if place > 0 { sink.put(",") }
      cell(value, sink)
    }
    sink.put("\r\n")
  }

  /// A cell with a list.
  private static func text(_ write: (TextSink) -> Void) -> String { TextSink.text(write) }

  /// A cell that a spreadsheet could take for a formula begins with `'`, which reading removes.
  static func unprotected(_ cell: String) -> String {
    isProtected(cell) && cell.hasPrefix("'") ? String(cell.dropFirst()) : cell
  }

  /// Whether the text is one for a formula, after any number of `'`.
  private static func isProtected(_ text: String) -> Bool {
    text.hasPrefix("'") ? String(text.drop { $0 == "'" }).startsFormula : text.startsFormula
  }

  private static func cell(_ text: String, _ sink: TextSink) {
    let value = isProtected(text) ? "'" + text : text
    let isPlain = value.utf8.allSatisfy {
      $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "\"") && $0 >= 0x20
    }
    if isPlain {
      sink.put(value)
    } else {
      let quote = UInt8(ascii: "\"")
      sink.append(byte: quote)
      value.withBytes { bytes in
        for byte in bytes {
          if byte == quote { sink.append(byte: quote) }
          sink.append(byte: byte)
        }
      }
      sink.append(byte: quote)
    }
  }
}

extension ActivityJSON {
  /// Writes the last line: what the rows cover. Without it, a file is incomplete.
  package static func write(_ coverage: ActivityCoverage, to sink: TextSink) {
    func sorted(_ names: Set<String>) -> [String] {
      names.filter { !$0.isEmpty }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
    func time(_ instant: Instant?) {
      if let instant { sink.put(json: instant.description) } else { sink.put("null") }
    }
    sink.put("{\"record\":\"coverage\",\"from\":")
    time(coverage.from)
    sink.put(",\"to\":")
    time(coverage.to)
    sink.put(",\"events\":").put(coverage.events).put(",\"rows\":").put(coverage.rows)
    sink.put(",\"unmapped\":").put(coverage.unmapped).put(",\"accounts\":")
    put(sorted(coverage.accounts), to: sink)
    sink.put(",\"regions\":")
    put(sorted(coverage.regions), to: sink)
    sink.put(",\"categories\":")
    put(sorted(coverage.categories), to: sink)
    sink.put(",\"gaps\":[")
    for (place, gap) in coverage.gaps.enumerated() {
      sink.put(place > 0 ? "," : "").put("{\"file\":").put(json: gap.file)
      sink.put(",\"account\":").put(json: gap.account).put(",\"region\":").put(json: gap.region)
      sink.put(",\"from\":")
      time(gap.from)
      sink.put(",\"to\":")
      time(gap.to)
      sink.put("}")
    }
    sink.put("]")
    if !coverage.histories.isEmpty {
      sink.put(",\"history\":[")
      for (place, history) in coverage.histories.enumerated() {
        sink.put(place > 0 ? "," : "").put("{\"account\":").put(json: history.account)
        sink.put(",\"region\":").put(json: history.region)
        sink.put(",\"since\":").put(json: history.since.description)
        sink.put(",\"from\":").put(json: history.from.description)
        sink.put(",\"to\":").put(json: history.to.description).put("}")
      }
      sink.put("]")
    }
    sink.put("}\n")
  }
}
