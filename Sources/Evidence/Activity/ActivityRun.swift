internal import Platform

/// Records in the order of their keys, from memory or from a temporary file.
protocol ActivityRun: AnyObject {
  /// The next record; nil at the end.
  func next() throws(SystemError) -> ActivityRecord?
}

/// The records of a table in memory.
final class MemoryRun: ActivityRun {
  private let activity: SortedActivity
  private var place = 0

  init(_ activity: SortedActivity) { self.activity = activity }

  func next() -> ActivityRecord? {
    guard place < activity.count else { return nil }
    defer { place += 1 }
    return activity.record(at: place)
  }
}

/// The records of a table that is complete, on their way from the thread that made it to the one that
/// merges it.
enum StoredRun: Sendable {
  case memory(SortedActivity)
  case file(ScratchFile)

  /// The records from the first one.
  var run: any ActivityRun {
    switch self {
    case .memory(let activity): MemoryRun(activity)
    case .file(let file): FileRun(file)
    }
  }
}

/// Records in a temporary file, which has no name, so that it disappears with the process.
///
/// All numbers have eight bytes; texts and lists begin with their length.
final class FileRun: ActivityRun {
  private let file: ScratchFile
  private var buffer: [UInt8] = []
  private var place = 0
  private var isAtEnd = false

  init(_ file: ScratchFile) { self.file = file }

  /// Writes `activity` to a file in `folder`.
  static func file(
    of activity: SortedActivity, in folder: String
  ) throws(SystemError) -> ScratchFile {
    try ScratchFile(in: folder) {
      (write: ([UInt8]) throws(SystemError) -> Void) throws(SystemError) in
      var block: [UInt8] = []
      for place in 0..<activity.count {
        append(activity.record(at: place), to: &block)
        if block.count > 1 << 20 {
          try write(block)
          block.removeAll(keepingCapacity: true)
        }
      }
      try write(block)
    }
  }

  private static func append(_ record: ActivityRecord, to block: inout [UInt8]) {
    func append(_ number: Int) {
      withUnsafeBytes(of: number) { block.append(contentsOf: $0) }
    }
    func append(_ text: [UInt8]) {
      append(text.count)
      block.append(contentsOf: text)
    }
    append(record.key)
    append(record.count)
    append(Int(record.first))
    append(Int(record.last))
    append(record.minimum.sessions)
    append(record.minimum.addresses)
    append(record.weeks.count)
    for (week, count) in record.weeks {
      append(Int(week))
      append(count)
    }
    for names in [record.sessions, record.addresses] {
      append(names.count)
      for name in names { append(name) }
    }
  }

  func next() throws(SystemError) -> ActivityRecord? {
    if place == buffer.count, try !fill(1) { return nil }
    let key = try text()
    var record = ActivityRecord(
      key: key, count: try number(), first: Int64(try number()), last: Int64(try number()))
    record.minimum.sessions = try number()
    record.minimum.addresses = try number()
    for _ in 0..<(try number()) {
      let week = try number()
      record.weeks.append((Int32(truncatingIfNeeded: week), try number()))
    }
    record.sessions = try texts()
    record.addresses = try texts()
    return record
  }

  private func texts() throws(SystemError) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for _ in 0..<(try number()) { result.append(try text()) }
    return result
  }

  private func text() throws(SystemError) -> [UInt8] {
    let count = try number()
    guard try fill(count) else { throw file.truncated }
    defer { place += count }
    return Array(buffer[place..<place + count])
  }

  private func number() throws(SystemError) -> Int {
    guard try fill(8) else { throw file.truncated }
    defer { place += 8 }
    return buffer.withUnsafeBytes { $0.loadUnaligned(fromByteOffset: place, as: Int.self) }
  }

  /// Reads on until `count` bytes are available; false at the end of the file.
  private func fill(_ count: Int) throws(SystemError) -> Bool {
    while buffer.count - place < count {
      guard !isAtEnd else { return false }
      buffer.removeFirst(place)
      place = 0
      isAtEnd = try !file.read(appendingTo: &buffer)
    }
    return true
  }
}

/// Merges runs: records with the same key become one.
struct ActivityMerge {
  private var runs: [any ActivityRun]
  /// The next record of each run, as a heap with the smallest key first.
  private var heads: [(record: ActivityRecord, run: Int)] = []

  init(_ runs: [any ActivityRun]) throws(SystemError) {
    self.runs = runs
    for run in runs.indices {
      if let record = try runs[run].next() { push(record, run) }
    }
  }

  /// The next record in the order of keys; nil at the end.
  mutating func next() throws(SystemError) -> ActivityRecord? {
    guard var result = try pop() else { return nil }
    while !heads.isEmpty, heads[0].record.order(result) == 0, let same = try pop() {
      result.add(same)
    }
    return result
  }

  private mutating func pop() throws(SystemError) -> ActivityRecord? {
    guard let (record, run) = heads.first else { return nil }
    let last = heads.removeLast()
    if !heads.isEmpty {
      heads[0] = last
      sink()
    }
    if let next = try runs[run].next() { push(next, run) }
    return record
  }

  private func isBefore(_ left: Int, _ right: Int) -> Bool {
    let order = heads[left].record.order(heads[right].record)
    return order == 0 ? heads[left].run < heads[right].run : order < 0
  }

  private mutating func push(_ record: ActivityRecord, _ run: Int) {
    heads.append((record, run))
    var place = heads.count - 1
    while place > 0, isBefore(place, (place - 1) / 2) {
      heads.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func sink() {
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heads.count && isBefore(child, least) { least = child }
      guard least != place else { return }
      heads.swapAt(place, least)
      place = least
    }
  }
}
