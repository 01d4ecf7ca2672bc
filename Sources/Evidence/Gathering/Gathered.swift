internal import Model

/// The pieces of one kind of evidence, gathered file by file.
struct Gathered<Piece: Sendable>: AnyGathered {
  private(set) var pieces: [Piece] = []
  private(set) var files: [String] = []
  private var shortcomings: [String] = []
  /// The number of pieces from each file, in order.
  private var runs: [(file: String, count: Int)] = []

  /// Adds the pieces from `file`; `shortcoming` says why they are incomplete.
  mutating func add(_ more: [Piece], from file: String, shortcoming: String? = nil) {
    pieces += more
    runs.append((file, more.count))
    if files.last != file { files.append(file) }
    if let shortcoming { degrade(shortcoming) }
  }

  mutating func add(any more: Any, from file: String, shortcoming: String?) {
    if let more = more as? [Piece] { add(more, from: file, shortcoming: shortcoming) }
  }

  /// Records that something is missing.
  mutating func degrade(_ reason: String) {
    guard shortcomings.count < Gathering.maximumReasons, !shortcomings.contains(reason) else {
      return
    }
    shortcomings.append(reason)
  }

  /// Puts the pieces of newer files first; the order within a file, and of files of the same age,
  /// is kept.
  mutating func sort(_ isNewer: (String, String) -> Bool) {
    var start = 0
    var slices: [(file: String, place: Int, pieces: ArraySlice<Piece>)] = []
    for (place, run) in runs.enumerated() {
      slices.append((run.file, place, pieces[start..<start + run.count]))
      start += run.count
    }
    slices.sort { one, other in
      if isNewer(one.file, other.file) { return true }
      return isNewer(other.file, one.file) ? false : one.place < other.place
    }
    pieces = slices.flatMap(\.pieces)
    runs = slices.map { ($0.file, $0.pieces.count) }
  }

  var isEmpty: Bool { files.isEmpty }

  /// The reason why it is incomplete; nil if nothing is known to be missing.
  var shortcoming: String? {
    shortcomings.isEmpty ? nil : shortcomings.joined(separator: "; ")
  }

  /// The evidence that `value` creates from the pieces; nil if no file contains any.
  func evidence<Value: Sendable>(_ value: ([Piece]) -> Value?) -> Evidence<Value>? {
    guard !files.isEmpty, let value = value(pieces) else { return nil }
    guard let shortcoming else { return .collected(value, files: files) }
    return .partial(value, files: files, reason: shortcoming)
  }
}

/// Gathered pieces, without their type.
protocol AnyGathered: Sendable {
  /// Adds pieces of its own type.
  mutating func add(any more: Any, from file: String, shortcoming: String?)
  mutating func degrade(_ reason: String)
  mutating func sort(_ isNewer: (String, String) -> Bool)
}
