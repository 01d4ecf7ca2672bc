internal import Model

/// Counted calls: one row for each combination of properties.
struct ActivityTable {
  /// The numbers of the values of a row in `strings`, by `ActivityColumn`.
  typealias Key = SIMD16<UInt32>

  /// The texts of all rows.
  var strings = ByteTable()
  private(set) var keys: [Key] = []
  private(set) var counts: [Int] = []
  private(set) var spans: [(first: Int64, last: Int64)] = []
  /// The latest week of each row and its count; earlier weeks are in `weeks`.
  private var current: [(week: Int32, count: Int32)] = []
  private var recent: [(session: UInt32, address: UInt32)] = []
  private var slots = [UInt32](repeating: 0, count: 1024)
  private let seed = UInt64.random(in: .min ... .max)
  private var weeks: [UInt64: Int] = [:]
  /// The least numbers of sessions and addresses of rows that were read from activity files, which
  /// do not contain all of them.
  private var minimums: [Int: (sessions: Int, addresses: Int)] = [:]
  /// The sessions and addresses of rows, without the empty text.
  private var sessions = NumberSet()
  private var addresses = NumberSet()

  /// The number of rows.
  var count: Int { keys.count }

  /// The memory in use, in bytes, approximately.
  var memory: Int {
    strings.memory + keys.capacity * 104 + slots.count * 4
      + weeks.capacity * 20 + sessions.memory + addresses.memory
  }

  /// The number of a row, for calls with the properties `key`.
  mutating func row(_ key: Key, seconds: Int64) -> Int {
    var place = Int(truncatingIfNeeded: hash(key)) & (slots.count - 1)
    while slots[place] != 0 {
      let row = Int(slots[place]) - 1
      if keys[row] == key { return row }
      place = (place + 1) & (slots.count - 1)
    }
    keys.append(key)
    counts.append(0)
    spans.append((seconds, seconds))
    current.append((Int32(ISOWeek(seconds: seconds).number), 0))
    recent.append((.max, .max))
    slots[place] = UInt32(count)
    if count * 2 > slots.count { grow() }
    return count - 1
  }

  /// Adds one call to `row`.
  mutating func add(to row: Int, seconds: Int64, session: UInt32?, address: UInt32?) {
    add(to: row, count: 1, first: seconds, last: seconds)
    add(to: row, week: ISOWeek(seconds: seconds), count: 1)
    if let session { add(to: row, session: session) }
    if let address { add(to: row, address: address) }
  }

  /// Adds `count` calls between two times to `row`, without their weeks.
  mutating func add(to row: Int, count: Int, first: Int64, last: Int64) {
    // Counts come from files, and must not overflow.
    counts[row] = counts[row].addingReportingOverflow(count).overflow ? .max : counts[row] + count
    if first < spans[row].first { spans[row].first = first }
    if last > spans[row].last { spans[row].last = last }
  }

  mutating func add(to row: Int, week: ISOWeek, count: Int) {
    let number = Int32(week.number)
    if current[row].week == number, count == 1, current[row].count < .max {
      current[row].count += 1
    } else if current[row].week != number, count == 1 {
      store(current[row].week, Int(current[row].count), of: row)
      current[row] = (number, 1)
    } else {
      store(number, count, of: row)
    }
  }

  mutating func add(to row: Int, session: UInt32) {
    guard recent[row].session != session else { return }
    recent[row].session = session
    sessions.insert(UInt64(row) << 32 | UInt64(session))
  }

  mutating func add(to row: Int, address: UInt32) {
    guard recent[row].address != address else { return }
    recent[row].address = address
    addresses.insert(UInt64(row) << 32 | UInt64(address))
  }

  /// Records that a row has at least these numbers of sessions and addresses.
  mutating func addMinimum(to row: Int, sessions: Int, addresses: Int) {
    let known = minimums[row] ?? (0, 0)
    minimums[row] = (max(known.sessions, sessions), max(known.addresses, addresses))
  }

  private mutating func store(_ week: Int32, _ count: Int, of row: Int) {
    guard count > 0 else { return }
    weeks[UInt64(row) << 32 | UInt64(UInt32(bitPattern: week)), default: 0] += count
  }

  private func hash(_ key: Key) -> UInt64 {
    let words = unsafeBitCast(key, to: SIMD8<UInt64>.self)
    var state = seed
    for lane in 0..<8 { state = mixed(state ^ words[lane] &* 0x9E37_79B9_7F4A_7C15) }
    return state
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (row, key) in keys.enumerated() {
      var place = Int(truncatingIfNeeded: hash(key)) & (slots.count - 1)
      while slots[place] != 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = UInt32(row + 1)
    }
  }

  /// The rows in the order of their values, and everything about them.
  consuming func sorted() -> SortedActivity {
    for row in keys.indices { store(current[row].week, Int(current[row].count), of: row) }
    let numbers = strings.inOrder()
    var ranks = [UInt32](repeating: 0, count: numbers.count)
    for (rank, number) in numbers.enumerated() { ranks[Int(number)] = UInt32(rank) }
    for row in keys.indices {
      for lane in 0..<16 { keys[row][lane] = ranks[Int(keys[row][lane])] }
    }
    let order = (0..<UInt32(keys.count)).sorted { left, right in
      let (left, right) = (keys[Int(left)], keys[Int(right)])
      for lane in 0..<16 where left[lane] != right[lane] { return left[lane] < right[lane] }
      return false
    }
    func ranked(_ set: NumberSet) -> RowEntries {
      RowEntries(
        set.elements.map { ($0 >> 32) << 32 | UInt64(ranks[Int($0 & 0xFFFF_FFFF)]) }.sorted(),
        rows: count)
    }
    let weekly = weeks.sorted { $0.key < $1.key }
    return SortedActivity(
      strings: strings, numbers: numbers, keys: keys, counts: counts, spans: spans, order: order,
      weeks: RowEntries(weekly.map(\.key), rows: count), weeklyCounts: weekly.map(\.value),
      sessions: ranked(sessions), addresses: ranked(addresses), minimums: minimums)
  }
}
