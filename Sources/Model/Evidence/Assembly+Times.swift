/// What moment the evidence is of, and whether its facts are possible at that moment.
extension Assembly {
  /// An hour, in seconds.
  private static let hour: Int64 = 3600

  /// The evidence's own time: the same evidence gives the same findings for ever.
  static func asOf(
    _ gathering: Gathering, given: Instant?, newestFile: Instant?
  ) -> Account.AsOf {
    if let given { return Account.AsOf(given, origin: .given) }
    return ownMoment(gathering, newestFile: newestFile)
      ?? Account.AsOf(newestFile ?? Instant(seconds: 0), origin: .fileModification)
  }

  /// The moment that the evidence itself states.
  ///
  /// A report that does not say when it was generated is no older than its newest date, nor than any other
  /// fact: a moment before the facts would make everything look young.
  static func ownMoment(_ gathering: Gathering, newestFile: Instant?) -> Account.AsOf? {
    if let time = gathering.manifest?.finished ?? gathering.manifest?.started {
      return Account.AsOf(time, origin: .manifest)
    }
    let reports = gathering.reports.pieces
    if let time = reports.compactMap(\.generated).max() {
      return Account.AsOf(time, origin: .credentialReport)
    }
    // Nothing happened after the newest file was written.
    let end = newestFile?.adding(seconds: Assembly.hour)
    func newest(_ dates: [Instant]) -> Instant? { dates.filter { $0 <= end ?? $0 }.max() }
    guard let time = newest(reports.flatMap(\.dates)) else { return nil }
    guard let fact = newest(gathering.latest.values.map(\.instant)), fact > time else {
      return Account.AsOf(time, origin: .credentialReport)
    }
    return Account.AsOf(fact, origin: .newestFact)
  }

  /// Facts cannot be later than the evidence; an hour is left for clocks that differ.
  ///
  /// A manifest says when the collection ended, and a person says with `--as-of` what moment the evidence is
  /// of. Without either, the credential report's own time is the moment, except that AWS hands out a report
  /// for four hours, so that other answers may be that much later. See
  /// https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html. A report that
  /// does not say when it was generated is only known not to be newer than its file.
  mutating func checkTimes(given: Instant?, newestFile: Instant?) {
    let own = Assembly.ownMoment(gathering, newestFile: newestFile)
    if let given, let own, given < own.instant {
      gathering.report(
        Problem(
          file: gathering.manifests.first?.file ?? gathering.reports.files.first ?? "evidence",
          message: "the moment given with --as-of, \(given), is before that of the evidence,"
            + " \(own.instant) (\(own.origin.rawValue))"))
      gathering.reportDates(after: given, "the moment given with --as-of, \(given)")
    }
    if let own, own.origin == .manifest {
      return gathering.reportDates(
        after: own.instant.adding(seconds: Assembly.hour),
        "the end of the collection, \(own.instant)")
    }
    if let given, own.map({ $0.instant <= given }) ?? true {
      return gathering.reportDates(
        after: given.adding(seconds: Assembly.hour), "the moment given with --as-of, \(given)")
    }
    if let generated = gathering.reports.pieces.compactMap(\.generated).max() {
      gathering.reportDates(
        after: generated.adding(seconds: Assembly.hour),
        "the moment of the credential report, \(generated)"
      ) { $0 == .kind(.credentialReport) }
      gathering.reportDates(
        after: generated.adding(seconds: 5 * Assembly.hour),
        "the moment of the credential report, \(generated), by more than the 4 hours for which AWS hands"
          + " it out; name the moment of the evidence with --as-of"
      ) { $0 != .kind(.credentialReport) }
    }
    if let newestFile {
      gathering.reportDates(
        after: newestFile.adding(seconds: Assembly.hour),
        "the evidence itself, whose newest file is of \(newestFile)")
    }
  }
}

extension CredentialReport {
  /// The dates in the report, which was generated no earlier.
  fileprivate var dates: [Instant] { ((root.map { [$0] } ?? []) + users).flatMap(\.dates) }
}
