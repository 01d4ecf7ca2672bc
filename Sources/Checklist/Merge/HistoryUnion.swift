internal import Model
internal import Platform

/// The entries of two histories, each once, in an order that does not depend on the order of the
/// arguments.
///
/// Entries are unchanged; only their order is determined here. Each branch stays together, and
/// therefore each step does.
struct HistoryUnion {
  /// All entries, each after the entries that it follows.
  let entries: [HistoryEntry]
  /// The entries that both histories contain.
  let common: [HistoryEntry]
  /// The last entries of branches that are not merged yet, in the order of the list.
  let heads: [HistoryEntry]

  init(_ first: [HistoryEntry], _ second: [HistoryEntry]) {
    let shared = zip(first, second).prefix { $0.hash == $1.hash }.count
    let prefix = first[..<shared]
    var branches = Branches(
      Array(first[shared...] + second[shared...]), after: Set(prefix.map(\.hash)))
    entries = prefix + branches.inOrder()
    let both = Set(first.map(\.hash)).intersection(second.map(\.hash))
    common = entries.filter { both.contains($0.hash) }
    let followed = Set(entries.flatMap { [$0.previous, $0.merged].compactMap(\.self) })
    heads = entries.filter { !followed.contains($0.hash) }
  }
}

/// New entries that follow each other or known ones.
private struct Branches {
  /// For each waiting entry, how many of its predecessors are not in the list yet.
  private var waiting: [SHA256Digest: Int] = [:]
  private var followers: [SHA256Digest: [HistoryEntry]] = [:]
  /// The entries that can come next, the next one last.
  private var ready: [HistoryEntry] = []

  init(_ entries: [HistoryEntry], after known: Set<SHA256Digest>) {
    var seen = known
    let new = entries.filter { seen.insert($0.hash).inserted }
    let mine = seen.subtracting(known)
    for entry in new {
      let before = [entry.previous, entry.merged].compactMap(\.self).filter(mine.contains)
      for digest in before { followers[digest, default: []].append(entry) }
      if before.isEmpty { ready.append(entry) } else { waiting[entry.hash] = before.count }
    }
    ready.sort { Branches.precedes($1, $0) }
  }

  mutating func inOrder() -> [HistoryEntry] {
    var list: [HistoryEntry] = []
    while let next = ready.popLast() {
      var current: HistoryEntry? = next
      // A branch continues as long as possible.
      while let entry = current {
        list.append(entry)
        var freed = (followers[entry.hash] ?? []).filter { follower in
          waiting[follower.hash, default: 1] -= 1
          return waiting[follower.hash] == 0
        }
        freed.sort(by: Branches.precedes)
        current = freed.first
        for entry in freed.dropFirst() { wait(entry) }
      }
    }
    return list
  }

  /// Inserts an entry in order among those that can come next.
  private mutating func wait(_ entry: HistoryEntry) {
    var (low, high) = (0, ready.count)
    while low < high {
      let middle = (low + high) / 2
      if Branches.precedes(entry, ready[middle]) { low = middle + 1 } else { high = middle }
    }
    ready.insert(entry, at: low)
  }

  private static func precedes(_ left: HistoryEntry, _ right: HistoryEntry) -> Bool {
    left.at == right.at
      ? left.hash.description < right.hash.description : left.at < right.at
  }
}
