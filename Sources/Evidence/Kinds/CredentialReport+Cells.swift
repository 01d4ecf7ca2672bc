internal import Model
internal import Platform

/// The cells of one row of the credential report by column name, and what is wrong with them.
///
/// AWS prints booleans, ISO 8601 dates and a few words, and each word only in some columns. Any
/// other value counts as damage, because it would otherwise be read as "no key" or "never used". See
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html.
struct CredentialCells {
  /// The name of the root user in the report.
  static let root = "<root_account>"

  let record: CSVRecord
  let places: [String: Int]
  /// The cells that cannot be read, one phrase each.
  private(set) var faults: [String] = []

  init(record: CSVRecord, places: [String: Int]) {
    self.record = record
    self.places = places
  }

  mutating func row(citation: Citation) -> CredentialRow {
    let row = CredentialRow(
      name: text("user") ?? "", arn: ARN(text("arn") ?? ""),
      created: moment("user_creation_time", words: []),
      // The page documents not_supported for the root user; reports of today also show true or
      // false.
      passwordEnabled: boolean("password_enabled", isOptional: true),
      passwordUsed: moment(
        "password_last_used", words: [.notApplicable, .noInformation, .notStated]),
      passwordChanged: moment("password_last_changed", words: [.notApplicable, .notStated]),
      mfaActive: boolean("mfa_active"), keys: [key(1), key(2)],
      activeCertificates: [boolean("cert_1_active"), boolean("cert_2_active")].count { $0 == true },
      citation: citation)
    checkOwner(row)
    return row
  }

  /// Checks the name and the ARN, which must both mean the root user, or both a user.
  private mutating func checkOwner(_ row: CredentialRow) {
    if row.name.isEmpty { faults.append("user is empty") }
    guard places["arn"] != nil else { return }
    let isRoot = row.name == CredentialCells.root
    let isComplete =
      row.arn.isComplete && row.arn.service == "iam" && row.arn.region.isEmpty
      && row.arn.account.isAccountID
    let resource = row.arn.resource
    guard isComplete, resource == "root" || resource.hasPrefix("user/") && resource.count > 5 else {
      return fault("arn", expected: "the ARN of a user")
    }
    if isRoot, resource != "root" { fault("arn", expected: "the ARN of the root user") }
    if !isRoot, resource == "root" { fault("user", expected: CredentialCells.root) }
  }

  private mutating func key(_ slot: Int) -> CredentialRow.Key {
    let name = "access_key_\(slot)_"
    return CredentialRow.Key(
      slot: slot, isActive: boolean(name + "active"),
      rotated: moment(name + "last_rotated", words: [.notApplicable]),
      used: moment(name + "last_used_date", words: [.notApplicable, .noInformation]),
      usedRegion: word(name + "last_used_region"), usedService: word(name + "last_used_service"))
  }

  private func text(_ column: String) -> String? {
    places[column].map { record.fields[$0] }
  }

  private func word(_ column: String) -> String? {
    text(column).flatMap { ["", "N/A", "not_supported"].contains($0) ? nil : $0 }
  }

  /// `true` or `false` in any case; nil if the column is missing, for `not_supported` if it is
  /// optional, and for damaged values.
  private mutating func boolean(_ column: String, isOptional: Bool = false) -> Bool? {
    switch text(column) {
    case nil: return nil
    case "not_supported" where isOptional: return nil
    case let text? where text.lowercased() == "true": return true
    case let text? where text.lowercased() == "false": return false
    default:
      fault(column, expected: isOptional ? "true, false or not_supported" : "true or false")
      return nil
    }
  }

  /// A date, or one of `words`; unknown if the column is missing, and for damaged values.
  private mutating func moment(
    _ column: String, words: [CredentialRow.Moment]
  ) -> CredentialRow.Moment {
    guard let text = text(column) else { return .notStated }
    if let word = words.first(where: { $0.word == text }) { return word }
    // AWS began in 2006; numbers without a date are not a date that the report contains.
    if text.contains("-"), let instant = Instant(text), instant >= CredentialCells.beginning {
      return .at(instant)
    }
    fault(column, expected: (["a date"] + words.map(\.word)).joined(separator: ", "))
    return .notStated
  }

  /// 2006-01-01T00:00:00Z.
  private static let beginning = Instant(seconds: 1_136_073_600)

  /// The number of characters of a damaged value that are shown.
  private static let shown = 40

  private mutating func fault(_ column: String, expected: String) {
    let value = text(column) ?? ""
    let start = value.prefix(CredentialCells.shown)
    faults.append(
      "\(column) is \"\(start)\(start.endIndex < value.endIndex ? "…" : "")\""
        + ", expected \(expected)")
  }
}

extension CredentialRow.Moment {
  /// The word in the report for a value without a date.
  fileprivate var word: String {
    switch self {
    case .at(let instant): instant.description
    case .notApplicable: "N/A"
    case .noInformation: "no_information"
    case .notStated: "not_supported"
    }
  }
}

extension CredentialRow {
  /// All past dates in the row; the date of the next password change is not included.
  var dates: [Instant] {
    ([created, passwordUsed, passwordChanged] + keys.flatMap { [$0.rotated, $0.used] })
      .compactMap(\.instant)
  }
}
