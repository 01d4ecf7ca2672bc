import Testing

@testable import Model
@testable import Platform

/// The period for which the use of permissions is known, and what counts as unused in it.
@Suite struct SubjectUseTests {
  /// Evidence of day 1,000, with logs from one day to another, and a call on one of them.
  struct Row: Sendable, CustomTestStringConvertible {
    var logs: ClosedRange<Int64>?
    var call: Int64?
    /// The day of the last use in the last-accessed details; 0 for never, nil without details.
    var accessed: Int64?
    var history: ClosedRange<Int64>?
    let period: String
    let use: GrantedUse.Use?
    /// Whether another action of the service is called unused.
    let hasUnused: Bool

    var testDescription: String {
      "logs \(logs.debugDescription), call \(call.debugDescription), "
        + "accessed \(accessed.debugDescription), history \(history.debugDescription)"
    }
  }

  private static func instant(_ day: Int64) -> Instant { Instant(seconds: day * 86_400) }

  private static let rows = [
    // Logs only: the period ends with the logs, and has at most 90 days.
    Row(
      logs: 1...1000, call: 1000, period: "the logs of 1972-06-29 to 1972-09-27",
      use: .used(instant(1000)), hasUnused: true),
    Row(
      logs: 1...1000, call: 700, period: "the logs of 1972-06-29 to 1972-09-27",
      use: .usedBefore(instant(700)), hasUnused: true),
    Row(
      logs: 980...1000, call: nil, period: "the logs of 1972-09-07 to 1972-09-27",
      use: .notInLogs, hasUnused: true),
    Row(
      logs: 980...990, call: 985, period: "the logs of 1972-09-07 to 1972-09-17",
      use: .used(instant(985)), hasUnused: true),
    // Logs that end long before the date of the evidence: used on their only day.
    Row(
      logs: 500...500, call: 500, period: "the logs of 1971-05-16", use: .used(instant(500)),
      hasUnused: true),
    Row(
      logs: 400...500, call: 405, period: "the logs of 1971-02-15 to 1971-05-16",
      use: .usedBefore(instant(405)), hasUnused: true),
    // Last-accessed details only.
    Row(accessed: 995, period: "the last 90 days", use: .used(instant(995)), hasUnused: false),
    Row(accessed: 0, period: "the last 90 days", use: .never, hasUnused: false),
    // Both: logs of the whole period show unused actions, others only what was used.
    Row(
      logs: 900...1000, call: 999, accessed: 995, period: "the last 90 days",
      use: .used(instant(999)), hasUnused: true),
    Row(
      logs: 990...1000, call: 999, accessed: 995, period: "the last 90 days",
      use: .used(instant(999)), hasUnused: false),
    Row(
      logs: 900...990, call: 989, accessed: 0, period: "the last 90 days",
      use: .used(instant(989)), hasUnused: false),
    Row(
      logs: 911...999, call: 950, accessed: 0, period: "the last 90 days",
      use: .used(instant(950)), hasUnused: true),
    // Logs before the period add nothing.
    Row(
      logs: 500...600, call: 600, accessed: 0, period: "the last 90 days", use: .never,
      hasUnused: false),
    // The event history of a region was read, whether it has events or not.
    Row(
      logs: 950...960, call: 955, accessed: 990, history: 910...1000, period: "the last 90 days",
      use: .used(instant(990)), hasUnused: true),
    // Nothing is known.
    Row(period: "the last 90 days", use: nil, hasUnused: false),
  ]

  @Test("nothing is called unused in a time that the evidence does not show", arguments: rows)
  func periods(_ row: Row) throws {
    var small = SmallAccount()
    let arn = small.role(
      "worker", [document(allow("secretsmanager:GetSecretValue", "secretsmanager:DeleteSecret"))])
    var account = small.account
    account.asOf = Account.AsOf(Self.instant(1000), origin: .given)
    if let logs = row.logs {
      // Another principal makes the first and the last call, so that only the period depends on them.
      let ends = [logs.lowerBound, logs.upperBound].map { day in
        ObservedCall(event: "ListSecrets", at: day * 86_400, since: day * 86_400)
          .row(SmallAccount.arn("role", "another"))
      }
      let calls = row.call.map { day in
        ObservedCall(at: day * 86_400, since: day * 86_400).row(arn)
      }
      let all = ends + (calls.map { [$0] } ?? [])
      var coverage = ActivityCoverage()
      for row in all { coverage.add(row) }
      coverage.histories =
        row.history.map { history in
          [
            ActivityCoverage.History(
              account: SmallAccount.id, region: "eu-west-1",
              since: Self.instant(history.lowerBound), from: Self.instant(history.lowerBound),
              to: Self.instant(history.upperBound))
          ]
        } ?? []
      account.activity = .collected(AccountActivity(all, coverage: coverage), files: ["a"])
    }
    if let day = row.accessed {
      let service = LastAccessed.Service(
        namespace: "secretsmanager", name: "AWS Secrets Manager",
        used: day == 0 ? nil : Self.instant(day), actions: nil)
      account.lastAccessed = .collected(
        [
          arn.description: LastAccessed(
            subject: arn, services: [service], isActionLevel: false, isTruncated: false,
            citation: SmallAccount.nowhere)
        ], files: ["b"])
    }
    let engine = AccessEngine(account)
    let subject = try #require(engine.subject(arn))
    let evidence = SubjectUse(
      of: subject, engine.effectiveAccess(of: subject), in: account, within: 90)
    #expect(evidence.period == row.period)
    let service = evidence.use?.services.first { $0.name == "secretsmanager" }
    #expect(service?.use == row.use)
    #expect(service?.unusedActions.contains("DeleteSecret") ?? false == row.hasUnused)
  }
}
