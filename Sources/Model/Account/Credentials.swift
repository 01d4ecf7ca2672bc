public import Platform

/// The rows of a credential report.
///
/// See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html.
public struct CredentialReport: Hashable, Sendable {
  /// The time at which AWS generated the report; nil if the evidence does not state it.
  public var generated: Instant?
  /// The row of the root user, which some sources omit.
  public var root: CredentialRow?
  /// The rows of the users, in the order of the report.
  public var users: [CredentialRow]

  /// Creates a report with these rows.
  public init(generated: Instant?, root: CredentialRow?, users: [CredentialRow]) {
    self.generated = generated
    self.root = root
    self.users = users
  }
}

/// The row of the root user or of a user in the credential report.
public struct CredentialRow: Hashable, Sendable {
  /// A date cell, which can be empty or `N/A`, `no_information`, `not_supported`.
  public enum Moment: Hashable, Sendable {
    /// The date in the cell.
    case at(Instant)
    /// `N/A`: there is no such credential, or it was never used.
    case notApplicable
    /// `no_information`: never used, or not since AWS began to track it.
    case noInformation
    /// `not_supported`, an empty cell, or a missing column: unknown.
    case notStated

    /// The date, if there is one.
    public var instant: Instant? {
      if case .at(let instant) = self { instant } else { nil }
    }
  }

  /// The cells of an access key.
  public struct Key: Hashable, Sendable {
    /// The slot, 1 or 2; the report does not contain the key id.
    public let slot: Int
    /// Whether it is active; nil if unknown. Inactive keys keep their dates.
    public let isActive: Bool?
    /// The time of its creation or last change.
    public let rotated: Moment
    /// The time of its last use, with a delay of hours.
    public let used: Moment
    /// The region of its last use.
    public let usedRegion: String?
    /// The service of its last use.
    public let usedService: String?

    /// Creates the cells of a key.
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

    /// The service that was last called with the key, and the region, to follow the date:
    /// ` for ecs in eu-central-1`. See
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html.
    package var callText: String {
      (usedService.map { " for \($0)" } ?? "") + (usedRegion.map { " in \($0)" } ?? "")
    }

    /// Whether the slot contains a key, active or not.
    public var exists: Bool { isActive == true || rotated.instant != nil || used.instant != nil }
  }

  /// The user name, or `<root_account>`.
  public let name: String
  /// The ARN of the user.
  public let arn: ARN
  /// The creation time of the user or account.
  public let created: Moment
  /// Whether there is a console password; nil if unknown.
  public let passwordEnabled: Bool?
  /// The time of the last use of the password.
  public let passwordUsed: Moment
  /// The time of the last change of the password.
  public let passwordChanged: Moment
  /// Whether an MFA device is enabled; nil if unknown.
  public let mfaActive: Bool?
  /// Both access key slots.
  public let keys: [Key]
  /// The number of active signing certificates.
  public let activeCertificates: Int
  /// The position of the row in the evidence.
  public let citation: Citation

  /// Creates a row with all its cells.
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
  /// The numbers by AWS name, such as `AccountMFAEnabled`.
  public var numbers: [String: Int]
  /// The position in the evidence.
  public var citation: Citation

  /// Creates a summary of the numbers at `citation`.
  public init(numbers: [String: Int], citation: Citation) {
    self.numbers = numbers
    self.citation = citation
  }

  /// The number `name`; nil if the summary does not contain it.
  public subscript(name: String) -> Int? { numbers[name] }
}

/// A virtual MFA device.
public struct VirtualMFADevice: Hashable, Sendable {
  /// The serial number, which is an ARN.
  public let serialNumber: String
  /// The user; nil while the device is not assigned.
  public let userARN: ARN?
  /// The time at which it was enabled; nil if it is not.
  public let enabled: Instant?
  /// The position in the evidence.
  public let citation: Citation

  /// Creates a device.
  public init(serialNumber: String, userARN: ARN?, enabled: Instant?, citation: Citation) {
    self.serialNumber = serialNumber
    self.userARN = userARN
    self.enabled = enabled
    self.citation = citation
  }
}

/// The password policy of the account, as AWS prints it.
public struct PasswordPolicy: Hashable, Sendable {
  /// Each setting by AWS name, as text.
  public let settings: [Tag]
  /// The position in the evidence.
  public let citation: Citation

  /// Creates a policy with `settings`.
  public init(settings: [Tag], citation: Citation) {
    self.settings = settings
    self.citation = citation
  }
}
