internal import Model
internal import Platform

extension EvidenceRecord {
  /// What principals did, from CloudTrail logs.
  static let activity = EvidenceRecord(
    .activity, calls: [CollectOperation.eventHistory], readers: []
  ) { assembly in
    assembly.account.activity = assembly.activity()
  }.with { $0.isPartialByRefusal = true }
}

extension CollectOperation {
  /// The event history has the management events of 90 days. It cannot be filtered by role. See
  /// https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html.
  static let eventHistory = CollectOperation(
    command: "cloudtrail lookup-events", kind: .activity, scope: .history,
    arguments: ["--max-results=50", "--no-paginate"], actions: ["cloudtrail:LookupEvents"],
    expects: "Events", isExpectedElsewhere: true, file: "event-history")
}

extension PieceKey<LoggedCalls> {
  static var activity: PieceKey<LoggedCalls> { PieceKey(.activity) }
}

extension Assembly {
  /// The activity of the account, without the calls in other accounts that an organization trail
  /// logs.
  fileprivate func activity() -> Evidence<AccountActivity> {
    let gathered = evidence(.activity) { pieces in
      pieces.first.map { calls in
        var coverage = ActivityCoverage()
        coverage.gaps = calls.gaps
        coverage.histories = calls.histories.filter {
          account.id == nil || $0.account == account.id
        }
        let rows = calls.rows.filter { account.id == nil || $0[.recipient] == account.id }
        for row in rows { coverage.add(row) }
        return AccountActivity(rows, coverage: coverage)
      }
    }
    guard let activity = gathered.value else { return gathered }
    var reasons: [String] = []
    if activity.rows.isEmpty, let id = account.id {
      reasons.append("the logs contain no calls in account \(id)")
    }
    if let gap = activity.coverage.gaps.first {
      let count = activity.coverage.gaps.count
      reasons.append(
        "events are missing from \(gap.file)" + (count > 1 ? " and \(count - 1) other files" : ""))
    }
    reasons += historyGaps(activity.coverage)
    if let last = activity.coverage.to, last > account.asOf.instant.adding(seconds: 3600) {
      reasons.append("calls are later than the date of the evidence")
    }
    return reasons.reduce(gathered) { $0.degraded(by: $1) }
  }

  /// What is missing from the event history that `collect --activity` read.
  private func historyGaps(_ coverage: ActivityCoverage) -> [String] {
    guard !coverage.histories.isEmpty else { return [] }
    var reasons: [String] = []
    if let gap = coverage.unread.first {
      let regions = Set(coverage.unread.map(\.region)).count
      reasons.append(
        "the event history of \(gap.region)"
          + (regions > 1 ? " and \((regions - 1).counted("other region"))" : "")
          + " was not read from \(gap.from) to \(gap.to)")
    }
    let read = Set(coverage.histories.map(\.region)).union(coverage.regions)
    let open = (account.regions.value ?? []).filter { $0.isEnabled && !read.contains($0.name) }
    if !open.isEmpty {
      reasons.append(
        "the event history of \(open.count.counted("enabled region")) was not read:"
          + " \(open.map(\.name).sorted().joined(separator: ", "))")
    }
    return reasons
  }
}
