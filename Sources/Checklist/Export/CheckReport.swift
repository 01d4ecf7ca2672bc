internal import Model

/// What `iam-review check` prints: the findings alone, without anybody's decisions.
public enum CheckReport {
  /// The form of its JSON; it grows by new members and changes its number for anything else.
  public static let schemaVersion = 1

  /// The forms in which it can be had.
  public enum Format: String, CaseIterable, Sendable {
    case text, json, ndjson
  }

  /// The report on `assessment`: the same assessment gives the same bytes, with a final newline.
  public static func render(_ assessment: Assessment, as format: Format) -> String {
    var text = ""
    write(assessment, as: format) { text += $0 }
    return text
  }

  /// Gives the report to `sink` part by part: the text on thousands of findings is larger than the
  /// findings, and need never be in memory as a whole.
  public static func write(
    _ assessment: Assessment, as format: Format, to sink: (String) -> Void
  ) {
    switch format {
    case .text: writeText(assessment, to: sink)
    case .json: writeJSON(assessment, to: sink)
    case .ndjson: writeRecords(assessment, to: sink)
    }
  }

  private static func writeJSON(_ assessment: Assessment, to sink: (String) -> Void) {
    let head: [JSONMember] = [
      JSONMember("schemaVersion", .integer(schemaVersion)),
      JSONMember("account", ReportJSON.account(assessment.account)),
      JSONMember("catalogue", .string(assessment.catalogueVersion)),
    ]
    sink("{\n")
    for member in head { sink(line(member, indentation: 2) + ",\n") }
    writeList("items", assessment.items, indentation: 2, to: sink) { result in
      sink("    {\n")
      for member in ReportJSON.head(of: result) { sink(line(member, indentation: 6) + ",\n") }
      writeList("findings", result.findings, indentation: 6, to: sink) { finding in
        let value = JSONValue.object(ReportJSON.members(of: finding))
        sink("        " + value.prettyText(indentation: 8))
      }
      sink("\n    }")
    }
    let problems = JSONValue.array(
      assessment.account.problems.map { .object(ReportJSON.problem($0)) })
    sink(",\n" + line(JSONMember("problems", problems), indentation: 2) + "\n}\n")
  }

  /// A member as `prettyText` writes it, so many blanks deep.
  private static func line(_ member: JSONMember, indentation: Int) -> String {
    let blanks = String(repeating: " ", count: indentation)
    return blanks + "\"\(member.name)\": " + member.value.prettyText(indentation: indentation)
  }

  private static func writeList<Element>(
    _ name: String, _ elements: [Element], indentation: Int, to sink: (String) -> Void,
    writeElement: (Element) -> Void
  ) {
    let blanks = String(repeating: " ", count: indentation)
    sink(blanks + "\"\(name)\": [")
    for (index, element) in elements.enumerated() {
      sink(index == 0 ? "\n" : ",\n")
      writeElement(element)
    }
    sink(elements.isEmpty ? "]" : "\n\(blanks)]")
  }

  /// One record a line: the account, each item followed by its findings, the problems. The member
  /// `type` comes first and says which it is.
  private static func writeRecords(_ assessment: Assessment, to sink: (String) -> Void) {
    func record(_ type: String, _ members: [JSONMember]) {
      sink(JSONValue.object([JSONMember("type", .string(type))] + members).compactText + "\n")
    }
    record(
      "account",
      [
        JSONMember("schemaVersion", .integer(schemaVersion)),
        JSONMember("account", ReportJSON.account(assessment.account)),
        JSONMember("catalogue", .string(assessment.catalogueVersion)),
      ])
    for result in assessment.items {
      let count = JSONMember("findings", .integer(result.findings.count))
      record("item", ReportJSON.head(of: result) + [count])
      let item = JSONMember("item", .string(result.id.rawValue))
      for finding in result.findings { record("finding", [item] + ReportJSON.members(of: finding)) }
    }
    for problem in assessment.account.problems { record("problem", ReportJSON.problem(problem)) }
  }
}
