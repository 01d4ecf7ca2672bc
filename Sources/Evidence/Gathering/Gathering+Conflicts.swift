internal import Model
internal import Platform

/// Compares several answers about one thing; only identical copies are accepted.
extension Gathering {
  /// The digest and the position of an answer about one thing.
  struct AnswerRecord {
    let content: UInt64
    let citation: Citation
  }

  /// The content of a value, with the latest date of a fact in it.
  func content(of cursor: Cursor) -> JSONContent { cursor.node.content(dates: dates) }

  /// Records the content of `cursor` about the thing `key`, and the latest date in it. A second
  /// answer with different content is reported with both positions, and makes the current part
  /// partial.
  mutating func compare(_ key: String, _ cursor: Cursor) {
    let content = content(of: cursor)
    if let latest = content.latest { noteDate(latest, at: cursor.citation) }
    compare(key, AnswerRecord(content: content.digest, citation: cursor.citation))
  }

  /// Does the same for a row of a CSV file with the cells `content`.
  mutating func compare(_ key: String, at citation: Citation, content: String) {
    var hasher = Hasher()
    hasher.combine(content)
    compare(
      key, AnswerRecord(content: UInt64(bitPattern: Int64(hasher.finalize())), citation: citation))
  }

  /// Does the same for a content that was computed before its thing was known.
  mutating func compare(_ key: String, at citation: Citation, digest: UInt64) {
    compare(key, AnswerRecord(content: digest, citation: citation))
  }

  private mutating func compare(_ key: String, _ new: AnswerRecord) {
    guard let reading else { return }
    guard let known = seen[reading]?[key] else {
      seen[reading, default: [:]][key] = new
      return
    }
    guard known.content != new.content else { return }
    reportConflict(about: key, new.citation, known.citation)
  }

  /// The things that a complete answer about one region or list contains.
  struct AnsweredList {
    let keys: Set<String>
    let citation: Citation
  }

  /// Records a complete answer that lists `keys`. Another complete answer to the same question must
  /// have the same keys. If they have no keys in common, they are taken to be pages without a
  /// marker.
  mutating func compareList(_ question: String, _ keys: [String], at cursor: Cursor) {
    compareList(question, keys, at: cursor.citation)
  }

  /// Does the same for a position that is not a JSON value.
  mutating func compareList(_ question: String, _ keys: [String], at citation: Citation) {
    guard let reading else { return }
    let keys = Set(keys)
    guard let known = answered[reading]?[question] else {
      answered[reading, default: [:]][question] = AnsweredList(
        keys: keys, citation: citation)
      return
    }
    guard known.keys != keys,
      known.keys.isEmpty || !known.keys.isDisjoint(with: keys) || keys.isEmpty
    else { return }
    reportConflict(about: question, citation, known.citation)
  }

  private mutating func reportConflict(about key: String, _ one: Citation, _ other: Citation) {
    hasConflicts = true
    // An old copy differs in hundreds of places, so only one conflict per pair of files is
    // reported.
    let pair = "\(one.file) and \(other.file) disagree"
    guard conflictingPairs.insert("\(pair) \(reading?.name ?? "")").inserted else {
      return
    }
    report(
      Problem(
        file: one.file, place: one.place,
        message: "disagrees with \(other.file) \(other.place) about \(key);"
          + " keep only one response (the newer one is used)"))
    flagCurrentPart("\(pair) about \(key)")
  }

  /// Sorts the answers if some disagree: files listed in the manifest first, then the newest.
  mutating func sortNewestFirst() {
    guard hasConflicts else { return }
    let listed = Set(manifest?.calls.compactMap(\.file) ?? [])
    let modified = modified
    func isNewer(_ one: String, _ other: String) -> Bool {
      if listed.contains(one) != listed.contains(other) { return listed.contains(one) }
      let zero = Instant(seconds: 0)
      return modified[one] ?? zero > modified[other] ?? zero
    }
    for id in pieces.keys { pieces[id]?.sort(isNewer) }
  }
}
