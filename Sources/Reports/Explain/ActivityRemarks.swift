internal import Checklist
internal import Model
internal import Platform

/// What CloudTrail logs show about the calls of a principal that needed an action.
struct ActivityRemarks {
  private let evidence: Evidence<AccountActivity>
  private let catalogue: ActionCatalogue

  init(_ account: Account, _ catalogue: ActionCatalogue) {
    evidence = account.activity
    self.catalogue = catalogue
  }

  /// When `subject` last needed `action`; empty without logs.
  func remarks(on action: String, by subject: AccessSubject) -> [String] {
    guard let activity = evidence.value, let period = activity.coverage.period(),
      let name = catalogue.canonicalName(action)
    else { return [] }
    let calls = activity.calls(of: name, by: subject.arn)
    guard let last = calls.max(by: { $0.last < $1.last }) else {
      let isCertain = evidence.isWhole && activity.visible.contains(name)
      return ["no call in \(period)" + (isCertain ? "" : ", which need not show such calls")]
    }
    let total = calls.calls
    let denied = calls.filter(\.isDenied).calls
    return [
      "last call on \(last.last.toTheMinute), \(result(of: last)); \(total.counted("call")) in "
        + period + (denied > 0 ? ", \(denied.grouped) of them denied" : "")
    ]
  }

  private func result(of row: ActivityRow) -> String {
    row.isAllowed ? "allowed" : row.isDenied ? "denied" : "failed"
  }
}
