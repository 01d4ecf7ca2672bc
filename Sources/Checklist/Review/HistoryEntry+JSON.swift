internal import Model
internal import Platform

extension HistoryEntry {
  /// A new entry; its digest is computed from all its parts.
  init(
    number: Int, at: Instant, by: Reviewer, action: Action, change: Change, step: Step,
    previous: SHA256Digest?, merged: SHA256Digest? = nil
  ) {
    let parts = JSONValue.record(
      [
        ("number", .integer(number)), ("at", .string(at.description)), ("by", by.json),
        ("action", .string(action.word(of: change))), ("of", action.step.map(JSONValue.integer)),
        ("step", .record([("first", .integer(step.first)), ("size", .integer(step.size))])),
        ("previous", previous.map { .string($0.description) }),
        ("merged", merged.map { .string($0.description) }),
      ] + change.members)
    let hash = SHA256Digest(of: parts.canonicalText)
    let record = JSONValue.record(
      [("hash", .string(hash.description))], UnknownMembers(members: parts.members ?? []))
    self.init(
      number: number, at: at, by: by, action: action, change: change, step: step,
      previous: previous, merged: merged, hash: hash, line: record.compactText)
  }

  /// Reads an entry; `HistoryError` verifies its digest.
  init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    let action = try Action(&reader)
    self.init(
      number: try reader.integer("number", from: 1), at: try reader.instant("at"),
      by: try Reviewer(try reader.required("by")), action: action,
      change: try Change(&reader, of: action),
      step: try Step(try reader.required("step")),
      previous: try reader.optionalDigest("previous"),
      merged: try reader.optionalDigest("merged"), hash: try reader.digest("hash"),
      // A line in canonical form need not be built again from its parts.
      line: node.hasSortedMembers
        ? node.compactText : JSONValue(node).withSortedMembers.compactText)
  }

  /// Whether the entry still matches its digest.
  var isUnchanged: Bool {
    // A line of plain ASCII is in canonical form, except for the digest itself. If the line without
    // the digest has this digest, the entry is unchanged.
    let member = Array("\"hash\":\"\(hash.description)\",".utf8)
    let bytes = Array(line.utf8)
    if let place = bytes.offset(of: member) {
      let rest = bytes[..<place] + bytes[(place + member.count)...]
      if SHA256Digest(of: Array(rest)) == hash { return true }
    }
    guard let document = try? JSONDocument(Array(line.utf8)),
      let members = JSONValue(document.root).members
    else { return false }
    let parts = JSONValue.object(members.filter { $0.name != "hash" })
    return SHA256Digest(of: parts.canonicalText) == hash
  }
}

extension HistoryEntry.Step {
  fileprivate init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init(
      first: try reader.integer("first", from: 1), size: try reader.integer("size", from: 1))
  }
}

extension HistoryEntry.Action {
  /// The word for the action. Undoing or carrying forward a change of a record, and several changes
  /// together, have words of their own, because earlier versions expect one decision or settings.
  fileprivate func word(of change: HistoryEntry.Change) -> String {
    if case .several = change { return word + "Bulk" }
    if case .record = change {
      switch self {
      case .carry: return "carryEdit"
      case .undo: return "undoEdit"
      case .redo: return "redoEdit"
      default: break
      }
    }
    return word
  }

  private var word: String {
    switch self {
    case .decide: "decide"
    case .approve: "approve"
    case .resolve: "resolve"
    case .carry: "carry"
    case .merge: "merge"
    case .undo: "undo"
    case .redo: "redo"
    case .settings: "settings"
    case .edit: "edit"
    case .unknown(let word): word
    }
  }

  fileprivate var step: Int? {
    switch self {
    case .undo(let step), .redo(let step): step
    case .decide, .approve, .resolve, .carry, .merge, .settings, .edit, .unknown: nil
    }
  }

  fileprivate init(_ reader: inout RecordReader) throws(SessionError) {
    switch try reader.text("action") {
    case "decide", "decideBulk": self = .decide
    case "approve", "approveBulk": self = .approve
    case "resolve", "resolveBulk": self = .resolve
    case "carry", "carryEdit", "carryBulk": self = .carry
    case "merge": self = .merge
    case "edit", "editBulk": self = .edit
    case "undo", "undoEdit", "undoBulk":
      self = .undo(step: try reader.integer("of", from: 1))
    case "redo", "redoEdit", "redoBulk":
      self = .redo(step: try reader.integer("of", from: 1))
    case "settings": self = .settings
    case let word: self = .unknown(word)
    }
  }
}
