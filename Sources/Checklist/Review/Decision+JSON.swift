internal import Model
package import Platform

extension Reviewer {
  package var json: JSONValue {
    .record(
      [
        ("name", .string(name)), ("host", .string(host)), ("key", key.map(JSONValue.string)),
      ], unknown)
  }

  init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init(
      name: try reader.text("name"), host: try reader.optionalText("host") ?? "",
      key: try reader.optionalText("key"))
    unknown = reader.unknown
  }
}

extension SeverityOverride {
  package var json: JSONValue {
    .record([("value", .string(severity.rawValue)), ("reason", .string(reason))], unknown)
  }

  init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init(try reader.choice("value"), reason: try reader.text("reason"))
    unknown = reader.unknown
  }
}

extension Approval {
  package var json: JSONValue {
    .record(
      [
        ("verdict", .string(verdict.rawValue)), ("text", .string(text)), ("by", by.json),
        ("at", .string(at.description)),
      ], unknown)
  }

  init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init(
      verdict: try reader.choice("verdict"), text: try reader.optionalText("text") ?? "",
      by: try Reviewer(try reader.required("by")), at: try reader.instant("at"))
    unknown = reader.unknown
  }
}

extension Decision {
  /// The decision as stored in the session, its history and its journal.
  package var json: JSONValue {
    .record(
      content.members + [
        ("facts", facts.isEmpty ? nil : .facts(facts)),
        ("subjectId", subjectID.map(JSONValue.string)),
        ("by", by.json), ("at", .string(at.description)), ("approval", approval?.json),
        ("carried", carried?.json), ("conflict", conflict?.json),
        ("exceededLimit", exceededLimit.map(JSONValue.integer)),
      ], unknown)
  }

  init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    self.init(
      try DecisionContent(&reader), facts: try reader.facts("facts"),
      subjectID: try reader.optionalText("subjectId"),
      by: try Reviewer(try reader.required("by")), at: try reader.instant("at"),
      approval: try reader.optional("approval").map { node throws(SessionError) in
        try Approval(node)
      },
      carried: try reader.optional("carried").map { node throws(SessionError) in
        try CarriedFrom(node)
      },
      conflict: try reader.optional("conflict").map { node throws(SessionError) in
        try DecisionConflict(node)
      },
      exceededLimit: try reader.optionalInteger("exceededLimit", from: 1),
      unknown: reader.unknown)
  }
}

extension DecisionContent {
  /// The auditor's content, as members of the stored decision.
  var members: [(String, JSONValue?)] {
    [
      ("disposition", .string(disposition.rawValue)),
      ("note", note.isEmpty ? nil : .string(note)),
      ("kind", justification.map { .string($0.rawValue) }),
      ("expires", expires.map { .string($0.description) }),
      ("owner", owner.map(JSONValue.string)),
      ("due", due.map { .string($0.description) }),
      ("ticket", ticket.map(JSONValue.string)),
      ("severity", severity?.json),
    ]
  }

  fileprivate init(_ reader: inout RecordReader) throws(SessionError) {
    self.init(try reader.choice("disposition"), note: try reader.optionalText("note") ?? "")
    justification = try reader.optionalChoice("kind")
    expires = try reader.optionalDay("expires")
    owner = try reader.optionalText("owner")
    due = try reader.optionalDay("due")
    ticket = try reader.optionalText("ticket")
    if let node = reader.optional("severity") { severity = try SeverityOverride(node) }
  }
}

extension JSONValue {
  /// Facts as an object sorted by name; a repeated name has a list.
  package static func facts(_ facts: [Fact]) -> JSONValue {
    let groups = Dictionary(grouping: facts, by: \.name).mapValues { $0.map(\.value) }
    return .object(
      groups.sorted { $0.key.precedesByScalar($1.key) }.map { name, values in
        JSONMember(
          name,
          values.count == 1 ? .string(values[0]) : .array(values.map(JSONValue.string)))
      })
  }
}

extension RecordReader {
  fileprivate mutating func facts(_ name: String) throws(SessionError) -> [Fact] {
    var facts: [Fact] = []
    for (name, value) in try map(name) {
      let values = value.kind == .array ? value.elements : [value]
      for value in values {
        guard let text = value.string else {
          throw value.expected("a string for the fact \"\(name)\"")
        }
        facts.append(Fact(name, text))
      }
    }
    return facts
  }
}
