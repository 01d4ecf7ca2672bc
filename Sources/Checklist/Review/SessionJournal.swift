internal import Model
internal import Platform

/// The history entries that are newer than the session's snapshot, one per line.
///
///     review.json.journal
///     {"action":"decide","at":"…","number":41,…}
///     {"action":"decide","at":"…","number":42,…}
///
/// Each line is an entry in the format of the snapshot, chained by digest to the previous one.
struct SessionJournal {
  /// The entries that follow those of the snapshot, in order.
  let entries: [HistoryEntry]
  /// The rest after the last complete step.
  let rest: Rest

  /// The part of a journal that does not belong to the review.
  enum Rest: Hashable {
    case nothing
    /// The journal continues a session that a newer version wrote.
    case unread
    /// An incomplete step, as a crash leaves it; it was never confirmed as saved.
    case torn(line: Int)
    /// A line that a crash cannot leave; it can contain a confirmed decision.
    case damaged(line: Int)
  }

  /// Why a journal cannot be replayed: the line and the error.
  struct Failure: Error {
    let line: Int
    let message: String
  }

  /// Reads the journal of the session with the snapshot `session`.
  ///
  /// An invalid last line and an incomplete last step are ignored and returned as `rest`. Entries
  /// that the snapshot already contains are skipped.
  init(_ bytes: [UInt8], after session: ReviewSession) throws(Failure) {
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
          throw Failure(line: place, message: "not a history entry")
        }
        rest = .damaged(line: place)
        break
      }
      if entry.number <= newest {
        guard known.contains(entry.hash) else {
          throw Failure(line: place, message: "entry \(entry.number) differs from the session's")
        }
        continue
      }
      let last = entries.last ?? session.history.last
      guard entry.number == (last?.number ?? 0) + 1 else {
        throw Failure(
          line: place, message: "entry \(entry.number) does not follow \(last?.number ?? 0)")
      }
      guard entry.previous == last?.hash, entry.isUnchanged else {
        throw Failure(line: place, message: "entry \(entry.number) or one before it was changed")
      }
      guard SessionJournal.fits(entry, after: entries.last) else {
        throw Failure(line: place, message: "entry \(entry.number) does not belong to its step")
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

  /// Whether the entry continues the previous step, or begins one after it is complete.
  private static func fits(_ entry: HistoryEntry, after last: HistoryEntry?) -> Bool {
    if let last, last.number < last.step.first + last.step.size - 1 {
      return entry.step == last.step
    }
    return entry.number == entry.step.first && entry.step.size >= 1
  }

  /// The text after the last line break; a crash leaves the beginning of an entry there.
  private static func rest(of cut: ArraySlice<UInt8>, line: Int) -> Rest {
    guard let first = cut.first else { return .nothing }
    return first == UInt8(ascii: "{") && cut.allSatisfy { $0 >= 0x20 }
      ? .torn(line: line) : .damaged(line: line)
  }
}
