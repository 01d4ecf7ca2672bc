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
  /// Whether something at its end was left out, as a crash leaves it.
  let isTorn: Bool

  /// Why a journal cannot be replayed: its line, and what is wrong there.
  struct Fault: Error {
    let line: Int
    let message: String
  }

  /// Reads a journal for a session whose snapshot is `session`.
  ///
  /// A last line that is no entry, and a last step that is not whole, are left out: they were never
  /// said to be saved. Entries that the snapshot holds already are passed over.
  init(_ bytes: [UInt8], after session: ReviewSession) throws(Fault) {
    var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    // What stands behind the last line break is a torn line; whole ones end in a break.
    var isTorn = !(lines.popLast()?.isEmpty ?? true)
    var entries: [HistoryEntry] = []
    let newest = session.history.last?.number ?? 0
    let known = lines.isEmpty ? [] : Set(session.history.map(\.hash))
    for (index, line) in lines.enumerated() {
      guard let entry = SessionJournal.entry(line) else {
        guard index == lines.count - 1 else {
          throw Fault(line: index + 1, message: "no entry of a history")
        }
        isTorn = true
        break
      }
      if entry.number <= newest {
        guard known.contains(entry.hash) else {
          throw Fault(
            line: index + 1, message: "entry \(entry.number) is another than the session's")
        }
        continue
      }
      let last = entries.last ?? session.history.last
      guard entry.number == (last?.number ?? 0) + 1 else {
        throw Fault(
          line: index + 1, message: "entry \(entry.number) does not follow \(last?.number ?? 0)")
      }
      guard entry.previous == last?.hash, entry.isUnchanged else {
        throw Fault(
          line: index + 1, message: "entry \(entry.number) was changed, or one before it")
      }
      entries.append(entry)
    }
    if let last = entries.last, last.number != last.step.first + last.step.size - 1 {
      entries.removeAll { $0.step.first == last.step.first }
      isTorn = true
    }
    self.entries = entries
    self.isTorn = isTorn
  }

  private static func entry(_ line: ArraySlice<UInt8>) -> HistoryEntry? {
    guard let document = try? JSONDocument(Array(line)) else { return nil }
    return try? HistoryEntry(document.root)
  }
}
