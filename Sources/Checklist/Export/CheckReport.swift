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
    case .json: json(assessment).prettyText + "\n"
    case .ndjson: records(assessment).map { $0.compactText + "\n" }.joined()
    }
  }

  private static func json(_ assessment: Assessment) -> JSONValue {
    [
      "schemaVersion": .integer(schemaVersion),
      "account": ReportJSON.account(assessment.account),
      "catalogue": .string(assessment.catalogueVersion),
      "items": .array(
        assessment.items.map { result in
          let findings = result.findings.map { JSONValue.object(ReportJSON.members(of: $0)) }
          return .object(
            ReportJSON.head(of: result) + [JSONMember("findings", .array(findings))])
        }),
      "problems": .array(assessment.account.problems.map { .object(ReportJSON.problem($0)) }),
    ]
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
