import Model
import Platform

extension LoggedActivity {
  /// The calls of other accounts that assumed the role, by account.
  func arrivals(at role: ARN, from home: String?) -> [String: [ActivityRow]] {
    let rows = activity.rows.filter { row in
      row.isAllowed && row.isAssumption && row.list(.resources).contains(role.description)
        && row[.account].isAccountID && row[.account] != home
    }
    return Dictionary(grouping: rows) { $0[.account] }
  }

  /// Which of the accounts that a role trusts came, as a sentence and a fact; nil if the logs cannot
  /// show it. `trusted` is the account that is trusted; nil for all.
  func arrivals(
    at role: ARN, of trusted: String?, home: String?
  ) -> (sentence: String, fact: Fact)? {
    var came = arrivals(at: role, from: home)
    if let trusted { came = came.filter { $0.key == trusted } }
    guard !came.isEmpty else {
      guard showsAssumptions else { return nil }
      let nobody = trusted.map { "account \($0) did not assume" } ?? "no other account assumed"
      return ("In \(period), \(nobody) the role. ", Fact("assumedInLogs", "no"))
    }
    let accounts = came.sorted { ($1.value.calls, $0.key) < ($0.value.calls, $1.key) }
    let times = accounts.map { id, rows in
      let last = rows.map(\.last).max().map { ", last on \($0.day)" } ?? ""
      return "account \(id) assumed the role \(rows.calls.counted("time"))\(last)"
    }
    let fact = trusted == nil ? came.keys.sorted().joined(separator: " ") : "yes"
    return (
      "In \(period), \(englishList(times)). ", Fact("assumedInLogs", fact)
    )
  }
}

extension ActivityRow {
  /// Whether the calls assumed a role.
  package var isAssumption: Bool {
    actions.actions.contains("sts:AssumeRole")
      || self[.source] == "sts.amazonaws.com" && self[.event].hasPrefix("AssumeRole")
  }
}
