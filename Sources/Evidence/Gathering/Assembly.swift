internal import Model

/// An account that is being assembled from the gathered pieces.
struct Assembly {
  var gathering: Gathering
  var account: Account
  /// The calls of each kind that were refused, in words.
  let refusals: [EvidenceKind: [String]]
  /// Why there is no evidence of a kind that no file contains.
  let reasons: [EvidenceKind: String]

  /// The evidence that `value` creates from the pieces of `key`, which is partial if a call of its
  /// kind was refused.
  func evidence<Piece, Value: Sendable>(
    _ key: PieceKey<Piece>, _ value: ([Piece]) -> Value?
  ) -> Evidence<Value> {
    var gathered = gathering[key]
    for refusal in refusals[key.kind] ?? [] where !gathered.isEmpty { gathered.degrade(refusal) }
    return gathered.evidence(value) ?? missing(key.kind)
  }

  /// Evidence that no file contains: the answer of AWS that it does not exist, or the reason why it
  /// was not collected.
  func missing<Value>(_ kind: EvidenceKind) -> Evidence<Value> {
    gathering.absences[kind].map { .absent($0) } ?? .missing(reasons[kind] ?? "not provided")
  }
}

extension Sequence {
  /// The elements of which `name` is not the name of an earlier one.
  func unique(by name: (Element) -> String) -> [Element] {
    var seen: Set<String> = []
    return filter { seen.insert(name($0)).inserted }
  }
}
