public import Platform

/// The record that `iam-review collect` writes next to the evidence: the caller, the calls with
/// their times, and the refusals of AWS.
public struct Manifest: Hashable, Sendable {
  /// One call of the `aws` command line.
  public struct Call: Hashable, Sendable {
    /// The arguments after `aws`, such as `iam`, `get-account-summary`.
    public let arguments: [String]
    /// The region of the call; nil for global services.
    public let region: String?
    /// The subject of the call, if its arguments do not contain it.
    public var subject: String?
    /// The page of the answer, from 1.
    public var page = 1
    /// The exit status of the command; as in a shell, values above 128 are signals.
    public let exitStatus: Int
    /// The standard error of a failed command, or the problem with its answer.
    public let error: String?
    /// The file that contains the answer.
    public let file: String?
    /// The length of that file.
    public var bytes: Int?
    /// The SHA-256 of that file when it was written, in hexadecimal.
    public let digest: String?
    /// The time of the answer.
    public var at: Instant?
    /// The number of further calls of the command that were skipped after repeated refusals.
    public var notAsked = 0
    /// Whether a part of the call could not be read, so that its file cannot be checked.
    package var isDamaged = false

    /// The service and the operation: `iam get-account-summary`.
    public var operation: String { arguments.prefix(2).joined(separator: " ") }

    /// Creates a call.
    package init(
      arguments: [String], region: String?, subject: String? = nil, page: Int = 1,
      exitStatus: Int, error: String?, file: String?, bytes: Int? = nil, digest: String?,
      at: Instant? = nil, notAsked: Int = 0, isDamaged: Bool = false
    ) {
      self.arguments = arguments
      self.region = region
      self.subject = subject
      self.page = page
      self.exitStatus = exitStatus
      self.error = error
      self.file = file
      self.bytes = bytes
      self.digest = digest
      self.at = at
      self.notAsked = notAsked
      self.isDamaged = isDamaged
    }
  }

  /// The version of the tool that collected the evidence.
  public let version: String?
  /// The account, in twelve digits.
  public let account: String?
  /// The alias of the account.
  public let alias: String?
  /// The ARN of the caller.
  public var caller: String?
  /// The start of the collection.
  public let started: Instant?
  /// The end of the collection; nil if it was interrupted.
  public let finished: Instant?
  /// Every call, in order.
  public let calls: [Call]

  /// The beginning of the reason for evidence that nobody in the account can collect.
  package static let notObservable = "not observable"

  /// Creates the manifest of `calls`.
  package init(
    version: String?, account: String?, alias: String?, caller: String?, started: Instant?,
    finished: Instant?, calls: [Call]
  ) {
    self.version = version
    self.account = account
    self.alias = alias
    self.caller = caller
    self.started = started
    self.finished = finished
    self.calls = calls
  }
}
