/// Reading notes here what it could not read, so that no reader and no item can forget it.
extension Gathering {
  /// What a file at hand is evidence of; a problem with the file makes this partial.
  enum Part: Hashable {
    case kind(EvidenceKind)
    case list(Identities.List)
  }

  /// Notes why the part at hand cannot be whole.
  mutating func doubtWhatIsRead(_ reason: String) {
    switch reading {
    case .kind(let kind): doubt(kind, reason)
    case .list(let list): lessen(list, reason)
    case nil: break
    }
  }

  /// Notes why `list` of the authorization details cannot be whole.
  mutating func lessen(_ list: Identities.List, _ reason: String) {
    switch list {
    case .users: users.lessen(reason)
    case .groups: groups.lessen(reason)
    case .roles: roles.lessen(reason)
    case .policies: policies.lessen(reason)
    }
  }

  /// The elements of the list `name` of `cursor`, none if there is no such member. A member that is
  /// not a list is reported; one object counts as the only element.
  mutating func list(_ name: String, of cursor: Cursor) -> CursorList {
    if cursor.node.has(name),
      cursor.node[name].map({ $0.kind != .array && $0.kind != .object }) ?? true
    {
      report(cursor.problem("expected a list in the member \(name); it was left out"))
    }
    return cursor.list(name)
  }

  /// The same for a list that AWS always prints, even if it is empty: a missing one is reported.
  mutating func requiredList(_ name: String, of cursor: Cursor) -> CursorList {
    if !cursor.node.has(name) {
      report(cursor.problem("the list \(name) is missing"))
    }
    return list(name, of: cursor)
  }

  /// The texts in the list `name` of `cursor`; each element that is no text is reported.
  mutating func texts(_ name: String, of cursor: Cursor) -> [String] {
    var texts: [String] = []
    var isWhole = true
    for element in list(name, of: cursor) {
      if let text = element.node.string { texts.append(text) } else { isWhole = false }
    }
    if !isWhole {
      report(cursor.problem("expected only texts in the list \(name); the others were left out"))
    }
    return texts
  }

  /// The text in `name` of `cursor`, nil if there is none. A value that is no text is reported.
  mutating func text(_ name: String, of cursor: Cursor) -> String? {
    if let value = cursor.node[name], value.kind != .string {
      report(cursor.problem("expected a text in the member \(name); it was left out"))
    }
    return cursor.string(name)
  }

  /// The moment in `name` of `cursor`, nil if there is none. One that cannot be read is reported.
  mutating func instant(_ name: String, of cursor: Cursor) -> Instant? {
    guard let instant = cursor.instant(name) else {
      if cursor.node[name] != nil {
        report(cursor.problem("expected a date in the member \(name); it was left out"))
      }
      return nil
    }
    noteDate(instant, at: cursor.citation)
    return instant
  }

  /// Notes a date that the evidence states as a fact.
  mutating func noteDate(_ instant: Instant, at citation: @autoclosure () -> Citation) {
    guard let reading, latest[reading].map({ $0.instant < instant }) ?? true else { return }
    latest[reading] = LatestDate(instant: instant, citation: citation())
  }

  /// The latest date that a part of the evidence states, and where.
  struct LatestDate {
    let instant: Instant
    let citation: Citation
  }

  /// Reports each part that `counts` and that states a date after `limit`, which `words` explain, and makes
  /// it partial.
  mutating func reportDates(
    after limit: Instant, _ words: String, where counts: (Part) -> Bool = { _ in true }
  ) {
    let late = latest.filter { $0.value.instant > limit && counts($0.key) }
      .sorted { ($0.value.citation.file, "\($0.key)") < ($1.value.citation.file, "\($1.key)") }
    for (part, date) in late {
      let message = "\(date.instant) is after \(words)"
      report(Problem(file: date.citation.file, place: date.citation.place, message: message))
      reading = part
      doubtWhatIsRead("\(date.citation.file): \(message)")
      reading = nil
    }
  }
}
