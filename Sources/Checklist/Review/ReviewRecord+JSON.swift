internal import Model
internal import Platform

extension ReviewRecord.Key {
  var json: JSONValue { .record([("kind", .string(kind)), ("id", .string(id))]) }

  init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init(kind: try reader.text("kind"), id: try reader.text("id"))
  }
}

extension ReviewRecord {
  /// The record as stored in the session and its history.
  var json: JSONValue {
    .record(
      [
        ("by", by.json), ("at", .string(at.description)),
        ("sides", sides.isEmpty ? nil : .array(sides.map { $0?.json ?? .null })),
      ], UnknownMembers(members: members))
  }

  init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    let by = try Reviewer(try reader.required("by"))
    let at = try reader.instant("at")
    var sides: [ReviewRecord?] = []
    for node in try reader.list("sides") {
      sides.append(node.kind == .null ? nil : try ReviewRecord(node))
    }
    self.init(reader.unknown.members, by: by, at: at, sides: sides)
  }
}

extension JSONValue {
  /// Records by kind and id; nil if there are none.
  static func records(_ records: [ReviewRecord.Key: ReviewRecord]) -> JSONValue? {
    guard !records.isEmpty else { return nil }
    let kinds = Dictionary(grouping: records, by: \.key.kind)
    return .record(
      kinds.map { kind, records in
        (kind, .record(records.map { ($0.key.id, $0.value.json) }))
      })
  }
}

extension RecordReader {
  /// The records of the session.
  mutating func records() throws(SessionError) -> [ReviewRecord.Key: ReviewRecord] {
    var records: [ReviewRecord.Key: ReviewRecord] = [:]
    for (kind, node) in try map("records") {
      guard node.kind == .object else { throw node.expected("an object for \"\(kind)\"") }
      for (id, node) in node.members {
        records[ReviewRecord.Key(kind: kind, id: id)] = try ReviewRecord(node)
      }
    }
    return records
  }
}
