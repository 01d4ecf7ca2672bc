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
    switch format {
    case .text: text(assessment)
    case .json: json(assessment)
    case .ndjson: records(assessment).map { $0.compactText + "\n" }.joined()
    }
  }

  /// The same text as of one value, item by item: thousands of findings need not be held as values
  /// and as text at once.
  private static func json(_ assessment: Assessment) -> String {
    var text = "{\n"
    let head: [JSONMember] = [
      JSONMember("schemaVersion", .integer(schemaVersion)),
      JSONMember("account", ReportJSON.account(assessment.account)),
      JSONMember("catalogue", .string(assessment.catalogueVersion)),
    ]
    for member in head {
      text += "  \"\(member.name)\": \(member.value.prettyText(indentation: 2)),\n"
    }
    text += "  \"items\": [" + (assessment.items.isEmpty ? "" : "\n")
    for (index, result) in assessment.items.enumerated() {
      let findings = result.findings.map { JSONValue.object(ReportJSON.members(of: $0)) }
      let item = JSONValue.object(
        ReportJSON.head(of: result) + [JSONMember("findings", .array(findings))])
      let comma = index + 1 < assessment.items.count ? "," : ""
      text += "    \(item.prettyText(indentation: 4))\(comma)\n"
    }
    let problems = JSONValue.array(
      assessment.account.problems.map { .object(ReportJSON.problem($0)) })
    text += assessment.items.isEmpty ? "],\n" : "  ],\n"
    return text + "  \"problems\": \(problems.prettyText(indentation: 2))\n}\n"
  }

  /// One record a line: the account, each item followed by its findings, the problems. The member
  /// `type` comes first and says which it is.
  private static func records(_ assessment: Assessment) -> [JSONValue] {
    func record(_ type: String, _ members: [JSONMember]) -> JSONValue {
      .object([JSONMember("type", .string(type))] + members)
    }
    var records = [
      record(
        "account",
        [
          JSONMember("schemaVersion", .integer(schemaVersion)),
          JSONMember("account", ReportJSON.account(assessment.account)),
          JSONMember("catalogue", .string(assessment.catalogueVersion)),
        ])
    ]
    for result in assessment.items {
      let count = JSONMember("findings", .integer(result.findings.count))
      records.append(record("item", ReportJSON.head(of: result) + [count]))
      let item = JSONMember("item", .string(result.id.rawValue))
      records += result.findings.map { record("finding", [item] + ReportJSON.members(of: $0)) }
    }
    return records
      + assessment.account.problems.map { record("problem", ReportJSON.problem($0)) }
  }
}
