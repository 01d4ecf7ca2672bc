/// What `iam-review collect` wrote beside the evidence: who asked what, when, and what AWS refused.
public struct Manifest: Hashable, Sendable {
  /// One call of the `aws` command line.
  public struct Call: Hashable, Sendable {
    /// The arguments after `aws`, such as `iam`, `get-account-summary`.
    public let arguments: [String]
    /// The region asked; nil for global services.
    public let region: String?
    /// The exit status of the command.
    public let exitStatus: Int
    /// What the command said on standard error, if it failed.
    public let error: String?
    /// The file that holds the answer.
    public let file: String?
    /// The digest of that file as it was written, in hexadecimal.
    public let digest: String?

    /// The service and the operation: `iam get-account-summary`.
    public var operation: String { arguments.prefix(2).joined(separator: " ") }
  }

  /// The version of the tool that collected.
  public let version: String?
  /// The account, in twelve digits.
  public let account: String?
  /// The account's alias.
  public let alias: String?
  /// When collecting began.
  public let started: Instant?
  /// When collecting ended.
  public let finished: Instant?
  /// Every call, in order.
  public let calls: [Call]

  /// The manifest in `root`; nil where it is none.
  init?(_ root: JSONNode, file: String) {
    guard root.hasList("calls"), root["tool"] != nil || root["version"] != nil else { return nil }
    let cursor = Cursor(node: root, file: file, pointer: "")
    version = cursor.string("version")
    account = cursor.string("account")
    alias = cursor.string("alias")
    started = cursor.instant("started")
    finished = cursor.instant("finished")
    calls = cursor.list("calls").map { call in
      Call(
        arguments: call.node["arguments"]?.elements.compactMap(\.string) ?? [],
        region: call.string("region"), exitStatus: call.integer("exitStatus") ?? 0,
        error: call.string("error"), file: call.string("file"), digest: call.string("sha256"))
    }
  }

  /// The calls of `kind` that failed.
  func refusals(of kind: EvidenceKind) -> [Call] {
    let operations = kind.operations
    return calls.filter { $0.exitStatus != 0 && operations.contains($0.operation) }
  }
}

extension EvidenceKind {
  /// The service and operation of each command that the kind needs: `iam get-account-summary`.
  var operations: Set<String> {
    let words = command.split(separator: " ").map(String.init)
    var operations: Set<String> = []
    for (index, word) in words.enumerated() where word == "aws" && index + 2 < words.count {
      operations.insert(words[index + 1] + " " + words[index + 2])
    }
    if self == .analyzerFindings { operations.insert("accessanalyzer list-findings") }
    return operations
  }
}

extension Manifest.Call {
  /// Why there is no answer, in a few words.
  var refusal: String {
    let text = error ?? "exit status \(exitStatus)"
    let firstLine = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? text
    let isDenied = text.contains("AccessDenied") || text.contains("UnauthorizedOperation")
    let place = region.map { " in \($0)" } ?? ""
    return (isDenied ? "access denied" : "refused") + place + ": " + firstLine
  }
}
