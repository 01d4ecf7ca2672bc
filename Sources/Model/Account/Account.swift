public import Platform

/// An AWS account according to its evidence. Immutable once loaded.
public struct Account: Sendable {
  /// The account id of twelve digits; nil if it is not in the evidence.
  public var id: String?
  /// The ids of other accounts whose evidence is mixed in; answers about the whole organization do
  /// not count.
  public var otherAccounts: [String] = []
  /// The account alias, if known.
  public var alias: String?
  /// The date of the evidence, from which ages are calculated.
  public var asOf: AsOf
  /// Users, groups, roles and policies.
  public var identities: Evidence<Identities> = .missing("not provided")
  /// The credential report.
  public var credentialReport: Evidence<CredentialReport> = .missing("not provided")
  /// The counts of entities, and the state of the root user.
  public var summary: Evidence<AccountSummary> = .missing("not provided")
  /// The virtual MFA devices, including that of the root user.
  public var virtualMFADevices: Evidence<[VirtualMFADevice]> = .missing("not provided")
  /// The password policy.
  public var passwordPolicy: Evidence<PasswordPolicy> = .missing("not provided")
  /// Last access, by the ARN of the subject.
  public var lastAccessed: Evidence<[String: LastAccessed]> = .missing("not provided")
  /// OpenID Connect and SAML providers.
  public var identityProviders: Evidence<[IdentityProvider]> = .missing("not provided")
  /// Analyzers by region; a region that was queried but has none maps to an empty list.
  public var analyzers: Evidence<[String: [AccessAnalyzer]]> = .missing("not provided")
  /// The findings of the analyzers.
  public var analyzerFindings: Evidence<[AnalyzerFinding]> = .missing("not provided")
  /// EC2 instances in all collected regions.
  public var instances: Evidence<[Instance]> = .missing("not provided")
  /// Lambda functions in all collected regions.
  public var functions: Evidence<[LambdaFunction]> = .missing("not provided")
  /// CloudTrail trails.
  public var trails: Evidence<[Recorder]> = .missing("not provided")
  /// AWS Config recorders.
  public var recorders: Evidence<[Recorder]> = .missing("not provided")
  /// The organization; absent if the account is not in one.
  public var organization: Evidence<Organization> = .missing("not provided")
  /// The service control policies on the account's path.
  public var controlPolicies: Evidence<ControlPolicies> = .missing("not provided")
  /// Whether the SCP evidence is damaged, contradictory or from another account, so that limits in
  /// the SCPs are not certain.
  package var controlPoliciesAreDoubtful = false
  /// The kinds of evidence that were collected but are damaged, contradictory, or from another
  /// account. A kind that AWS refused or that nobody collected is not among them.
  package var damagedKinds: Set<EvidenceKind> = []
  /// The principal that called AWS.
  package var callerIdentity: Evidence<CallerIdentity> = .missing("not provided")
  /// The account's aliases: one or none.
  package var accountAliases: Evidence<[String]> = .missing("not provided")
  /// The regions of the account, enabled or not.
  public var regions: Evidence<[AccountRegion]> = .missing("not provided")
  /// Whether trails and recorders are recording.
  package var recorderStatus: Evidence<[RecorderStatus]> = .missing("not provided")
  /// The enabled features of centralized root access.
  public var centralizedRoot: Evidence<[String]> = .missing("not provided")
  /// What principals did, from CloudTrail logs.
  public var activity: Evidence<AccountActivity> = .missing("not provided")
  /// The manifest of the collector; nil if the evidence was collected in another way.
  public var manifest: Manifest?
  /// When the oldest file of a kind of evidence was collected; empty without a manifest.
  package var collectionTimes: [EvidenceKind: Instant] = [:]
  /// All files in the evidence folder, read or not.
  public var files: [EvidenceFile] = []
  /// The problems with the evidence.
  public var problems: [Problem] = []

  /// Creates an account without evidence.
  public init(id: String? = nil, asOf: AsOf) {
    self.id = id
    self.asOf = asOf
  }

  /// The date of the evidence, and its source.
  public struct AsOf: Hashable, Sendable {
    /// The source of the date.
    public enum Origin: String, Sendable {
      case given = "given with --as-of"
      case manifest = "manifest"
      case credentialReport = "credential report"
      case newestFact = "newest date in the evidence"
      case fileModification = "newest file modification time"

      /// The origin of the date for people.
      package var text: String {
        switch self {
        case .given: "as given with --as-of"
        case .manifest: "from the manifest"
        case .credentialReport: "from the credential report"
        case .newestFact: "the newest date in the evidence"
        case .fileModification: "the newest file modification time"
        }
      }
    }

    /// The date.
    public let instant: Instant
    /// The source of the date.
    public let origin: Origin

    /// Creates the date `instant` from `origin`.
    public init(_ instant: Instant, origin: Origin) {
      self.instant = instant
      self.origin = origin
    }
  }
}

/// A file in the evidence folder.
public struct EvidenceFile: Hashable, Sendable {
  /// How the file was used.
  public enum Status: Hashable, Sendable {
    /// It contains evidence of the given kind.
    case read(EvidenceKind)
    /// It is the manifest of the collector.
    case manifest
    /// It is not recognized as evidence.
    case ignored
    /// It could not be read; a problem says why.
    case broken
  }

  /// The path, relative to the evidence folder.
  public let path: String
  /// The size in bytes.
  public let bytes: Int
  /// The digest of the parsed bytes; nil if they were not read.
  public let digest: SHA256Digest?
  /// How the file was used.
  public let status: Status

  /// Creates a file entry.
  public init(path: String, bytes: Int, digest: SHA256Digest?, status: Status) {
    self.path = path
    self.bytes = bytes
    self.digest = digest
    self.status = status
  }
}
