/// One AWS account as its evidence shows it. Immutable once loaded.
public struct Account: Sendable {
  /// The twelve digits; nil if no evidence names them.
  public var id: String?
  /// Other accounts whose evidence is mixed in, by id; organization-wide answers do not count.
  public var otherAccounts: [String] = []
  /// The account's alias, where known.
  public var alias: String?
  /// The moment that ages count back from.
  public var asOf: AsOf
  /// Users, groups, roles and policies.
  public var identities: Evidence<Identities> = .missing("not provided")
  /// The credential report.
  public var credentialReport: Evidence<CredentialReport> = .missing("not provided")
  /// Counts and the root user's state.
  public var summary: Evidence<AccountSummary> = .missing("not provided")
  /// Virtual MFA devices, the root user's among them.
  public var virtualMFADevices: Evidence<[VirtualMFADevice]> = .missing("not provided")
  /// The password policy.
  public var passwordPolicy: Evidence<PasswordPolicy> = .missing("not provided")
  /// Last access by the subject's ARN.
  public var lastAccessed: Evidence<[String: LastAccessed]> = .missing("not provided")
  /// OpenID Connect and SAML providers.
  public var identityProviders: Evidence<[IdentityProvider]> = .missing("not provided")
  /// Analyzers by region; a region that was asked and has none maps to an empty list.
  public var analyzers: Evidence<[String: [AccessAnalyzer]]> = .missing("not provided")
  /// What the analyzers found.
  public var analyzerFindings: Evidence<[AnalyzerFinding]> = .missing("not provided")
  /// EC2 instances of all regions in the evidence.
  public var instances: Evidence<[Instance]> = .missing("not provided")
  /// Lambda functions of all regions in the evidence.
  public var functions: Evidence<[LambdaFunction]> = .missing("not provided")
  /// CloudTrail trails.
  public var trails: Evidence<[Recorder]> = .missing("not provided")
  /// AWS Config recorders.
  public var recorders: Evidence<[Recorder]> = .missing("not provided")
  /// The organization; absent where the account is in none.
  public var organization: Evidence<Organization> = .missing("not provided")
  /// The service control policies on the account's path.
  public var controlPolicies: Evidence<ControlPolicies> = .missing("not provided")
  /// Whether what was read of them is damaged, contradictory or another account's, so that a limit in them
  /// is not known to hold.
  var controlPoliciesAreDoubtful = false
  /// Who asked AWS.
  var callerIdentity: Evidence<CallerIdentity> = .missing("not provided")
  /// The account's aliases: one or none.
  var accountAliases: Evidence<[String]> = .missing("not provided")
  /// The regions that the account knows, enabled or not.
  public var regions: Evidence<[AccountRegion]> = .missing("not provided")
  /// Whether trails log and recorders record.
  var recorderStatus: Evidence<[RecorderStatus]> = .missing("not provided")
  /// The features of centralized root access that the organization has enabled.
  public var centralizedRoot: Evidence<[String]> = .missing("not provided")
  /// What the collector wrote beside the evidence; nil if somebody else collected.
  public var manifest: Manifest?
  /// Each file of the evidence, read or not.
  public var files: [EvidenceFile] = []
  /// What was wrong with the evidence.
  public var problems: [Problem] = []

  /// An account without evidence yet, judged as of `asOf`.
  public init(id: String? = nil, asOf: AsOf) {
    self.id = id
    self.asOf = asOf
  }

  /// The moment that ages count back from, and how it is known.
  public struct AsOf: Hashable, Sendable {
    /// How the moment is known.
    public enum Origin: String, Sendable {
      case given = "given with --as-of"
      case manifest = "manifest"
      case credentialReport = "credential report"
      case newestFact = "newest date in the evidence"
      case fileModification = "newest file modification time"
    }

    /// The moment.
    public let instant: Instant
    /// How it is known.
    public let origin: Origin

    /// The moment `instant`, known from `origin`.
    public init(_ instant: Instant, origin: Origin) {
      self.instant = instant
      self.origin = origin
    }
  }
}

/// A file of the evidence folder.
public struct EvidenceFile: Hashable, Sendable {
  /// How it was read.
  public enum Status: Hashable, Sendable {
    /// It was read; it held evidence of the kind.
    case read(EvidenceKind)
    /// It is the collector's manifest.
    case manifest
    /// It is no evidence that we know.
    case ignored
    /// It could not be read; a problem says why.
    case broken
  }

  /// Its path, relative to the evidence folder.
  public let path: String
  /// Its length in bytes.
  public let bytes: Int
  /// The digest of the exact bytes that were parsed; nil if they were not read.
  public let digest: SHA256Digest?
  /// How it was read.
  public let status: Status

  /// A file.
  public init(path: String, bytes: Int, digest: SHA256Digest?, status: Status) {
    self.path = path
    self.bytes = bytes
    self.digest = digest
    self.status = status
  }
}
