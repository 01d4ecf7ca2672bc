import Platform

/// What a principal used of what it can do, by all evidence about it.
///
/// Last-accessed details show the last attempts to use each service up to the date of the evidence.
/// Logs show each call, but only from their first to their last event. Where both are present, logs
/// add what was used; that something was not used follows from them only if they contain the whole
/// period.
public struct SubjectUse: Sendable {
  /// The last-accessed details; nil if there are none.
  public let answer: LastAccessed?
  /// What logs show; nil if none of their events is in the period.
  public let observed: ObservedUse?
  /// The permissions compared with their use; nil if nothing is known about it.
  public let use: GrantedUse?
  /// The period in which permissions must be used, in a sentence after "in": `the last 90 days`, or
  /// `the logs of 2026-09-02 to 2026-11-20` if the use is known from logs only.
  public let period: String

  /// Compares `access` of `subject` with the evidence in `account`. A permission must be used in the
  /// last `days` days before the date of the evidence, or before the end of the logs if there are no
  /// last-accessed details.
  public init(
    of subject: AccessSubject, _ access: EffectiveAccess, in account: Account, within days: Int
  ) {
    answer = account.lastAccessed.value?[subject.arn.description]
    let today = account.asOf.instant
    let coverage = account.activity.value?.coverage
    let since: Instant
    let showsUnused: Bool
    if answer == nil, let from = coverage?.from, let to = coverage?.to,
      let logged = coverage?.period(since: to.adding(days: -days))
    {
      since = max(from, to.adding(days: -days))
      showsUnused = true
      period = logged
    } else {
      since = today.adding(days: -days)
      showsUnused = coverage?.covers(from: since, to: today) ?? false
      period = "the last \(days.counted("day"))"
    }
    let isInPeriod = coverage?.to.map { $0 >= since } ?? false
    observed =
      isInPeriod
      ? ObservedUse(
        of: subject.arn, in: account.activity, since: since, showsUnused: showsUnused) : nil
    use =
      answer == nil && observed == nil
      ? nil : GrantedUse(access, answer, observed: observed, since: since)
  }
}
