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
  /// How many files hold it.
  public let files: Int
  /// When the oldest of them was collected, where a manifest says so.
  public let collected: Instant?
}

extension Account {
  /// How much there is of `kind`.
  public func standing(of kind: EvidenceKind) -> EvidenceStanding {
    let commands = CollectOperation.commands(of: kind)
    let calls = (manifest?.calls ?? []).filter { commands.contains($0.operation) }
    let files = files.count { $0.status == .read(kind) }
    let absence = files == 0 ? calls.first(where: \.isAbsence) : nil
    let reason = absence?.error ?? shortcoming(of: kind, files: files)
    let state: EvidenceStanding.State =
      absence != nil ? .none : reason == nil ? .whole : files > 0 ? .partial : .missing
    return EvidenceStanding(
      kind: kind, state: state, reason: reason, files: files,
      collected: calls.filter { $0.file != nil }.compactMap(\.at).min())
  }

  private func shortcoming(of kind: EvidenceKind, files: Int) -> String? {
    switch kind {
    case .authorizationDetails: identities.shortcoming
    case .credentialReport: credentialReport.shortcoming
    case .accountSummary: summary.shortcoming
    case .virtualMFADevices: virtualMFADevices.shortcoming
    case .passwordPolicy: passwordPolicy.shortcoming
    case .lastAccessed: lastAccessed.shortcoming
    case .identityProviders: identityProviders.shortcoming
    case .accessAnalyzers: analyzers.shortcoming
    case .analyzerFindings: analyzerFindings.shortcoming
    case .instances: instances.shortcoming
    case .functions: functions.shortcoming
    case .trails: trails.shortcoming
    case .recorders: recorders.shortcoming
    case .organization: organization.shortcoming
    case .controlPolicies: controlPolicies.shortcoming
    // The checklist takes these as they come; only the manifest knows what lacks of them.
    case .callerIdentity, .accountAlias, .regions, .recorderStatus, .centralizedRoot:
      manifest?.refusalWords(of: kind).first ?? (files == 0 ? "not provided" : nil)
    }
  }
}
