internal import Model
internal import Platform

/// The CSV of the credential report (RFC 4180), read by column name because AWS adds columns.
struct CredentialReportText {
  let text: String
  let file: String
  /// The text before `line 4` in a citation if the CSV is inside a JSON answer.
  var prefix = ""
  /// The line of the JSON answer that contains the whole CSV.
  var line: Int?
  var generated: Instant?

  private static let columns = [
    "arn", "user_creation_time", "password_enabled", "password_last_used",
    "password_last_changed", "mfa_active", "access_key_1_active", "access_key_1_last_rotated",
    "access_key_1_last_used_date", "access_key_2_active", "access_key_2_last_rotated",
    "access_key_2_last_used_date", "cert_1_active", "cert_2_active",
  ]

  /// Whether `bytes` begin like the report: with a header of its columns, in any order.
  static func isReport(_ bytes: [UInt8]) -> Bool {
    let header = String(decoding: bytes.prefix { $0 != 10 && $0 != 13 }, as: UTF8.self)
    return header.split(separator: ",").count { columns.contains(plain($0)) } >= 2
  }

  /// Whether `bytes` look like a changed or damaged report, for example with semicolons.
  static func wasReport(_ bytes: [UInt8]) -> Bool {
    ["user_creation_time", "access_key_1_last_rotated"].contains {
      bytes.offset(of: Array($0.utf8)) != nil
    }
  }

  private static func plain(_ name: some StringProtocol) -> String {
    String(name.filter { $0 != "\"" && $0 != "\u{FEFF}" })
  }

  /// The content of a row, independent of the order of the columns and the format of dates and
  /// booleans.
  private static func content(_ row: CSVRecord, _ header: CSVRecord) -> String {
    zip(header.fields, row.fields).map { name, value in
      "\(plain(name))=\(Instant(value)?.description ?? value.lowercased())"
    }.sorted().joined(separator: "\n")
  }

  func read(into gathering: inout Gathering) {
    let records = CSVRecord.read(text)
    guard let header = records.first else { return }
    var places: [String: Int] = [:]
    for (place, name) in header.fields.enumerated() {
      places[CredentialReportText.plain(name)] = place
    }
    guard places.count == header.fields.count else {
      return gathering.refuse(
        Problem(
          file: file, place: prefix + "line 1",
          message: "the credential report has a duplicate column;"
            + " collect it again with aws iam get-credential-report"))
    }
    guard places["user"] != nil else {
      return gathering.refuse(
        Problem(
          file: file, place: prefix + "line 1",
          message: "the credential report has no column user;"
            + " collect it again with aws iam get-credential-report"))
    }
    if let generated {
      gathering.noteDate(generated, at: Citation(file: file, place: prefix, line: line))
    }
    let missing = CredentialReportText.columns.filter { places[$0] == nil }
    var shortcoming: String?
    if !missing.isEmpty {
      let names = missing.joined(separator: ", ")
      shortcoming = "the credential report has no column \(names)"
      gathering.report(
        Problem(
          file: file, place: prefix + "line 1",
          message: "the credential report has no column \(names);"
            + " collect it again with aws iam get-credential-report"))
    }
    var report = CredentialReport(generated: generated, root: nil, users: [])
    for record in records.dropFirst() {
      guard record.fields.count == header.fields.count else {
        shortcoming = shortcoming ?? "a row in the credential report could not be read"
        gathering.report(
          Problem(
            file: file, place: prefix + "line \(record.line)",
            message: "expected \(header.fields.count) fields, found \(record.fields.count);"
              + " this row was skipped"))
        continue
      }
      var cells = CredentialCells(record: record, places: places)
      let row = cells.row(
        citation: Citation(
          file: file, place: prefix + "line \(record.line)", line: line ?? record.line))
      for fault in cells.faults {
        gathering.report(in: file) {
          Problem(
            file: file, place: prefix + "line \(record.line)",
            message: "\(fault); collect it again with aws iam get-credential-report")
        }
      }
      gathering.mention(row.arn.account, of: .credentialReport, at: row.citation)
      for date in row.dates { gathering.noteDate(date, at: row.citation) }
      gathering.compare(
        "\(row.name) in the credential report", at: row.citation,
        content: CredentialReportText.content(record, header))
      if row.name == CredentialCells.root || row.arn.resource == "root" {
        guard report.root == nil else {
          return gathering.refuse(
            Problem(
              file: file, place: prefix + "line \(record.line)",
              message: "the credential report has two rows for root;"
                + " collect it again with aws iam get-credential-report"))
        }
        report.root = row
      } else {
        report.users.append(row)
      }
    }
    gathering.compareList(
      "users in the credential report", report.users.map(\.name),
      at: Citation(file: file, place: prefix + "line 1", line: line ?? 1))
    gathering.add(.reports, [report], from: file, shortcoming: shortcoming)
  }
}
