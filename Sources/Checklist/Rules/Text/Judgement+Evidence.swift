import Model

/// Access to evidence. It notes everything that is missing, so that an item cannot pass on missing
/// evidence.
extension Judgement {
  /// The value of `evidence`. If it is missing, partial or absent, this is noted.
  mutating func take<Value>(_ evidence: Evidence<Value>, _ kind: EvidenceKind) -> Value? {
    if let gap = MissingEvidence(kind, of: evidence) { noteMissing(gap) }
    return evidence.value
  }

  /// The users, groups, roles and policies of `account`; each of `lists` that is incomplete is
  /// noted as missing.
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

  /// Notes that `kind` is missing because of `reason`; ignores repetitions.
  mutating func noteMissing(_ kind: EvidenceKind, _ reason: String, command: String? = nil) {
    noteMissing(MissingEvidence(kind, reason: reason, command: command))
  }

  /// Notes missing evidence; ignores repetitions.
  mutating func noteMissing(_ gap: MissingEvidence) {
    if !missing.contains(gap) { missing.append(gap) }
  }
}

/// The first five of `names` and the number of others, in one line.
package func listed(_ names: [String], separator: String = ", ") -> String {
  let shown = names.prefix(5).joined(separator: separator)
  return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
}
