internal import Model
internal import Platform

extension Baseline {
  /// The baseline as stored in the session and its history.
  var json: JSONValue {
    .record(
      [
        ("origin", origin.json), ("isWhole", .boolean(isWhole)),
        (
          "known",
          .record(known.map { ($0.key.rawValue, $0.value.json) })
        ),
        ("left", .targets(left, unknownLeft) { $0.json }),
      ], unknown)
  }

  init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    let origin = try CarriedFrom(try reader.required("origin"))
    let isWhole = try reader.boolean("isWhole")
    var known: [FindingID: Basis] = [:]
    for (id, node) in try reader.map("known") { known[FindingID(id)] = try Basis(node) }
    var leftReader = try RecordReader(try reader.required("left"))
    let left = try leftReader.targets { node throws(SessionError) in try DroppedTarget(node) }
    self.init(origin: origin, known: known, isWhole: isWhole, left: left)
    unknown = reader.unknown
    unknownLeft = leftReader.unknown
  }
}

extension Baseline.Basis {
  fileprivate var json: JSONValue {
    .record(
      [("facts", .string(facts.description)), ("subjectId", subjectID.map(JSONValue.string))],
      unknown)
  }

  fileprivate init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init(
      facts: try reader.digest("facts"), subjectID: try reader.optionalText("subjectId"))
    unknown = reader.unknown
  }
}

extension DroppedTarget {
  fileprivate var json: JSONValue {
    .record(
      [
        ("reason", .string(reason.rawValue)), ("decision", decision?.json),
        ("summary", summary.map(JSONValue.string)),
        ("severity", severity.map { .string($0.rawValue) }),
      ], unknown)
  }

  fileprivate init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init(
      try reader.choice("reason"),
      decision: try reader.optional("decision").map { node throws(SessionError) in
        try Decision(node)
      }, summary: try reader.optionalText("summary"),
      severity: try reader.optionalChoice("severity"))
    unknown = reader.unknown
  }
}
