internal import Model
internal import Platform

/// The rows of a table in the order of their values.
struct SortedActivity {
  let strings: ByteTable
  /// The numbers of the texts in order; a text is known by its place here, its rank.
  let numbers: [UInt32]
  /// The ranks of the values of each row.
  let keys: [ActivityTable.Key]
  let counts: [Int]
  let spans: [(first: Int64, last: Int64)]
  let order: [UInt32]
  let weeks: RowEntries
  /// The numbers of calls of `weeks`.
  let weeklyCounts: [Int]
  /// The ranks of the names.
  let sessions: RowEntries, addresses: RowEntries
  let minimums: [Int: (sessions: Int, addresses: Int)]

  /// The number of rows.
  var count: Int { order.count }

  /// The row at `place` in the order.
  func record(at place: Int) -> ActivityRecord {
    let row = Int(order[place])
    let ranks = keys[row]
    var length = 15
    for lane in 0..<16 { length += range(ranks[lane]).count }
    var key: [UInt8] = []
    key.reserveCapacity(length)
    for lane in 0..<16 {
      if lane > 0 { key.append(0) }
      key.append(contentsOf: strings.arena[range(ranks[lane])])
    }
    var record = ActivityRecord(
      key: key, count: counts[row], first: spans[row].first, last: spans[row].last)
    record.weeks = weeks.places(row).map {
      (Int32(bitPattern: weeks.value(at: $0)), weeklyCounts[$0])
    }
    if record.weeks.count > 1 { record.weeks.sort { $0.week < $1.week } }
    record.sessions = names(sessions, row)
    record.addresses = names(addresses, row)
    if !minimums.isEmpty { record.minimum = minimums[row] ?? (0, 0) }
    return record
  }

  private func range(_ rank: UInt32) -> Range<Int> { strings.range(numbers[Int(rank)]) }

  private func names(_ entries: RowEntries, _ row: Int) -> [[UInt8]] {
    entries.places(row).map { Array(strings.arena[range(entries.value(at: $0))]) }
  }
}

/// What belongs to rows: numbers in the order of rows.
struct RowEntries {
  /// The row in the upper half, and the number in the lower half.
  private let entries: [UInt64]
  /// Where the entries of each row begin.
  private let starts: [UInt32]

  /// `entries` are sorted.
  init(_ entries: [UInt64], rows: Int) {
    self.entries = entries
    var starts = [UInt32](repeating: 0, count: rows + 1)
    for entry in entries { starts[Int(entry >> 32) + 1] += 1 }
    for row in 0..<rows { starts[row + 1] += starts[row] }
    self.starts = starts
  }

  /// The places of the entries of a row.
  func places(_ row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

  func value(at place: Int) -> UInt32 { UInt32(truncatingIfNeeded: entries[place]) }
}

/// A row on its way to the output: its values separated by NUL bytes, which no value contains, so
/// that the order of the bytes is that of the values.
struct ActivityRecord {
  let key: [UInt8]
  private(set) var count: Int
  private(set) var first: Int64
  private(set) var last: Int64
  var weeks: [(week: Int32, count: Int)] = []
  var sessions: [[UInt8]] = []
  var addresses: [[UInt8]] = []
  /// The least numbers of sessions and addresses.
  var minimum = (sessions: 0, addresses: 0)

  init(key: [UInt8], count: Int, first: Int64, last: Int64) {
    self.key = key
    self.count = count
    self.first = first
    self.last = last
  }

  /// Less than 0 if the key comes before that of `other`, more if it comes after it, and 0 if they are
  /// the same.
  func order(_ other: ActivityRecord) -> Int {
    key.withUnsafeBytes { key in other.key.withUnsafeBytes { key.order($0) } }
  }

  /// Adds another record with the same key.
  mutating func add(_ other: ActivityRecord) {
    count = count.addingReportingOverflow(other.count).overflow ? .max : count + other.count
    first = min(first, other.first)
    last = max(last, other.last)
    var total: [Int32: Int] = [:]
    for (week, count) in weeks + other.weeks { total[week, default: 0] += count }
    weeks = total.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    sessions = union(sessions, other.sessions)
    addresses = union(addresses, other.addresses)
    minimum = (
      max(minimum.sessions, other.minimum.sessions), max(minimum.addresses, other.minimum.addresses)
    )
  }

  private func union(_ left: [[UInt8]], _ right: [[UInt8]]) -> [[UInt8]] {
    if left == right || right.isEmpty { return left }
    var result: [[UInt8]] = []
    result.reserveCapacity(left.count + right.count)
    var (one, other) = (0, 0)
    while one < left.count || other < right.count {
      if other == right.count
        || one < left.count && left[one].lexicographicallyPrecedes(right[other])
      {
        result.append(left[one])
        one += 1
      } else {
        if one < left.count, left[one] == right[other] { one += 1 }
        result.append(right[other])
        other += 1
      }
    }
    return result
  }

  /// The row for people and files.
  var row: ActivityRow {
    ActivityRow(
      values: key.split(separator: 0, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }, count: count, first: Instant(seconds: first), last: Instant(seconds: last),
      weeks: weeks.map { (ISOWeek(number: Int($0.week)), $0.count) },
      sessions: limited(sessions, minimum.sessions),
      addresses: limited(addresses, minimum.addresses))
  }

  private func limited(_ names: [[UInt8]], _ minimum: Int) -> ActivityRow.LimitedSet {
    ActivityRow.LimitedSet(
      names: names.prefix(ActivityRow.LimitedSet.limit).map { String(decoding: $0, as: UTF8.self) },
      count: max(names.count, minimum))
  }
}
