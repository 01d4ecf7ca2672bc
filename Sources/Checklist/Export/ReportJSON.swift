internal import Model

/// The parts of an assessment as `check` and the JSON export write them; the order of the members
/// is part of the format.
enum ReportJSON {
  static func account(_ account: Account) -> JSONValue {
    [
      "id": .optional(account.id), "alias": .optional(account.alias),
      "asOf": .string(account.asOf.instant.description),
    ]
  }

  /// What an item is and what the evidence says of it, without its findings.
  static func head(of result: ItemResult) -> [JSONMember] {
    [
      JSONMember("id", .string(result.id.rawValue)),
      JSONMember("section", .string(result.item.section.rawValue)),
      JSONMember("origin", .string(result.item.origin.rawValue)),
      JSONMember("title", .string(result.item.title)),
      JSONMember("outcome", .string(result.outcome.rawValue)),
      JSONMember("missing", .array(result.missing.map(missing))),
    ]
  }

  static func members(of finding: Finding) -> [JSONMember] {
    [
      JSONMember("id", .string(finding.id.rawValue)),
      JSONMember("severity", .string(finding.severity.rawValue)),
      JSONMember("summary", .string(finding.summary)),
      JSONMember(
        "subject",
        [
          "kind": .string(finding.subject.kind.rawValue), "name": .string(finding.subject.name),
          "arn": .optional(finding.subject.arn?.description),
        ]),
      JSONMember("facts", .object(facts(finding.facts))),
      JSONMember("evidence", .array(finding.evidence.map(citation))),
      JSONMember("advice", .string(finding.advice.line)),
    ]
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
      "evidence": .string(missing.kind.title), "reason": .string(missing.reason),
      "command": .string(missing.command),
    ]
  }

  static func citation(_ citation: Citation) -> JSONValue {
    [
      "file": .string(citation.file), "at": .string(citation.place),
      "line": citation.line.map(JSONValue.integer) ?? .null,
    ]
  }

  /// A fact's value is always a text; where a name occurs more than once, its values are joined.
  static func facts(_ facts: [Fact]) -> [JSONMember] {
    var members: [JSONMember] = []
    for fact in facts {
      if let index = members.firstIndex(where: { $0.name == fact.name }) {
        members[index].value = .string((members[index].value.string ?? "") + ", " + fact.value)
      } else {
        members.append(JSONMember(fact.name, .string(fact.value)))
      }
    }
    return members
  }
}
