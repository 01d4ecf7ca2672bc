/// Evidence of any kind, without its value.
package protocol AnyEvidence {
  var state: EvidenceStatus.State { get }
  var shortcoming: String? { get }
  var absence: Absence? { get }
  var files: [String] { get }
}

extension Evidence: AnyEvidence {}

extension Account {
  /// The state of `kind`, from the evidence itself, so that all lists agree.
  public func status(of kind: EvidenceKind) -> EvidenceStatus {
    let evidence = evidence(of: kind)
    return EvidenceStatus(
      kind: kind, state: evidence.state, reason: evidence.absence?.answer ?? evidence.shortcoming,
      files: files.count { $0.status == .read(kind) },
      collected: collectionTimes[kind])
  }

  /// The evidence of `kind`.
  package func evidence(of kind: EvidenceKind) -> any AnyEvidence {
    Account.field(of: kind).evidence(self)
  }

  /// Makes the evidence of `kind` partial; `reason` is added to the existing reasons. `isDamage` says
  /// that there is evidence, and that it is damaged or from another account.
  package mutating func degrade(_ kind: EvidenceKind, by reason: String, isDamage: Bool = false) {
    if isDamage { damagedKinds.insert(kind) }
    Account.field(of: kind).degrade(&self, reason)
  }

  /// Records that AWS answered that there is no evidence of `kind`.
  mutating func answer(_ kind: EvidenceKind, with absence: Absence) {
    Account.field(of: kind).replace(&self, absence)
  }

  /// The field that contains the evidence of `kind`.
  private static func field(of kind: EvidenceKind) -> EvidenceField {
    switch kind {
    // Items use the lists separately, so each list must be marked.
    case .authorizationDetails: EvidenceField(\.identities) { $0.notedInEachList($1) }
    case .credentialReport: EvidenceField(\.credentialReport)
    case .accountSummary: EvidenceField(\.summary)
    case .virtualMFADevices: EvidenceField(\.virtualMFADevices)
    case .passwordPolicy: EvidenceField(\.passwordPolicy)
    case .lastAccessed: EvidenceField(\.lastAccessed)
    case .identityProviders: EvidenceField(\.identityProviders)
    case .accessAnalyzers: EvidenceField(\.analyzers)
    case .analyzerFindings: EvidenceField(\.analyzerFindings)
    case .instances: EvidenceField(\.instances)
    case .functions: EvidenceField(\.functions)
    case .trails: EvidenceField(\.trails)
    case .recorders: EvidenceField(\.recorders)
    case .organization: EvidenceField(\.organization)
    case .controlPolicies: EvidenceField(\.controlPolicies)
    case .callerIdentity: EvidenceField(\.callerIdentity)
    case .accountAlias: EvidenceField(\.accountAliases)
    case .regions: EvidenceField(\.regions)
    case .recorderStatus: EvidenceField(\.recorderStatus)
    case .centralizedRoot: EvidenceField(\.centralizedRoot)
    case .activity: EvidenceField(\.activity)
    }
  }
}

/// A field of an account with evidence, without the type of its value.
private struct EvidenceField {
  let evidence: (Account) -> any AnyEvidence
  /// Makes the evidence partial, for the given reason.
  let degrade: (inout Account, String) -> Void
  /// Replaces the evidence by an absence.
  let replace: (inout Account, Absence) -> Void

  /// The field at `path`; `note` marks the reason in the value too.
  init<Value>(
    _ path: WritableKeyPath<Account, Evidence<Value>>,
    note: @escaping (Evidence<Value>, String) -> Evidence<Value> = { evidence, _ in evidence }
  ) {
    evidence = { $0[keyPath: path] }
    degrade = { $0[keyPath: path] = note($0[keyPath: path].degraded(by: $1), $1) }
    replace = { $0[keyPath: path] = .absent($1) }
  }
}

extension Evidence<Identities> {
  fileprivate func notedInEachList(_ reason: String) -> Evidence {
    guard case .partial(var identities, let files, let whole) = self else { return self }
    for list in Identities.List.allCases { identities.note(list, reason) }
    return .partial(identities, files: files, reason: whole)
  }
}
