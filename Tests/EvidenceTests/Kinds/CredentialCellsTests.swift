import Testing

@testable import Model

/// Values of cells in the credential report: those that AWS prints, and damage.
@Suite struct CredentialCellsTests {
  private static let names = EvidenceFiles.reportHeader.split(separator: ",").map(String.init)
  private static let root = [
    "<root_account>", "arn:aws:iam::123456789012:root", "2018-08-12T17:20:55+00:00",
    "not_supported", "2019-03-03T16:58:16+00:00", "not_supported", "not_supported", "true",
    "false", "N/A", "N/A", "N/A", "N/A", "false", "N/A", "N/A", "N/A", "N/A", "false", "N/A",
    "false", "N/A",
  ]
  private static let ann = [
    "ann", "arn:aws:iam::123456789012:user/staff/ann", "2020-01-01T00:00:00+00:00", "true",
    "no_information", "2020-01-01T00:00:00+00:00", "N/A", "false", "true",
    "2020-01-02T00:00:00+00:00", "N/A", "N/A", "N/A", "false", "N/A", "N/A", "N/A", "N/A",
    "false", "N/A", "false", "N/A",
  ]

  private func problems(_ column: String, _ value: String, ofRoot: Bool) throws -> [Problem] {
    var rows = [Self.root, Self.ann]
    let place = try #require(Self.names.firstIndex(of: column))
    rows[ofRoot ? 0 : 1][place] = value
    let lines = [EvidenceFiles.reportHeader] + rows.map { $0.joined(separator: ",") }
    let account = try EvidenceFiles(["r.csv": lines.joined(separator: "\n")]).account()
    #expect(account.credentialReport.isWhole == account.problems.isEmpty)
    #expect(account.damagedKinds.contains(.credentialReport) != account.problems.isEmpty)
    return account.problems
  }

  /// A column of booleans or dates, and the words that AWS prints in it.
  struct Column: Sendable, CustomTestStringConvertible {
    let name: String
    let isDate: Bool
    let words: [String]
    var testDescription: String { name }

    init(_ name: String, isDate: Bool = false, _ words: String...) {
      (self.name, self.isDate, self.words) = (name, isDate, words)
    }
  }

  static let columns: [Column] = [
    Column("password_enabled", "not_supported"), Column("mfa_active"),
    Column("access_key_1_active"), Column("access_key_2_active"), Column("cert_1_active"),
    Column("cert_2_active"), Column("user_creation_time", isDate: true),
    Column("password_last_used", isDate: true, "N/A", "no_information", "not_supported"),
    Column("password_last_changed", isDate: true, "N/A", "not_supported"),
    Column("access_key_1_last_rotated", isDate: true, "N/A"),
    Column("access_key_1_last_used_date", isDate: true, "N/A", "no_information"),
    Column("access_key_2_last_rotated", isDate: true, "N/A"),
    Column("access_key_2_last_used_date", isDate: true, "N/A", "no_information"),
  ]
  private static let words = ["N/A", "no_information", "not_supported"]
  private static let booleans = ["true", "false", "TRUE", "FALSE", "True"]
  private static let dates = [
    "2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.000Z",
  ]
  private static let noBooleans = [
    "tru", " true", "true ", "1", "0", "yes", "", "null", "falsee", "2026-01-01T00:00:00Z",
    "\u{200B}true", "n/a", "NOT_SUPPORTED",
  ]
  private static let noDates = [
    "", " ", "n/a", "NA", "null", "true", "2026-13-01T00:00:00Z", "2026-01-01T00:00:00",
    "2026-01-01T25:00:00Z", " 2026-01-01T00:00:00Z", "2026-01-01T00:00:00+00:0", "1767225600",
    "1026-01-01T00:00:00Z", "yesterday", "N/A ", "NO_INFORMATION",
  ]

  @Test("values that AWS prints are valid", arguments: columns)
  func valid(column: Column) throws {
    for value in (column.isDate ? Self.dates : Self.booleans) + column.words {
      for ofRoot in [true, false] {
        #expect(try problems(column.name, value, ofRoot: ofRoot) == [], "\(value)")
      }
    }
  }

  @Test(
    "other values are reported with their line, and make the report partial", arguments: columns)
  func damaged(column: Column) throws {
    let others = Self.words.filter { !column.words.contains($0) }
    for value in (column.isDate ? Self.noDates : Self.noBooleans) + others {
      for ofRoot in [true, false] { try expectDamage(column.name, value, ofRoot: ofRoot) }
    }
  }

  private func expectDamage(_ column: String, _ value: String, ofRoot: Bool) throws {
    let problems = try problems(column, value, ofRoot: ofRoot)
    #expect(problems.first?.place == (ofRoot ? "line 2" : "line 3"), "\(column) \(value)")
    #expect(problems.first?.message.hasPrefix(column + " is ") == true, "\(problems)")
  }

  @Test(
    "names and ARNs that cannot be read are reported",
    arguments: [
      "", "x", "arn:aws:iam::123456789012:", "arn:aws:iam::123456789012:user/", "arn:aws:s3:::b",
      "arn:aws:iam::12345678901:user/ann", "arn:aws:iam::123456789012:role/ann",
      "arn:aws:iam:us-east-1:123456789012:user/ann",
    ])
  func names(arn: String) throws {
    for ofRoot in [true, false] { try expectDamage("arn", arn, ofRoot: ofRoot) }
    try expectDamage("user", "", ofRoot: false)
  }

  @Test(
    "columns that no item evaluates can contain anything",
    arguments: [
      "password_next_rotation", "access_key_1_last_used_region", "access_key_2_last_used_service",
      "cert_1_last_rotated",
    ])
  func unused(column: String) throws {
    for value in ["", "N/A", "not_supported", "no_information", "us-east-1", "x"] {
      #expect(try problems(column, value, ofRoot: false) == [])
    }
  }

  @Test(
    "a row is that of root by its name or its ARN; if only one of them says so, it is damaged",
    arguments: [
      ("<root_account>", "root", 0), ("<ROOT_ACCOUNT>", "root", 1), (" <root_account>", "root", 1),
      ("root", "root", 1), ("<root_account>", "user/ann", 1), ("<root_account>", "ROOT", 1),
    ])
  func owner(name: String, resource: String, count: Int) throws {
    let row = [name, "arn:aws:iam::123456789012:\(resource)"] + Self.root.dropFirst(2)
    let lines = [EvidenceFiles.reportHeader, row.joined(separator: ",")]
    let account = try EvidenceFiles(["r.csv": lines.joined(separator: "\n")]).account()
    #expect(account.credentialReport.value?.root?.mfaActive == true)
    #expect(account.problems.count == count)
  }

  @Test("a long damaged value is shortened, and many damaged rows are counted")
  func shortened() throws {
    let long = String(repeating: "x", count: 5000)
    let message = try #require(try problems("mfa_active", long, ofRoot: false).first?.message)
    #expect(message.utf8.count < 200 && message.contains("x…\", expected true or false"))
    let row = Self.ann.map { $0 == "false" ? "?" : $0 }.joined(separator: ",")
    let lines = [EvidenceFiles.reportHeader] + Array(repeating: row, count: 3000)
    let account = try EvidenceFiles(["r.csv": lines.joined(separator: "\n")]).account()
    #expect(account.problems.count < 40)
  }
}
