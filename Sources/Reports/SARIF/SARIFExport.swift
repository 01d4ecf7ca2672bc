internal import Checklist
internal import Model
internal import Platform

/// A review as SARIF 2.1.0: an item is a rule, a finding is a result, and a decision that accepts
/// it is a suppression.
///
/// See https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html.
enum SARIFExport {
  static func write(_ report: ReviewReport, to sink: TextSink) {
    let files = report.assessment.account.files
    let places = Dictionary(
      files.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
    JSONWriter.document(to: sink) { document in
      document.member("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
      document.member("version", "2.1.0")
      document.list("runs") { runs in
        runs.object { run in
          run.object("tool") { tool in
            tool.object("driver") { driver in
              driver.member("name", Product.name)
              driver.member("version", Product.version)
              driver.member("semanticVersion", Product.version)
              driver.list("rules", of: report.assessment.items, rule)
            }
          }
          run.member("automationDetails", ["id": .string(runName(report))])
          run.list("invocations") { $0.element(invocation(report)) }
          run.member(
            "originalUriBaseIds",
            ["EVIDENCE": ["description": message("The evidence folder")]])
          run.list("artifacts", of: files, artifact)
          run.member("columnKind", "unicodeCodePoints")
          run.member("properties", properties(report))
          run.list("results") { list in
            let results = SARIFResults(report, places)
            for (index, item) in report.items.enumerated() {
              results.write(item, rule: index, to: &list)
            }
          }
        }
      }
    }
  }

  /// A message; unescaped braces are placeholders and brackets are links (§3.11.5, §3.11.6).
  static func message(_ text: String) -> JSONValue { ["text": .string(escaped(text))] }

  /// Characters that are escaped in a message.
  private static let escapes = Escapes([
    "{": "{{", "}": "}}", "[": "\\[", "]": "\\]", "\\": "\\\\",
  ])

  /// The text, escaped for a message.
  static func escaped(_ text: String) -> String {
    if escapes.areUnnecessary(in: text) { return text }
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "{": escaped += "{{"
      case "}": escaped += "}}"
      case "[", "]", "\\":
        escaped += "\\"
        escaped.unicodeScalars.append(scalar)
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// The level in code-scanning viewers: error, warning, note.
  static func level(_ severity: Severity) -> String {
    switch severity {
    case .critical, .high: "error"
    case .medium: "warning"
    case .low: "note"
    }
  }

  private static func runName(_ report: ReviewReport) -> String {
    "\(Product.name)/\(report.assessment.account.id ?? "unknown")/"
  }

  private static func rule(_ result: ItemResult) -> JSONValue {
    let item = result.item
    let help = [item.guidance.look, item.guidance.justification].filter { !$0.isEmpty }
    return .present([
      "id": .string(item.id.rawValue),
      "shortDescription": message(item.requirement),
      "fullDescription": message(item.guidance.why.isEmpty ? item.requirement : item.guidance.why),
      "help": help.isEmpty ? nil : message(help.joined(separator: "\n\n")),
      "defaultConfiguration": [
        "level": .string(level(result.findings.map(\.automatedSeverity).min() ?? .medium))
      ],
      "properties": [
        "tags": ["security", "iam", .string(item.section.rawValue)],
        "origin": .string(item.origin.rawValue),
      ],
    ])
  }

  private static func invocation(_ report: ReviewReport) -> JSONValue {
    let warning = report.integrityWarning
    let errors = (warning?.lines ?? []).map { line -> JSONValue in
      ["level": "error", "message": message(line)]
    }
    let problems = report.assessment.account.problems.map { problem -> JSONValue in
      let place = problem.place.map { ", \($0)" } ?? ""
      return [
        "level": "warning", "message": message("\(problem.file)\(place): \(problem.message)"),
      ]
    }
    return .present([
      "executionSuccessful": .boolean(warning == nil),
      "endTimeUtc": .string(report.lastModified.description),
      "toolExecutionNotifications": .filled(errors + problems),
    ])
  }

  private static func artifact(_ file: EvidenceFile) -> JSONValue {
    .present([
      "location": ["uri": .string(OSCALText.uri(ofPath: file.path)), "uriBaseId": "EVIDENCE"],
      "description": message(file.status.text), "length": .integer(file.bytes),
      "hashes": file.digest.map { ["sha-256": .string($0.description)] },
    ])
  }

  private static func properties(_ report: ReviewReport) -> JSONValue {
    let account = report.assessment.account
    return .present([
      "account": ReportJSON.account(account),
      "catalogue": .string(report.assessment.catalogueVersion),
      "statesAt": .string(report.day.description),
      "historyHash": .text(report.session.history.last?.hash.description),
      "cover": report.cover.map(JSONExport.cover),
      "signatures": .filled(report.signatures.map(JSONExport.signature)),
      "before": report.session.baseline?.origin.json,
      "scope": .text(report.session.scope?.title),
      "gone": .filled(report.gone.map(\.json)),
    ])
  }
}

extension ExportFormat {
  /// For code-scanning viewers and CI: SARIF 2.1.0.
  package static let sarif = ExportFormat(
    "sarif", fileName: "iam-review.sarif",
    summary: "for code-scanning viewers and CI: SARIF 2.1.0"
  ) { report, sink in SARIFExport.write(report, to: sink) }
}
