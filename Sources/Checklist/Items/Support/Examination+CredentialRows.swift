import Model

/// The users' rows of the credential report, with what the identities know of them besides.
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
  /// The users' rows of the credential report; what lacks is noted in `judgement`.
  ///
  /// A user whom the identities know and the report does not (made since, or cut off) is evidence
  /// that lacks: nothing is known of that user's credentials.
  func userRows(_ judgement: inout Judgement) -> UserRows {
    let users = account.identities.value?.users ?? []
    guard let report = judgement.take(account.credentialReport, .credentialReport) else {
      return UserRows([], users: [])
    }
    let known = Set(report.users.map { $0.name.lowercased() })
    let without = users.filter { !known.contains($0.name.lowercased()) }
    if !without.isEmpty {
      judgement.lack(.credentialReport, "no row for \(listed(without.map(\.name)))")
    }
    return UserRows(report.users, users: users)
  }

  /// The moment before which something is more than the set number of days old.
  var threshold: Instant { account.asOf.instant.adding(days: -settings.maxAgeDays) }

  /// The threshold as a fact, which changes only when an auditor changes the setting.
  var thresholdFact: Fact { Fact("thresholdDays", String(settings.maxAgeDays)) }
}
