import Model

extension Examination {
  /// The moment that ages count back from.
  var asOf: Instant { account.asOf.instant }

  /// What is older than this is over the threshold: more than so many times 24 hours ago.
  var cutoff: Instant { asOf.adding(days: -settings.maxAgeDays) }

  /// What lacks of `evidence`; empty where it is whole.
  func lacking<Value>(_ kind: EvidenceKind, _ evidence: Evidence<Value>) -> [MissingEvidence] {
    var judgement = Judgement()
    _ = judgement.take(evidence, kind)
    return judgement.missing
  }

  /// What lacks of the given lists of the authorization details.
  func lacking(_ lists: Identities.List...) -> [MissingEvidence] {
    var judgement = Judgement()
    _ = judgement.identities(account, needing: lists)
    return judgement.missing
  }

  /// The users, groups, roles and policies that the evidence shows, whole or not.
  var identities: Identities { account.identities.value ?? Identities() }
}
