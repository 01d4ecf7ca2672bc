/// The rows of a credential report.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html.
public struct CredentialReport: Hashable, Sendable {
  /// When AWS made the report; nil where the evidence does not say.
  public var generated: Instant?
  /// The root user's row, which some sources leave out.
  public var root: CredentialRow?
  /// The users' rows in the order of the report.
  public var users: [CredentialRow]

  /// A report of the given rows.
  public init(generated: Instant?, root: CredentialRow?, users: [CredentialRow]) {
    self.generated = generated
    self.root = root
    self.users = users
  }
}

/// What the credential report says of the root user or of one user.
public struct CredentialRow: Hashable, Sendable {
  /// A cell that AWS may leave unsaid: `N/A`, `no_information`, `not_supported`.
  public enum Moment: Hashable, Sendable {
    /// The date in the cell.
    case at(Instant)
    /// `N/A`: there is no such credential, or it never was used.
    case notApplicable
    /// `no_information`: never used, or not since AWS began to track it.
    case noInformation
    /// `not_supported`, an empty cell, or a column that lacks: the report does not say.
    case unsaid

    /// The date, where there is one.
    public var instant: Instant? {
      if case .at(let instant) = self { instant } else { nil }
    }
  }

  /// An access key's cells.
  public struct Key: Hashable, Sendable {
    /// Its slot, 1 or 2; the report does not tell the key's id.
    public let slot: Int
    /// Whether it is active; nil where the report does not say. Inactive keys keep their dates.
    public let isActive: Bool?
    /// When it was made or last changed.
    public let rotated: Moment
    /// When it was last used; lags behind by hours.
    public let used: Moment
    /// The region of its last use.
    public let usedRegion: String?
    /// The service of its last use.
    public let usedService: String?

    /// A key's cells.
    public init(
      slot: Int, isActive: Bool?, rotated: Moment, used: Moment, usedRegion: String?,
      usedService: String?
    ) {
      self.slot = slot
      self.isActive = isActive
      self.rotated = rotated
      self.used = used
      self.usedRegion = usedRegion
      self.usedService = usedService
    }

    /// Whether the slot holds a key at all, active or not.
    public var exists: Bool { isActive == true || rotated.instant != nil || used.instant != nil }
  }

  /// The user's name, or `<root_account>`.
  public let name: String
  /// The user's full name.
  public let arn: ARN
  /// When the user, or the account, was made.
  public let created: Moment
  /// Whether there is a console password; nil where the report does not say.
  public let passwordEnabled: Bool?
  /// When the password was last used.
  public let passwordUsed: Moment
  /// When the password was last changed.
  public let passwordChanged: Moment
  /// Whether an MFA device is enabled; nil where the report does not say.
  public let mfaActive: Bool?
  /// Both access key slots.
  public let keys: [Key]
  /// How many signing certificates are active.
  public let activeCertificates: Int
  /// Where the row stands in the evidence.
  public let citation: Citation

  /// A row with all its cells.
  public init(
    name: String, arn: ARN, created: Moment, passwordEnabled: Bool?, passwordUsed: Moment,
    passwordChanged: Moment, mfaActive: Bool?, keys: [Key], activeCertificates: Int,
    citation: Citation
  ) {
    self.name = name
    self.arn = arn
    self.created = created
    self.passwordEnabled = passwordEnabled
    self.passwordUsed = passwordUsed
    self.passwordChanged = passwordChanged
    self.mfaActive = mfaActive
    self.keys = keys
    self.activeCertificates = activeCertificates
    self.citation = citation
  }
}

/// The numbers of `get-account-summary`.
public struct AccountSummary: Hashable, Sendable {
  /// Each number by AWS's own name, such as `AccountMFAEnabled`.
  public var numbers: [String: Int]
  /// Where each number stands in the evidence.
  public var citation: Citation

  /// The numbers that stand at `citation`.
  public init(numbers: [String: Int], citation: Citation) {
    self.numbers = numbers
    self.citation = citation
  }

  /// The number `name`; nil where the summary does not hold it.
  public subscript(name: String) -> Int? { numbers[name] }
}

/// A virtual MFA device.
public struct VirtualMFADevice: Hashable, Sendable {
  /// Its serial number, which is an ARN.
  public let serialNumber: String
  /// Whose it is; nil while it is assigned to nobody.
  public let userARN: ARN?
  /// When it was enabled; nil while it is not.
  public let enabled: Instant?
  /// Where it stands in the evidence.
  public let citation: Citation

  /// A device.
  public init(serialNumber: String, userARN: ARN?, enabled: Instant?, citation: Citation) {
    self.serialNumber = serialNumber
    self.userARN = userARN
    self.enabled = enabled
    self.citation = citation
  }
}

/// The account's password policy, as AWS prints it.
public struct PasswordPolicy: Hashable, Sendable {
  /// Each setting by AWS's own name, as text.
  public let settings: [Tag]
  /// Where it stands in the evidence.
  public let citation: Citation

  /// A policy of `settings`.
  public init(settings: [Tag], citation: Citation) {
    self.settings = settings
    self.citation = citation
  }
}
