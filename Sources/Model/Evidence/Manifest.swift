/// What `iam-review collect` wrote beside the evidence: who asked what, when, and what AWS refused.
public struct Manifest: Hashable, Sendable {
  /// One call of the `aws` command line.
  public struct Call: Hashable, Sendable {
    /// The arguments after `aws`, such as `iam`, `get-account-summary`.
    public let arguments: [String]
    /// The region asked; nil for global services.
    public let region: String?
    /// What the call was about, where its arguments do not say so.
    public var subject: String?
    /// Which page of the answer it is, from 1.
    public var page = 1
    /// The exit status of the command; 128 and more for a signal, as a shell has it.
    public let exitStatus: Int
    /// What the command said on standard error, if it failed, or what was wrong with its answer.
    public let error: String?
    /// The file that holds the answer.
    public let file: String?
    /// The length of that file.
    public var bytes: Int?
    /// The digest of that file as it was written, in hexadecimal.
    public let digest: String?
    /// When the answer came.
    public var at: Instant?
    /// How many more calls of the command were left out after the first were refused alike.
    public var notAsked = 0
    /// Whether a part of the call could not be read, so that its file is not known to be as collected.
    var isDamaged = false

    /// The service and the operation: `iam get-account-summary`.
    public var operation: String { arguments.prefix(2).joined(separator: " ") }

    /// Whether the error is an answer: there is no such thing, no organization say.
    public var isAbsence: Bool { errorMeaning == .absence }

    /// Whether only another account can ask: the organization's management account, say.
    var isForAnotherAccount: Bool { errorMeaning == .elsewhere }

    /// Whether AWS or the client refused, or gave what is no answer.
    public var isRefused: Bool { errorMeaning == .refusal }

    /// Whether there is an error instead of an answer, whatever it means.
    var hasFailed: Bool { exitStatus != 0 || error != nil }

    /// What the error means; nil if there is an answer.
    private var errorMeaning: CollectOperation.ErrorMeaning? {
      guard hasFailed else { return nil }
      guard exitStatus != 0 else { return .refusal }
      return CollectOperation.named(operation)?.meaning(ofError: failure.code) ?? .refusal
    }
  }

  /// The version of the tool that collected.
  public let version: String?
  /// The account, in twelve digits.
  public let account: String?
  /// The account's alias.
  public let alias: String?
  /// The ARN of who asked.
  public var caller: String?
  /// When collecting began.
  public let started: Instant?
  /// When collecting ended; nil if it was interrupted.
  public let finished: Instant?
  /// Every call, in order.
  public let calls: [Call]

  /// The manifest of `calls`.
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

  /// The manifest in `root`; nil if it is none.
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
