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
    switch kind {
    case .authorizationDetails: identities
    case .credentialReport: credentialReport
    case .accountSummary: summary
    case .virtualMFADevices: virtualMFADevices
    case .passwordPolicy: passwordPolicy
    case .lastAccessed: lastAccessed
    case .identityProviders: identityProviders
    case .accessAnalyzers: analyzers
    case .analyzerFindings: analyzerFindings
    case .instances: instances
    case .functions: functions
    case .trails: trails
    case .recorders: recorders
    case .organization: organization
    case .controlPolicies: controlPolicies
    case .callerIdentity: callerIdentity
    case .accountAlias: accountAliases
    case .regions: regions
    case .recorderStatus: recorderStatus
    case .centralizedRoot: centralizedRoot
    case .activity: activity
    }
  }

  /// Makes the evidence of `kind` partial; `reason` is added to the existing reasons. `isDamage` says
  /// that there is evidence, and that it is damaged or from another account.
  package mutating func degrade(_ kind: EvidenceKind, by reason: String, isDamage: Bool = false) {
    if isDamage { damagedKinds.insert(kind) }
    change(kind, .degrade(reason))
    // Items use the lists separately, so each list must be marked.
    if kind == .authorizationDetails { identities = identities.notedInEachList(reason) }
  }

  /// Records that AWS answered that there is no evidence of `kind`.
  mutating func answer(_ kind: EvidenceKind, with absence: Absence) {
    change(kind, .replace(absence))
  }

  private mutating func change(_ kind: EvidenceKind, _ change: EvidenceChange) {
    switch kind {
    case .authorizationDetails: identities = identities.changed(by: change)
    case .credentialReport: credentialReport = credentialReport.changed(by: change)
    case .accountSummary: summary = summary.changed(by: change)
    case .virtualMFADevices: virtualMFADevices = virtualMFADevices.changed(by: change)
    case .passwordPolicy: passwordPolicy = passwordPolicy.changed(by: change)
    case .lastAccessed: lastAccessed = lastAccessed.changed(by: change)
    case .identityProviders: identityProviders = identityProviders.changed(by: change)
    case .accessAnalyzers: analyzers = analyzers.changed(by: change)
    case .analyzerFindings: analyzerFindings = analyzerFindings.changed(by: change)
    case .instances: instances = instances.changed(by: change)
    case .functions: functions = functions.changed(by: change)
    case .trails: trails = trails.changed(by: change)
    case .recorders: recorders = recorders.changed(by: change)
    case .organization: organization = organization.changed(by: change)
    case .controlPolicies: controlPolicies = controlPolicies.changed(by: change)
    case .callerIdentity: callerIdentity = callerIdentity.changed(by: change)
    case .accountAlias: accountAliases = accountAliases.changed(by: change)
    case .regions: regions = regions.changed(by: change)
    case .recorderStatus: recorderStatus = recorderStatus.changed(by: change)
    case .centralizedRoot: centralizedRoot = centralizedRoot.changed(by: change)
    case .activity: activity = activity.changed(by: change)
    }
  }
}

private enum EvidenceChange {
  case degrade(String)
  case replace(Absence)
}

extension Evidence {
  fileprivate func changed(by change: EvidenceChange) -> Evidence {
    switch change {
    case .degrade(let reason): degraded(by: reason)
    case .replace(let absence): .absent(absence)
    }
  }
}

extension Evidence<Identities> {
  fileprivate func notedInEachList(_ reason: String) -> Evidence {
    guard case .partial(var identities, let files, let whole) = self else { return self }
    for list in Identities.List.allCases { identities.note(list, reason) }
    return .partial(identities, files: files, reason: whole)
  }
}
