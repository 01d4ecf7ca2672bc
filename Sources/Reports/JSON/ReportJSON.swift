internal import Checklist
internal import Model
internal import Platform

/// The parts of an assessment in the output of `check` and in the JSON export; the order of the
/// members is part of the format.
enum ReportJSON {
  static func account(_ account: Account) -> JSONValue {
    [
      "id": .optional(account.id), "alias": .optional(account.alias),
      "asOf": .string(account.asOf.instant.description),
    ]
  }

  /// An item and its automated result, without findings.
  static func head(of result: ItemResult) -> [JSONMember] {
    [
      JSONMember("id", .string(result.id.rawValue)),
      JSONMember("section", .string(result.item.section.rawValue)),
      JSONMember("origin", .string(result.item.origin.rawValue)),
      JSONMember("title", .string(result.item.title)),
      JSONMember("outcome", .string(result.outcome.rawValue)),
      JSONMember("missing", .array(result.missing.map(missing))),
      JSONMember("absent", .array(result.absent.map(absent))),
    ]
  }

  /// A finding with its automated severity, and in a review with the effective one.
  static func write(
    _ finding: Finding, effectiveSeverity: Severity? = nil, _ change: SetSeverity? = nil,
    to object: inout JSONWriter
  ) {
    object.member("id", finding.id.rawValue)
    object.member("severity", finding.automatedSeverity.rawValue)
    object.member("effectiveSeverity", effectiveSeverity?.rawValue)
    if let change { object.object("severityOverride") { write(change, to: &$0) } }
    object.member("summary", finding.summary)
    object.object("subject") { subject in
      subject.member("kind", finding.subject.kind.rawValue)
      subject.member("name", finding.subject.name)
      subject.member("arn", orNull: finding.subject.arn?.description)
    }
    object.object("facts") { write(finding.facts, to: &$0) }
    object.list("evidence") { list in
      for citation in finding.evidence { list.object { write(citation, to: &$0) } }
    }
    object.member("advice", finding.advice.line)
  }

  /// The severity that a person set, with the reason.
  static func write(_ change: SetSeverity, to object: inout JSONWriter) {
    object.member("value", change.severity.rawValue)
    object.member("note", change.note)
    object.object("by") { write(change.by, to: &$0) }
    object.member("at", change.at.description)
  }

  static func problem(_ problem: Problem) -> [JSONMember] {
    [
      JSONMember("file", .string(problem.file)),
      JSONMember("at", .optional(problem.place)),
      JSONMember("message", .string(problem.message)),
    ]
  }

  private static func missing(_ missing: MissingEvidence) -> JSONValue {
    [
      "evidence": .string(missing.kind.recordedTitle), "reason": .string(missing.reason),
      "command": .string(missing.command),
    ]
  }

  private static func absent(_ absent: AbsentEvidence) -> JSONValue {
    let place = absent.absence.citation
    return [
      "evidence": .string(absent.kind.recordedTitle), "answer": .string(absent.absence.answer),
      "file": .string(place.file), "at": .string(place.place),
      "line": place.line.map(JSONValue.integer) ?? .null,
    ]
  }

  static func citation(_ citation: Citation) -> JSONValue {
    [
      "file": .string(citation.file), "at": .string(citation.place),
      "line": citation.line.map(JSONValue.integer) ?? .null,
    ]
  }

  static func write(_ citation: Citation, to object: inout JSONWriter) {
    object.member("file", citation.file)
    object.member("at", citation.place)
    if let line = citation.line {
      object.member("line", line)
    } else {
      object.member("line", .null)
    }
  }

  /// The value of a fact is always a text; the values of a repeated name are joined.
  static func write(_ facts: [Fact], to object: inout JSONWriter) {
    for place in facts.indices {
      let fact = facts[place]
      guard facts[..<place].allSatisfy({ $0.name != fact.name }) else { continue }
      let more = facts[(place + 1)...].filter { $0.name == fact.name }
      object.member(
        named: fact.name,
        more.isEmpty ? fact.value : ([fact] + more).map(\.value).joined(separator: ", "))
    }
  }

  /// A decision as stored in the session (`Decision.json`), in the same order.
  static func write(_ decision: Decision, to object: inout JSONWriter) {
    let content = decision.content
    guard decision.unknown.members.isEmpty else {
      for member in decision.json.members ?? [] { object.member(member) }
      return
    }
    object.member("approval", decision.approval?.json)
    object.member("at", decision.at.description)
    object.object("by") { write(decision.by, to: &$0) }
    object.member("carried", decision.carried?.json)
    object.member("conflict", decision.conflict?.json)
    object.member("disposition", content.disposition.rawValue)
    object.member("due", content.due?.description)
    object.member("expires", content.expires?.description)
    if !decision.facts.isEmpty {
      object.object("facts") { writeGrouped(decision.facts, to: &$0) }
    }
    object.member("kind", content.justification?.rawValue)
    if !content.note.isEmpty { object.member("note", content.note) }
    object.member("owner", content.owner)
    object.member("severity", content.severity?.json)
    object.member("subjectId", decision.subjectID)
    object.member("ticket", content.ticket)
  }

  private static func write(_ reviewer: Reviewer, to object: inout JSONWriter) {
    guard reviewer.unknown.members.isEmpty else {
      for member in reviewer.json.members ?? [] { object.member(member) }
      return
    }
    object.member("host", reviewer.host)
    object.member("key", reviewer.key)
    object.member("name", reviewer.name)
  }

  /// Facts as stored in a decision, sorted; a repeated name has a list.
  private static func writeGrouped(_ facts: [Fact], to object: inout JSONWriter) {
    let isSimple = facts.indices.allSatisfy { place in
      JSONText.escapes.areUnnecessary(in: facts[place].name)
        && (place == 0 || facts[place - 1].name != facts[place].name)
    }
    guard isSimple else {
      for member in JSONValue.facts(facts).members ?? [] {
        object.member(member)
      }
      return
    }
    for fact in facts { object.member(named: fact.name, fact.value) }
  }
}
