internal import Model
internal import Platform

/// Reads log files and counts their events. Each thread has its own.
struct LogReader {
  /// What was found in a file.
  private struct Found {
    var events = 0
    /// Entries that are no complete events.
    var incomplete = 0
    /// Pieces that are not valid JSON.
    var invalid = 0
    var firstError: JSONError?
    /// Values that are not events at all.
    var foreign = 0
    /// The columns of a query result.
    var header: [String]?
  }

  private enum Form { case unknown, json, csv }

  private(set) var counter = EventCounter()
  private(set) var problems: [Problem] = []
  private(set) var gaps: [ActivityCoverage.Gap] = []
  private(set) var histories: [ActivityCoverage.History] = []
  private var found = Found()
  private let system: FileSystem

  init(system: FileSystem) { self.system = system }

  /// Removes the table for output; counting continues with an empty one.
  mutating func takeTable() -> ActivityTable {
    let table = counter.table
    counter = EventCounter()
    return table
  }

  /// Reads `file`, whose content is `content` if it was read before; `afterPiece` is called from time
  /// to time, and stops reading by returning false.
  mutating func read(
    _ file: LogFiles.File, content: [UInt8]? = nil,
    _ afterPiece: (inout LogReader, Int) -> Bool
  ) {
    found = Found()
    var form = Form.unknown
    var splitter = RecordSplitter()
    var table = CSVSplitter()
    var gzip: GZIPStream?
    var isFirst = true
    var fault: String?

    func add(_ bytes: UnsafeRawBufferPointer) -> Bool {
      if form == .unknown {
        guard let first = bytes.first(where: { $0 > 0x20 && ![0xEF, 0xBB, 0xBF].contains($0) })
        else { return true }
        form = first == UInt8(ascii: "{") || first == UInt8(ascii: "[") ? .json : .csv
      }
      do {
        if form == .json {
          try splitter.add(bytes) { parse($0) }
        } else {
          try table.add(bytes) { parse(row: $0) }
          // A file that is neither JSON nor a table of events is not read to its end.
          if found.header == nil, found.foreign > 0 { return false }
        }
      } catch is CSVSplitter.TooLong {
        fault = "a row is longer than 16 MiB"
        return false
      } catch RecordSplitter.Fault.tooLong {
        fault = "an event is longer than 16 MiB"
        return false
      } catch {
        fault = "expected JSON"
        return false
      }
      return afterPiece(&self, bytes.count)
    }

    do throws(SystemError) {
      try Self.readPieces(of: file, content, system) { bytes in
        if isFirst, GZIPStream.isCompressed(bytes) { gzip = GZIPStream() }
        isFirst = false
        guard let gzip else { return add(bytes) }
        do throws(GZIPStream.Fault) { return try gzip.add(bytes, add) } catch {
          fault = words(error)
          return false
        }
      }
      if fault == nil, let gzip {
        do throws(GZIPStream.Fault) { try gzip.finish() } catch { fault = words(error) }
      }
    } catch {
      fault = error.cause
    }
    let isComplete =
      form == .csv ? table.finish { parse(row: $0) } : splitter.finish { parse($0) }
    if !isComplete, fault == nil { fault = "the file ends in the middle of an event" }
    if isFirst, fault == nil, file.isNamed { fault = "the file is empty" }
    report(file, fault)
    _ = afterPiece(&self, 0)
  }

  /// A method would hold a copy of the reader meanwhile, so that adding to its table would copy it.
  private static func readPieces(
    of file: LogFiles.File, _ content: [UInt8]?, _ system: FileSystem,
    _ take: (UnsafeRawBufferPointer) -> Bool
  ) throws(SystemError) {
    guard let content else {
      return try system.readPieces(file.path, followingLinks: file.isNamed, take)
    }
    let size = 1 << 18
    for start in stride(from: 0, to: content.count, by: size) {
      let piece = content[start..<min(start + size, content.count)]
      guard piece.withUnsafeBytes(take) else { return }
    }
  }

  private func words(_ fault: GZIPStream.Fault) -> String {
    switch fault {
    case .damaged: "the compressed data is damaged"
    case .truncated: "the compressed data is cut off"
    case .trailing: "the compressed data is followed by other data"
    case .bomb: "the compressed data expands more than 400 times; logs do not"
    }
  }

  /// Reports what is wrong with a file, in one line.
  private mutating func report(_ file: LogFiles.File, _ fault: String?) {
    var reasons: [String] = []
    if let fault { reasons.append(fault) }
    if let error = found.firstError {
      reasons.append(
        found.invalid == 1
          ? "1 event is invalid JSON: \(error.message)"
          : "\(found.invalid.grouped) events are invalid JSON, the first: \(error.message)")
    }
    if found.incomplete > 0 {
      reasons.append(
        "\(found.incomplete.counted("event")) without a valid eventTime, eventSource and eventName")
    }
    if found.events == 0, found.foreign > 0, file.isNamed, reasons.isEmpty {
      problems.append(Problem(file: file.path, message: "no CloudTrail events"))
      return
    }
    guard !reasons.isEmpty else { return }
    let rest =
      switch found.events {
      case 0: "no events of the file were counted"
      case 1: "1 other event of the file was counted"
      default: "\(found.events.grouped) other events of the file were counted"
      }
    problems.append(
      Problem(file: file.path, message: "\(reasons.joined(separator: "; ")); \(rest)"))
    gaps.append(LogName.gap(ofFile: file.path))
  }

  /// Counts the values of a JSON list. If it is invalid, each value is parsed separately.
  private mutating func parse(_ bytes: [UInt8], isSingle: Bool = false) {
    do throws(JSONError) {
      try count(JSONDocument(bytes), depth: 0)
    } catch {
      guard !isSingle else {
        found.invalid += 1
        if found.firstError == nil { found.firstError = error }
        return
      }
      var splitter = RecordSplitter(piece: 0)
      let isSplit: Void? = try? bytes.withUnsafeBytes {
        try splitter.add($0) { parse($0, isSingle: true) }
      }
      if isSplit == nil { found.invalid += 1 }
    }
  }

  private mutating func count(_ document: JSONDocument, depth: Int) {
    document.tape.withUnsafeBufferPointer { tape in
      document.bytes.withUnsafeBufferPointer { bytes in
        var fields = EventFields(tape: tape, bytes: bytes)
        var place = 1
        while place < tape.count {
          count(place, &fields, document, depth: depth)
          place = Int(tape[place].next)
        }
      }
    }
  }

  /// Counts the value at `place`: an event, or what contains one.
  private mutating func count(
    _ place: Int, _ fields: inout EventFields, _ document: JSONDocument, depth: Int
  ) {
    guard fields.tape[place].kind == .object else {
      return count(row: JSONNode(document: document, index: place), depth: depth)
    }
    fields.read(place)
    if fields.place(.eventName) != nil || fields.place(.eventSource) != nil {
      if counter.count(fields) { found.events += 1 } else { found.incomplete += 1 }
    } else if let event = fields.text(.CloudTrailEvent) {
      count(text: event, depth: depth)
    } else if let detail = fields.object(.detail), depth == 0 {
      count(detail, &fields, document, depth: depth + 1)
    } else if let data = fields.place(.Data), fields.tape[data].kind == .array {
      let cells = JSONNode(document: document, index: data).elements
        .map { $0["VarCharValue"]?.string ?? "" }
      parse(row: cells)
    } else if let record = fields.text(.record) {
      let node = JSONNode(document: document, index: place)
      switch record {
      case "activity":
        if let count = counter.add(activity: node) {
          found.events += count
        } else {
          found.incomplete += 1
        }
      case "coverage":
        gaps += ActivityCoverage.gaps(node)
        histories += ActivityCoverage.histories(node)
      default: found.foreign += 1
      }
    } else {
      found.foreign += 1
    }
  }

  /// Counts a row of CloudTrail Lake: a list of objects with one member each.
  private mutating func count(row: JSONNode, depth: Int) {
    let cells = row.elements.flatMap { cell in
      cell.members.map { (name: $0.name, value: $0.value.string ?? "") }
    }
    guard !cells.isEmpty, let text = TableRow.json(cells) else {
      found.foreign += 1
      return
    }
    count(text: text, depth: depth)
  }

  /// Counts a row of a table; the first one contains the names of the columns.
  private mutating func parse(row: [String]) {
    guard let header = found.header else {
      let names = row.map { $0.hasPrefix("\u{FEFF}") ? String($0.dropFirst()) : $0 }
      let folded = Set(names.map { $0.lowercased().filter { $0 != "_" } })
      if folded.contains("eventname") || folded.contains("cloudtrailevent")
        || folded.contains("principaltype")
      {
        found.header = names
      } else {
        found.foreign += 1
      }
      return
    }
    guard row.count == header.count,
      let text = TableRow.json(zip(header, row).map { (name: $0, value: $1) })
    else {
      found.incomplete += 1
      return
    }
    count(text: text, depth: 0)
  }

  private mutating func count(text: String, depth: Int) {
    guard depth < 2 else {
      found.foreign += 1
      return
    }
    do throws(JSONError) {
      try count(JSONDocument(Array("[\(text)]".utf8)), depth: depth + 1)
    } catch {
      found.invalid += 1
      if found.firstError == nil { found.firstError = error }
    }
  }
}
