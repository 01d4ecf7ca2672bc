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
    var isDamaged = false

    /// The service and the operation: `iam get-account-summary`.
    public var operation: String { arguments.prefix(2).joined(separator: " ") }

    /// Whether the error means that the thing does not exist, for example the organization.
    public var isAbsence: Bool { errorMeaning == .absence }

    /// Whether only another account can make the call, for example the management account.
    var isForAnotherAccount: Bool { errorMeaning == .elsewhere }

    /// Whether AWS or the client refused the call, or the answer was unusable.
    public var isRefused: Bool { errorMeaning == .refusal }

    /// Whether there is an error instead of an answer, whatever it means.
    var hasFailed: Bool { exitStatus != 0 || error != nil }

    /// The meaning of the error; nil if there is an answer.
    private var errorMeaning: CollectOperation.ErrorMeaning? {
      guard hasFailed else { return nil }
      guard exitStatus != 0 else { return .refusal }
      return CollectOperation.named(operation)?.meaning(ofError: failure.code) ?? .refusal
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

  /// Creates the manifest of `calls`.
  init(
    version: String, account: String?, alias: String?, caller: String?, started: Instant,
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

  /// Reads the manifest in `root`; nil if it is not a manifest.
  init?(_ root: JSONNode, file: String) {
    guard root.hasList("calls"), root["tool"] != nil || root["version"] != nil else { return nil }
    let cursor = Cursor(node: root, file: file, pointer: "")
    version = cursor.string("version")
    account = cursor.string("account")
    alias = cursor.string("alias")
    caller = root["caller"]?["Arn"]?.string
    started = cursor.instant("started")
    finished = cursor.instant("finished")
    calls = cursor.list("calls").map { Call($0.node) }
  }

  /// The calls of `kind` that failed, or that only another account can make.
  func refusals(of kind: EvidenceKind) -> [Call] {
    let operations = CollectOperation.commands(of: kind)
    return calls.filter {
      $0.hasFailed && operations.contains($0.operation) && !$0.isAbsence
    }
  }
}
