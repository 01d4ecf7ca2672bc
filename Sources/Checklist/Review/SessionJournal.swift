internal import Model

/// The entries of the history that are newer than the session's snapshot, one a line.
///
///     review.json.journal
///     {"action":"decide","at":"…","number":41,…}
///     {"action":"decide","at":"…","number":42,…}
///
/// Each line is an entry as the snapshot holds it, chained by digests to the one before.
struct SessionJournal {
  /// The entries that follow the snapshot's, in their order.
  let entries: [HistoryEntry]
  /// What stands behind the last whole step.
  let rest: Rest

  /// What of a journal is not part of the review.
  enum Rest: Hashable {
    case nothing
    /// It goes on from a session that a newer version wrote.
    case unread
    /// A step that was not written to its end, as a crash leaves it: it was never said to be saved.
    case torn(line: Int)
    /// A line that no crash leaves so: what it said may have been confirmed.
    case damaged(line: Int)
  }

  /// Why a journal cannot be replayed: its line, and what is wrong there.
  struct Fault: Error {
    let line: Int
    let message: String
  }

  /// Reads a journal for a session whose snapshot is `session`.
  ///
  /// A last line that is no entry, and a last step that is not whole, are left out and told as
  /// `rest`. Entries that the snapshot holds already are passed over.
  init(_ bytes: [UInt8], after session: ReviewSession) throws(Fault) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let cut = lines.popLast() ?? []
    var rest = SessionJournal.rest(of: cut, line: lines.count + 1)
    var entries: [HistoryEntry] = []
    let newest = session.history.last?.number ?? 0
    let known = lines.isEmpty ? [] : Set(session.history.map(\.hash))
    for (index, line) in lines.enumerated() {
      let place = index + 1
      guard let entry = SessionJournal.entry(line) else {
        guard index == lines.count - 1, cut.isEmpty else {
          throw Fault(line: place, message: "not a history entry")
        }
        rest = .damaged(line: place)
        break
      }
      if entry.number <= newest {
        guard known.contains(entry.hash) else {
          throw Fault(line: place, message: "entry \(entry.number) differs from the session's")
        }
        continue
      }
      let last = entries.last ?? session.history.last
      guard entry.number == (last?.number ?? 0) + 1 else {
        throw Fault(
          line: place, message: "entry \(entry.number) does not follow \(last?.number ?? 0)")
      }
      guard entry.previous == last?.hash, entry.isUnchanged else {
        throw Fault(line: place, message: "entry \(entry.number) was changed, or one before it")
      }
      guard SessionJournal.fits(entry, after: entries.last) else {
        throw Fault(line: place, message: "entry \(entry.number) is not of the step that it names")
      }
      entries.append(entry)
    }
    if let last = entries.last, last.number != last.step.first + last.step.size - 1 {
      let whole = entries.prefix { $0.step.first != last.step.first }
      if case .nothing = rest {
        rest = .torn(line: lines.count - (entries.count - whole.count) + 1)
      }
      entries = Array(whole)
    }
    self.entries = entries
    self.rest = rest
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> HistoryEntry? {
    guard let document = try? JSONDocument(Array(line)) else { return nil }
    return try? HistoryEntry(document.root)
  }

  /// Whether the entry begins a step where the one before is whole, or goes on with it.
  private static func fits(_ entry: HistoryEntry, after last: HistoryEntry?) -> Bool {
    if let last, last.number < last.step.first + last.step.size - 1 {
      return entry.step == last.step
    }
    return entry.number == entry.step.first && entry.step.size >= 1
  }

  /// What is behind the last line break: a crash leaves the beginning of an entry there.
  private static func rest(of cut: ArraySlice<UInt8>, line: Int) -> Rest {
    guard let first = cut.first else { return .nothing }
    return first == UInt8(ascii: "{") && cut.allSatisfy { $0 >= 0x20 }
      ? .torn(line: line) : .damaged(line: line)
  }
}
