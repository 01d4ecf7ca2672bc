import Model
import Platform

/// The period in which the use of permissions is known, in the words of a finding.
struct UsePeriod {
  /// The period in a sentence, after "in": `the last 90 days`.
  let text: String
  /// Whether it is known that something was never used before.
  let knowsNever: Bool
  private let observed: ObservedUse?

  init(_ evidence: SubjectUse) {
    text = evidence.period
    knowsNever = evidence.answer != nil
    observed = evidence.observed
  }

  /// Why the use of some services is not known, in a sentence.
  var untracked: String {
    knowsNever ? "whose use AWS does not track" : "whose use these logs do not show"
  }

  /// The logs; nil if there are none.
  func citation(in account: Account) -> Citation? {
    guard observed != nil, let file = account.activity.files.first else { return nil }
    return Citation(file: file, place: "", line: nil)
  }

  /// What the logs show about the effect of a narrower policy, as sentences; empty without logs.
  func effect(of narrower: NarrowerPolicy, _ use: GrantedUse) -> String {
    guard let observed, let replay = narrower.replay else { return "" }
    let levels = narrower.removed.summary.values.reduce(into: [AccessLevel: Int]()) {
      $0.merge($1, uniquingKeysWith: +)
    }
    let strong = [AccessLevel.write, .permissionsManagement].compactMap { level -> String? in
      levels[level].map { "\($0.grouped) \(level.title.lowercased())" }
    }
    let removed = narrower.removed.count
    var text = " It removes \(removed.counted("action"))"
    if !strong.isEmpty { text += ", among them \(strong.joined(separator: " and "))" }
    text +=
      ". It still allows the \(replay.kept.counted("call")) in the logs that the present policies"
      + " allow."
    if replay.allowedElsewhere > 0 {
      text +=
        " For \(replay.allowedElsewhere.counted("other call")), the present policies are not"
        + " sufficient: a resource-based policy allowed them, or the policies changed since then."
    }
    let unseen = use.services.filter { service in
      service.use == .notTracked && service.grantedActions > 0
        && !narrower.untrackedServices.contains(service.name)
    }
    if let first = unseen.first {
      let names = unseen.count == 1 ? first.name : "\(unseen.count) services, such as \(first.name)"
      text +=
        " It removes access to \(names), whose use these logs cannot show: compare with"
        + " last-accessed details first."
    }
    if observed.days < 90 {
      text +=
        " The logs cover \(observed.days.counted("day")), so check for tasks that run less often."
    }
    return text
  }
}
