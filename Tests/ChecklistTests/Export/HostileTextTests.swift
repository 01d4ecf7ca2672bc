import Evidence
import Model
import Platform
import TestSupport
import Testing

@testable import Checklist
@testable import Reports

/// Names, tags and notes that try to inject markup, in every export.
@Suite struct HostileTextTests {
  private static func report(_ text: String) throws -> ReviewReport {
    let finding = Finding(
      id: FindingID("users.mfa/user/\(text)"), item: ItemID("users.mfa"),
      subject: Subject(kind: .user, name: text, arn: ARN(text)), severity: .high, summary: text,
      facts: [Fact("tag", text)], evidence: [Citation(file: text, place: text, line: nil)],
      advice: Advice(text, command: text))
    var account = Sample.account()
    account.alias = text
    account.files = [
      EvidenceFile(path: text, bytes: 1, digest: nil, status: .broken)
    ]
    account.problems = [Problem(file: text, place: text, message: text)]
    let result = Sample.result(
      "users.mfa", .users, [finding],
      missing: [MissingEvidence(.accountSummary, reason: text, command: text)])
    var session = ReviewSession()
    var content = Sample.remediate
    content.note = "note: " + text
    content.owner = "owner " + text
    content.ticket = text
    content.severity = SeverityOverride(.low, reason: "because " + text)
    try session.decide(
      content, on: [.finding(finding)], by: Reviewer(name: text, host: text), at: Sample.now)
    try session.set(
      severity: .medium, note: "rated " + text, on: [finding],
      by: Reviewer(name: text, host: text), at: Sample.now)
    return ReviewReport(
      assessment: Sample.assessment([result], account: account), session: session,
      now: Sample.now)
  }

  /// Everything except printable characters and the line breaks of the format.
  private static func invisible(in text: String) -> [Unicode.Scalar] {
    text.unicodeScalars.filter { $0 != "\n" && $0 != "\r" && !VisibleText.isVisible($0) }
  }

  @Test("no export contains an invisible character", arguments: HostileText.attacks)
  func invisible(text: String) throws {
    let report = try HostileTextTests.report(text)
    let exports =
      ExportFormat.own.filter(\.isText).map { $0.render(report) } + [
        CheckReport.render(report.assessment, as: .text),
        CheckReport.render(report.assessment, as: .json),
        CheckReport.render(report.assessment, as: .ndjson),
        CheckReport.render(
          report.assessment, CheckedReview(report.session, at: Sample.now), as: .text),
      ]
    for export in exports { #expect(HostileTextTests.invisible(in: export).isEmpty) }
  }

  @Test("JSON preserves the exact text of the evidence", arguments: HostileText.attacks)
  func json(text: String) throws {
    let report = try HostileTextTests.report(text)
    let export = try JSONDocument(Array(ExportFormat.json.render(report).utf8))
    let finding = export.root["items"]?.elements.first?["findings"]?.elements.first
    #expect(finding?["subject"]?["name"]?.string?.utf8.elementsEqual(text.utf8) == true)
    #expect(finding?["decision"]?["ticket"]?.string?.utf8.elementsEqual(text.utf8) == true)
    let check = CheckReport.render(report.assessment, as: .json)
    let checked = try JSONDocument(Array(check.utf8))
    let same = checked.root["items"]?.elements.first?["findings"]?.elements.first
    #expect(same?["summary"]?.string?.utf8.elementsEqual(text.utf8) == true)
  }

  @Test("a CSV reader finds all columns, and no cell is a formula", arguments: HostileText.attacks)
  func csv(text: String) throws {
    let rows = try CSVReader.rows(ExportFormat.csv.render(HostileTextTests.report(text)))
    #expect(rows.count == 2)
    for row in rows {
      #expect(row.count == CSVExport.columns.count)
      for cell in row {
        if let first = cell.unicodeScalars.first {
          #expect(!"=+-@\t\r\n\u{FF1D}\u{FF20}".unicodeScalars.contains(first), "\(cell)")
        }
      }
    }
    let name = try #require(rows[0].firstIndex(of: "subject name"))
    let plain = VisibleText.lines(text).joined(separator: "\n")
    #expect(rows[1][name] == plain || rows[1][name] == "'" + plain)
  }

  @Test(
    "hostile text does not change the structure of the Markdown",
    arguments: HostileText.attacks)
  func markdown(text: String) throws {
    func skeleton(_ text: String) throws -> [String] {
      try ExportFormat.markdown.render(HostileTextTests.report(text))
        // A note of several lines, or a long one, is a quotation of its own.
        .split(separator: "\n\n").filter { !$0.hasPrefix("> ") }.joined(separator: "\n\n")
        .split(separator: "\n", omittingEmptySubsequences: false)
        .filter { !$0.trimmingPrefix(while: \.isWhitespace).hasPrefix("> ") }
        .map { line in
          let spaces = line.prefix { $0 == " " }
          let marks = line[spaces.endIndex...].prefix { "#|->".contains($0) }
          let bars = line.replacing("\\|", with: "").count { $0 == "|" }
          return "\(spaces)\(marks)\(marks == "|" ? bars : 0)"
        }
    }
    // Parts without text are left out.
    if !text.isBlank { #expect(try skeleton(text) == skeleton("harmless")) }
    let document = try ExportFormat.markdown.render(HostileTextTests.report(text))
    let outsideCode = HostileTextTests.withoutCodeSpans(document)
      .replacing(/\\./, with: "")
    #expect(!outsideCode.contains("<"))
    #expect(!outsideCode.contains("]("))
    #expect(!outsideCode.contains("http:/"))
  }

  /// The document without its code spans, as defined by CommonMark: from a run of backticks to the
  /// next run of the same length in the paragraph.
  private static func withoutCodeSpans(_ document: String) -> String {
    document.split(separator: "\n").map { line -> String in
      var rest = Substring(line)
      var result = ""
      while let start = rest.firstIndex(of: "`") {
        result += rest[..<start]
        if result.last == "\\" {
          rest = rest[rest.index(after: start)...]
          continue
        }
        let fence = rest[start...].prefix { $0 == "`" }
        var search = rest[fence.endIndex...]
        var end: Substring.Index?
        while let next = search.firstIndex(of: "`") {
          let run = search[next...].prefix { $0 == "`" }
          if run.count == fence.count {
            end = run.endIndex
            break
          }
          search = search[run.endIndex...]
        }
        rest = end.map { rest[$0...] } ?? ""
      }
      return result + rest
    }.joined(separator: "\n")
  }
}

/// A strict reader of CSV (RFC 4180).
enum CSVReader {
  struct Malformed: Error {}

  static func rows(_ text: String) throws -> [[String]] {
    var (rows, row, cell): ([[String]], [String], String) = ([], [], "")
    var isQuoted = false
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if isQuoted {
        guard scalar == "\"" else {
          cell.unicodeScalars.append(scalar)
          continue
        }
        if index < scalars.count, scalars[index] == "\"" {
          cell += "\""
          index += 1
        } else {
          isQuoted = false
          guard index < scalars.count, scalars[index] == "," || scalars[index] == "\r" else {
            throw Malformed()
          }
        }
      } else if scalar == "\"" {
        guard cell.isEmpty else { throw Malformed() }
        isQuoted = true
      } else if scalar == "," {
        row.append(cell)
        cell = ""
      } else if scalar == "\r" {
        guard index < scalars.count, scalars[index] == "\n" else { throw Malformed() }
        index += 1
        rows.append(row + [cell])
        (row, cell) = ([], "")
      } else if scalar == "\n" {
        throw Malformed()
      } else {
        cell.unicodeScalars.append(scalar)
      }
    }
    guard row.isEmpty, cell.isEmpty, !isQuoted else { throw Malformed() }
    return rows
  }
}
