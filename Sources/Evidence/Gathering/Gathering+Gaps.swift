internal import Model
internal import Platform

/// Records what could not be read, so that no reader and no item can miss it.
extension Gathering {
  /// The part of the evidence that a file belongs to; a problem with the file makes it partial.
  enum Part: Hashable {
    case kind(EvidenceKind)
    case pieces(PieceID)

    /// The name by which parts of one file are sorted.
    var name: String {
      switch self {
      case .kind(let kind): "kind \(kind)"
      case .pieces(let id): "pieces \(id.type)"
      }
    }
  }

  /// Records why the current part is incomplete.
  mutating func flagCurrentPart(_ reason: String) {
    switch reading {
    case .kind(let kind): flagIncomplete(kind, reason)
    case .pieces(let id): pieces[id]?.degrade(reason)
    case nil: break
    }
  }

  /// The elements of the list `name` of `cursor`; empty if the member is missing. A member that is
  /// not a list is reported; a single object counts as the only element.
  mutating func list(_ name: String, of cursor: Cursor) -> CursorList {
    if cursor.node.has(name),
      cursor.node[name].map({ $0.kind != .array && $0.kind != .object }) ?? true
    {
      report(cursor.problem("expected a list in member \(name); it was ignored"))
    }
    return cursor.list(name)
  }

  /// The same for a list that AWS always prints, even if it is empty; a missing list is reported.
  mutating func requiredList(_ name: String, of cursor: Cursor) -> CursorList {
    if !cursor.node.has(name) {
      report(cursor.problem("the list \(name) is missing"))
    }
    return list(name, of: cursor)
  }

  /// The strings in the list `name` of `cursor`; other elements are reported.
  mutating func texts(_ name: String, of cursor: Cursor) -> [String] {
    var texts: [String] = []
    var isWhole = true
    for element in list(name, of: cursor) {
      if let text = element.node.string { texts.append(text) } else { isWhole = false }
    }
    if !isWhole {
      report(cursor.problem("expected only strings in list \(name); the others were ignored"))
    }
    return texts
  }

  /// The string `name` of `cursor`; nil if it is missing. Another type is reported.
  mutating func text(_ name: String, of cursor: Cursor) -> String? {
    if let value = cursor.node[name], value.kind != .string {
      report(cursor.problem("expected a string in member \(name); it was ignored"))
    }
    return cursor.string(name)
  }

  /// The date `name` of `cursor`; nil if it is missing. An invalid date is reported.
  mutating func instant(_ name: String, of cursor: Cursor) -> Instant? {
    guard let instant = cursor.instant(name) else {
      if cursor.node[name] != nil {
        report(cursor.problem("expected a date in member \(name); it was ignored"))
      }
      return nil
    }
    noteDate(instant, at: cursor.citation)
    return instant
  }

  /// Checks that an entry is in the region of its answer. Otherwise the answer is that of another
  /// region, so its own region was not queried.
  mutating func checkRegion(_ region: String, of answer: Answer, at cursor: Cursor) {
    guard let asked = answer.region, asked != region, Partition.isRegionName(region) else {
      return
    }
    mislabelled.insert(answer.file)
    report(in: answer.file) {
      cursor.problem("this is in region \(region), but the response is labeled \(asked)")
    }
  }

  /// Records a date that the evidence states as a fact.
  mutating func noteDate(_ instant: Instant, at citation: @autoclosure () -> Citation) {
    guard let reading, latest[reading].map({ $0.instant < instant }) ?? true else { return }
    latest[reading] = LatestDate(instant: instant, citation: citation())
  }

  /// The latest date in a part of the evidence, and its position.
  struct LatestDate {
    let instant: Instant
    let citation: Citation
  }

  /// Reports each part selected by `counts` that has a date after `limit`, and makes it partial.
  /// `words` describe the limit.
  mutating func reportDates(
    after limit: Instant, _ words: String, where counts: (Part) -> Bool = { _ in true }
  ) {
    let late = latest.filter { $0.value.instant > limit && counts($0.key) }
      .sorted { ($0.value.citation.file, $0.key.name) < ($1.value.citation.file, $1.key.name) }
    for (part, date) in late {
      let message = "\(date.instant) is after \(words)"
      report(Problem(file: date.citation.file, place: date.citation.place, message: message))
      reading = part
      flagCurrentPart("\(date.citation.file): \(message)")
      reading = nil
    }
  }
}
