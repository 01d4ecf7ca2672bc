internal import Model
internal import Platform

/// Determines the time of the evidence, and checks that no fact is later.
extension Assembly {
  /// An hour, in seconds.
  private static let hour: Int64 = 3600

  /// The time of the evidence; it never depends on the current time, so that the same evidence
  /// always gives the same findings.
  static func asOf(
    _ gathering: Gathering, given: Instant?, newestFile: Instant?
  ) -> Account.AsOf {
    if let given { return Account.AsOf(given, origin: .given) }
    return ownMoment(gathering, newestFile: newestFile)
      ?? Account.AsOf(newestFile ?? Instant(seconds: 0), origin: .fileModification)
  }

  /// The time that the evidence itself states.
  ///
  /// A report without a generation time is at least as new as its newest date and as any other
  /// fact. An earlier time would make everything look too young.
  static func ownMoment(_ gathering: Gathering, newestFile: Instant?) -> Account.AsOf? {
    if let time = gathering.manifest?.finished ?? gathering.manifest?.started {
      return Account.AsOf(time, origin: .manifest)
    }
    let reports = gathering[.reports].pieces
    if let time = reports.compactMap(\.generated).max() {
      return Account.AsOf(time, origin: .credentialReport)
    }
    // Nothing can be later than the newest file.
    let end = newestFile?.adding(seconds: Assembly.hour)
    func newest(_ dates: [Instant]) -> Instant? { dates.filter { $0 <= end ?? $0 }.max() }
    guard let time = newest(reports.flatMap(\.dates)) else { return nil }
    guard let fact = newest(gathering.latest.values.map(\.instant)), fact > time else {
      return Account.AsOf(time, origin: .credentialReport)
    }
    return Account.AsOf(fact, origin: .newestFact)
  }

  /// Checks that no fact is later than the evidence, with an hour of tolerance for clock
  /// differences.
  ///
  /// The limit is the end of the collection in the manifest, or the time given with `--as-of`.
  /// Without either, it is the time of the credential report; AWS returns the same report for four
  /// hours, so other answers can be that much later. See
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html. For a
  /// report without a generation time, the limit is the time of the newest file.
  mutating func checkTimes(given: Instant?, newestFile: Instant?) {
    let own = Assembly.ownMoment(gathering, newestFile: newestFile)
    if let given, let own, given < own.instant {
      gathering.report(
        Problem(
          file: gathering.manifests.first?.file ?? gathering[.reports].files.first ?? "evidence",
          message: "the time given with --as-of, \(given), is before the time of the evidence,"
            + " \(own.instant) (\(own.origin.rawValue))"))
      gathering.reportDates(after: given, "the time given with --as-of, \(given)")
    }
    if let own, own.origin == .manifest {
      return gathering.reportDates(
        after: own.instant.adding(seconds: Assembly.hour),
        "the end of the collection, \(own.instant)")
    }
    if let given, own.map({ $0.instant <= given }) ?? true {
      return gathering.reportDates(
        after: given.adding(seconds: Assembly.hour), "the time given with --as-of, \(given)")
    }
    if let generated = gathering[.reports].pieces.compactMap(\.generated).max() {
      gathering.reportDates(
        after: generated.adding(seconds: Assembly.hour),
        "the time of the credential report, \(generated)"
      ) { $0 == .kind(.credentialReport) }
      gathering.reportDates(
        after: generated.adding(seconds: 5 * Assembly.hour),
        "the time of the credential report, \(generated), by more than the 4 hours for which AWS"
          + " returns it; set the time of the evidence with --as-of"
      ) { $0 != .kind(.credentialReport) }
    }
    if let newestFile {
      gathering.reportDates(
        after: newestFile.adding(seconds: Assembly.hour),
        "the newest evidence file, \(newestFile)")
    }
  }
}

extension CredentialReport {
  /// The dates in the report; its generation time is not earlier than any of them.
  fileprivate var dates: [Instant] { ((root.map { [$0] } ?? []) + users).flatMap(\.dates) }
}
