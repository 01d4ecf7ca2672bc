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
}

extension FindingID {
  /// `users.mfa/user/alice`, and what tells it from others of the same item and subject.
  init(_ item: String, _ subject: Subject, _ parts: String...) {
    self.init(([item, subject.kind.rawValue, subject.name] + parts).joined(separator: "/"))
  }
}
