internal import Model

/// What is said of a finding: by a decision of its own, or by the answer to its item as a whole.
struct Verdict {
  /// The state that counts.
  let state: ReviewState
  /// Whether the item was answered and not the finding.
  let isOfItem: Bool

  /// The decision, also one that does not stand any more.
  var decision: Decision? { state.decision }
  /// The disposition that stands; nil where nothing is decided.
  var standing: Disposition? { state.isDecided ? decision?.disposition : nil }

  /// How grave `finding` is by the reviewer's word, or else by the item's rule.
  func severity(of finding: Finding) -> Severity {
    (state.isDecided ? decision?.content.severity?.severity : nil) ?? finding.severity
  }
}

/// How an item stands when everything that was decided on it is taken together.
enum ItemStanding: String {
  /// As it should be, or found to be no finding.
  case satisfied
  /// Something stays, is being mended, or is not decided though the evidence shows it.
  case open
  case notApplicable
  /// Nothing was found, or nothing could be looked at, and nobody has said anything of it.
  case notReviewed
}

extension ReviewReport {
  /// What is said of `finding` of an item whose own state is `whole`.
  func verdict(on finding: Finding, whole: ReviewState) -> Verdict {
    let own = state(of: finding)
    return whole.isDecided && !own.isDecided
      ? Verdict(state: whole, isOfItem: true) : Verdict(state: own, isOfItem: false)
  }

  /// How `result` stands, its findings taken together.
  func standing(of result: ItemResult) -> ItemStanding {
    let whole = Verdict(state: state(of: result), isOfItem: true)
    if let disposition = whole.standing { return ItemStanding(disposition) }
    guard !result.findings.isEmpty else { return .notReviewed }
    var standings: Set<ItemStanding> = []
    for finding in result.findings {
      let verdict = verdict(on: finding, whole: whole.state)
      standings.insert(verdict.standing.map(ItemStanding.init) ?? .open)
    }
    return standings.contains(.open)
      ? .open : standings.contains(.satisfied) ? .satisfied : .notApplicable
  }
}

extension ItemStanding {
  init(_ disposition: Disposition) {
    self =
      switch disposition {
      case .pass, .falsePositive: .satisfied
      case .justified, .remediate: .open
      case .notApplicable: .notApplicable
      }
  }
}
