import Model

/// Taking evidence through these is what keeps an item from passing on evidence that is missing.
extension Judgement {
  /// The value of `evidence`; what is missing of it is noted, and so is that there is none.
  mutating func take<Value>(_ evidence: Evidence<Value>, _ kind: EvidenceKind) -> Value? {
    if let gap = MissingEvidence(kind, of: evidence) { noteMissing(gap) }
    return evidence.value
  }

  /// The users, groups, roles and policies of `account`; each of `lists` that is incomplete is noted as missing.
  mutating func identities(
    _ account: Account, needing lists: Identities.List...
  ) -> Identities {
    identities(account, needing: lists)
  }

  /// The same for a list of lists.
  mutating func identities(_ account: Account, needing lists: [Identities.List]) -> Identities {
    guard let identities = account.identities.value else {
      _ = take(account.identities, .authorizationDetails)
      return Identities()
    }
    let shortcomings = lists.compactMap { list in
      identities.shortcomings[list].map { "\(list.rawValue): \($0)" }
    }
    for shortcoming in shortcomings { noteMissing(.authorizationDetails, shortcoming) }
    if shortcomings.isEmpty, identities.shortcomings.isEmpty,
      let reason = account.identities.shortcoming
    {
      noteMissing(.authorizationDetails, reason)
    }
    return identities
  }

  /// Notes that `kind` is missing for `reason`, once.
  mutating func noteMissing(_ kind: EvidenceKind, _ reason: String, command: String? = nil) {
    noteMissing(MissingEvidence(kind, reason: reason, command: command))
  }

  /// Notes what is missing, once.
  mutating func noteMissing(_ gap: MissingEvidence) {
    if !missing.contains(gap) { missing.append(gap) }
  }
}

/// Up to five of `names` and how many more there are, for one line.
func listed(_ names: [String], separator: String = ", ") -> String {
  let shown = names.prefix(5).joined(separator: separator)
  return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
}
