import Model

extension Examination {
  /// The moment that ages count back from.
  var asOf: Instant { account.asOf.instant }

  /// What is older than this is over the threshold: more than so many times 24 hours ago.
  var cutoff: Instant { asOf.adding(days: -settings.maxAgeDays) }

  /// What lacks of `evidence`; empty where it is whole.
  func lacking<Value>(_ kind: EvidenceKind, _ evidence: Evidence<Value>) -> [MissingEvidence] {
    evidence.shortcoming.map { [MissingEvidence(kind, reason: $0)] } ?? []
  }

  /// What lacks of the given lists of the authorization details.
  func lacking(_ lists: Identities.List...) -> [MissingEvidence] {
    guard let identities = account.identities.value else {
      return lacking(.authorizationDetails, account.identities)
    }
    return lists.compactMap { identities.shortcomings[$0] }.map {
      MissingEvidence(.authorizationDetails, reason: $0)
    }
  }

  /// The users, groups, roles and policies that the evidence shows, whole or not.
  var identities: Identities { account.identities.value ?? Identities() }

  /// The report's rows of users, whole or not.
  var userRows: [CredentialRow] { account.credentialReport.value?.users ?? [] }

  /// What lacks of the credential report, users that it does not have among it.
  var lackingOfReport: [MissingEvidence] {
    var lacking = lacking(.credentialReport, account.credentialReport)
    guard account.credentialReport.value != nil else { return lacking }
    let reported = Set(userRows.map(\.name))
    let absent = identities.users.map(\.name).filter { !reported.contains($0) }
    if let first = absent.first {
      let others = absent.count > 1 ? " and \(absent.count - 1) more" : ""
      lacking.append(
        MissingEvidence(
          .credentialReport,
          reason: "the report has no row of user \(first)\(others); it may be older than they are"))
    }
    return lacking
  }

  /// The user of a row of the credential report, with its unique id where the evidence has it.
  func subject(of row: CredentialRow) -> Subject {
    Subject(kind: .user, name: row.name, arn: row.arn, uniqueID: uniqueIDs[row.arn])
  }

  /// The root user.
  var rootSubject: Subject {
    let partition = account.credentialReport.value?.root?.arn.partition ?? "aws"
    return Subject(
      kind: .root, name: "root", arn: account.id.map { ARN("arn:\(partition):iam::\($0):root") })
  }
}

extension FindingID {
  /// `users.mfa/user/alice`, and what tells it from others of the same item and subject.
  init(_ item: String, _ subject: Subject, _ parts: String...) {
    self.init(([item, subject.kind.rawValue, subject.name] + parts).joined(separator: "/"))
  }
}

extension CredentialRow.Moment {
  /// The date, or what stands in its place.
  var fact: String {
    switch self {
    case .at(let instant): instant.description
    case .notApplicable: "never"
    case .noInformation: "no information"
    case .unsaid: "not said"
    }
  }
}
