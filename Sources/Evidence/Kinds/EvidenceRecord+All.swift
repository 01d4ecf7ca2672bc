internal import Model
internal import Platform

extension EvidenceRecord {
  /// The record of `kind`.
  static func of(_ kind: EvidenceKind) -> EvidenceRecord {
    switch kind {
    case .authorizationDetails: authorizationDetails
    case .credentialReport: credentialReport
    case .accountSummary: accountSummary
    case .virtualMFADevices: virtualMFADevices
    case .passwordPolicy: passwordPolicy
    case .lastAccessed: lastAccessed
    case .identityProviders: identityProviders
    case .accessAnalyzers: accessAnalyzers
    case .analyzerFindings: analyzerFindings
    case .instances: instances
    case .functions: functions
    case .trails: trails
    case .recorders: recorders
    case .organization: organization
    case .controlPolicies: controlPolicies
    case .callerIdentity: callerIdentity
    case .accountAlias: accountAlias
    case .regions: regions
    case .recorderStatus: recorderStatus
    case .centralizedRoot: centralizedRoot
    case .activity: activity
    }
  }

  /// The records of all kinds, in the order in which answers are recognized and fields are set.
  static let all = EvidenceKind.allCases.map(of)

  /// The members that contain the dates of facts, of all kinds.
  static let dates = all.reduce(into: Set<String>()) { $0.formUnion($1.dates) }

  /// The records in the order of their calls: what other calls need comes first.
  static let inOrderOfCalls: [EvidenceRecord] = {
    let first: [EvidenceKind] = [
      .callerIdentity, .regions, .accountAlias, .accountSummary, .authorizationDetails,
      .credentialReport, .virtualMFADevices, .passwordPolicy, .centralizedRoot, .identityProviders,
      .accessAnalyzers, .analyzerFindings, .instances, .functions, .trails, .recorders,
      .recorderStatus, .organization, .controlPolicies,
    ]
    return (first + EvidenceKind.allCases.filter { !first.contains($0) }).map(of)
  }()

  /// The reader of an answer with the content `root`, and its kind; the first that recognizes it.
  static func reader(of root: JSONNode) -> (record: EvidenceRecord, reader: EvidenceReader)? {
    for record in all {
      if let reader = record.readers.first(where: { $0.recognizes(root) }) {
        return (record, reader)
      }
    }
    return nil
  }
}
