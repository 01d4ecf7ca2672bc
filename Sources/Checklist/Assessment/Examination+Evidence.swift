import Model
import Platform

extension Examination {
  /// The date from which ages are calculated.
  var asOf: Instant { account.asOf.instant }

  /// The earliest time within the age limit, which counts days of 24 hours.
  var cutoff: Instant { asOf.adding(days: -settings.maxAgeDays) }

  /// The missing parts of `evidence`; empty if it is whole.
  func missing<Value>(_ kind: EvidenceKind, _ evidence: Evidence<Value>) -> [MissingEvidence] {
    var judgement = Judgement()
    _ = judgement.take(evidence, kind)
    return judgement.missing
  }

  /// The missing parts of the given lists of the authorization details.
  func missing(_ lists: Identities.List...) -> [MissingEvidence] {
    var judgement = Judgement()
    _ = judgement.identities(account, needing: lists)
    return judgement.missing
  }

  /// The users, groups, roles and policies in the evidence, whole or not.
  var identities: Identities { account.identities.value ?? Identities() }
}

extension Examination {
  /// The privileges of the user, group or role with the ARN; none for service-linked roles, which
  /// are not evaluated.
  func privilege(of arn: ARN) -> Privilege { privileges[arn] ?? Privilege() }
}

extension Examination {
  /// The age of `moment` in days, as in "418 days".
  func age(of moment: Instant) -> String { asOf.days(since: moment).counted("day") }

  /// The age limit in days, as in "90 days".
  var ageLimit: String { settings.maxAgeDays.counted("day") }
}
