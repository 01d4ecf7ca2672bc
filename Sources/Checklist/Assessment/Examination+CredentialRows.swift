import Model
import Platform

/// The users in the credential report, with their identities.
struct UserRows {
  let rows: [CredentialRow]
  private let uniqueIDs: [ARN: String]

  init(_ rows: [CredentialRow], users: [User]) {
    self.rows = rows
    uniqueIDs = Dictionary(
      users.filter { !$0.uniqueID.isEmpty }.map { ($0.arn, $0.uniqueID) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The user of `row`, as the subject of a finding.
  func subject(_ row: CredentialRow) -> Subject {
    Subject(kind: .user, name: row.name, arn: row.arn, uniqueID: uniqueIDs[row.arn])
  }
}

extension Examination {
  /// The users in the credential report; missing evidence is noted in `judgement`.
  ///
  /// A user who is not in the report (created later, or truncated) counts as missing evidence,
  /// because the user's credentials are unknown.
  func userRows(_ judgement: inout Judgement) -> UserRows {
    let users = account.identities.value?.users ?? []
    guard let report = judgement.take(account.credentialReport, .credentialReport) else {
      return UserRows([], users: [])
    }
    let known = Set(report.users.map { $0.name.lowercased() })
    let without = users.filter { !known.contains($0.name.lowercased()) }
    if !without.isEmpty {
      judgement.noteMissing(.credentialReport, "no row for \(listed(without.map(\.name)))")
    }
    return UserRows(report.users, users: users)
  }

  /// The earliest time within the age limit.
  var threshold: Instant { account.asOf.instant.adding(days: -settings.maxAgeDays) }

  /// The age limit as a fact, which only changes if the setting does.
  var thresholdFact: Fact { Fact("thresholdDays", String(settings.maxAgeDays)) }
}
