/// The result of checking signatures, line by line, for a person and for an exit status.
public struct Verification: Sendable {
  /// How one thing turned out.
  public enum Verdict: String, CaseIterable, Comparable, Sendable {
    /// Nothing that bears on the outcome, such as a missing copy.
    case note
    case good, notChecked, unknown, wrong

    public static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }

    private var rank: Int { Verdict.allCases.firstIndex(of: self) ?? 0 }

    /// The word before the line.
    public var word: String {
      switch self {
      case .note: "note"
      case .good: "good"
      case .notChecked: "not checked"
      case .unknown: "unknown"
      case .wrong: "WRONG"
      }
    }
  }

  /// One thing that was checked.
  public struct Line: Hashable, Sendable {
    public let verdict: Verdict
    public let text: String
  }

  /// All that was checked, in order.
  public private(set) var lines: [Line] = []
  /// The evidence of each session and statement that was checked.
  public internal(set) var evidence: [EvidenceComparison] = []

  /// Nothing checked yet.
  public init() {}

  /// The most serious of all; not checked if nothing was.
  public var verdict: Verdict {
    lines.map(\.verdict).filter { $0 != .note }.max() ?? .notChecked
  }

  mutating func add(_ verdict: Verdict, _ text: String) {
    lines.append(Line(verdict: verdict, text: text))
  }

  /// Something that could not even be looked at.
  public mutating func miss(_ text: String) { add(.notChecked, text) }
}

/// Whom the verifier trusts.
public struct SignerTrust: Sendable {
  /// A file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS); nil if none is known.
  public let allowedSigners: String?
  /// A file of revoked keys; nil for none.
  public let revokedKeys: String?

  /// Trust in what the files list.
  public init(allowedSigners: String?, revokedKeys: String? = nil) {
    self.allowedSigners = allowedSigners
    self.revokedKeys = revokedKeys
  }
}
