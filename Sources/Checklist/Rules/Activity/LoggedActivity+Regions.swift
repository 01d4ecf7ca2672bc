import Model
import Platform

extension LoggedActivity {
  /// The calls by region, without global services, as a sentence: what a policy that approves only
  /// some of the regions would have blocked. Empty if the logs show calls in one region at most.
  var regionSentence: String {
    let rows = activity.rows.filter { row in
      row.isAllowed && !row[.region].isEmpty && row[.via].isEmpty
        && row[.principalType] != "AWSService" && !row.isGlobal
    }
    let regions = Dictionary(grouping: rows) { $0[.region] }
      .sorted { ($1.value.calls, $0.key) < ($0.value.calls, $1.key) }
    guard let most = regions.first, regions.count > 1 else { return "" }
    let others = regions.dropFirst()
    let lines = others.prefix(5).map { region, rows in
      let names = LoggedCallsSummary(rows).names.prefix(3).map(\.name)
      return "\(rows.calls.counted("call")) in \(region) (\(names.joined(separator: ", ")))"
    }
    let more = others.count - lines.count
    return
      " In \(period), most calls, \(most.value.calls.grouped), were in \(most.key). A policy that"
      + " approves only this region would have blocked \(englishList(lines))"
      + (more > 0 ? " and calls in \(more.counted("other region"))" : "") + "."
  }
}

extension ActivityRow {
  /// Whether all its actions are those of global services, which such policies exempt.
  fileprivate var isGlobal: Bool {
    let partition = Partition.of(region: self[.region]).id
    return actions.actions.allSatisfy { action in
      GlobalServices.includes(String(action.prefix { $0 != ":" }), in: partition)
    }
  }
}
