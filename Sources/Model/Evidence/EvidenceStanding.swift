/// Whether a kind of evidence is there, for a list of what was collected.
public struct EvidenceStanding: Hashable, Sendable {
  /// How much of it is there.
  public enum State: String, Sendable {
    /// All of it.
    case whole
    /// Some of it.
    case partial
    /// Nothing.
    case missing
    /// AWS answered that there is no such thing.
    case none
  }

  /// The evidence.
  public let kind: EvidenceKind
  /// How much of it is there.
  public let state: State
  /// Why it is not whole, or what AWS answered; nil where it is.
  public let reason: String?
  /// How many files contain it.
  public let files: Int
  /// When the oldest of them was collected, where a manifest says so.
  public let collected: Instant?
}

extension Account {
  /// How much there is of `kind`: what the evidence itself says, so that no two lists disagree.
  public func standing(of kind: EvidenceKind) -> EvidenceStanding {
    let commands = CollectOperation.commands(of: kind)
    let evidence = evidence(of: kind)
    return EvidenceStanding(
      kind: kind, state: evidence.state, reason: evidence.absence?.answer ?? evidence.shortcoming,
      files: files.count { $0.status == .read(kind) },
      collected: (manifest?.calls ?? []).filter {
        $0.file != nil && commands.contains($0.operation)
      }.compactMap(\.at).min())
  }
}
