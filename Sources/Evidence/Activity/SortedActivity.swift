internal import Model
internal import Platform

/// The rows of a table in the order of their values.
struct SortedActivity {
  let strings: ByteTable
  let keys: [ActivityTable.Key]
  let counts: [Int]
  let spans: [(first: Int64, last: Int64)]
  let order: [UInt32]
  /// The weeks, sessions and addresses: the row in the upper half, and the week or the number of
  /// the text in the lower half, in the order of rows.
  let weeks: [(key: UInt64, count: Int)]
  let sessions: [UInt64]
  let addresses: [UInt64]
  let minimums: [Int: (sessions: Int, addresses: Int)]

  /// The number of rows.
  var count: Int { order.count }

  /// The row at `place` in the order.
  func record(at place: Int) -> ActivityRecord {
    let row = Int(order[place])
    var key: [UInt8] = []
    for lane in 0..<16 {
      if lane > 0 { key.append(0) }
      key.append(contentsOf: strings.bytes(keys[row][lane]))
    }
    var record = ActivityRecord(
      key: key, count: counts[row], first: spans[row].first, last: spans[row].last)
    var index = first(in: weeks.count, atLeast: row) { weeks[$0].key }
    while index < weeks.count, weeks[index].key >> 32 == row {
      let number = Int32(bitPattern: UInt32(truncatingIfNeeded: weeks[index].key))
      record.weeks.append((number, weeks[index].count))
      index += 1
    }
    record.weeks.sort { $0.week < $1.week }
    record.sessions = members(sessions, of: row)
    record.addresses = members(addresses, of: row)
    record.minimum = minimums[row] ?? (0, 0)
    return record
  }

  private func members(_ list: [UInt64], of row: Int) -> [[UInt8]] {
    var result: [[UInt8]] = []
    var index = first(in: list.count, atLeast: row) { list[$0] }
    while index < list.count, list[index] >> 32 == row {
      result.append(Array(strings.bytes(UInt32(truncatingIfNeeded: list[index]))))
      index += 1
    }
    return result
  }

  /// The first place of an entry of `row` or of a later one.
  private func first(in count: Int, atLeast row: Int, _ key: (Int) -> UInt64) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if key(middle) >> 32 < row { low = middle + 1 } else { high = middle }
    }
    return low
  }
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
