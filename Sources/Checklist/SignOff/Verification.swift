/// The result of `verify`, line by line.
public struct Verification: Sendable {
  /// The result of one check.
  public enum Verdict: String, CaseIterable, Comparable, Sendable {
    /// A remark that does not affect the verdict, such as a missing copy.
    case note
    case good, notChecked, unknown, wrong

    public static func < (left: Verdict, right: Verdict) -> Bool { left.rank < right.rank }

    private var rank: Int { Verdict.allCases.firstIndex(of: self) ?? 0 }

    /// The word at the start of the line.
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

  /// A check and its result.
  public struct Line: Hashable, Sendable {
    public let verdict: Verdict
    public let text: String
  }

  /// All checks, in order.
  public private(set) var lines: [Line] = []
  /// The evidence of each session and statement that was checked.
  public internal(set) var evidence: [EvidenceComparison] = []

  /// A verification without checks.
  public init() {}

  /// The most serious result; `notChecked` if there are no checks.
  public var verdict: Verdict {
    lines.map(\.verdict).filter { $0 != .note }.max() ?? .notChecked
  }

  mutating func add(_ verdict: Verdict, _ text: String) {
    lines.append(Line(verdict: verdict, text: text))
  }

  /// Adds a check that could not be made.
  public mutating func miss(_ text: String) { add(.notChecked, text) }
}

/// The signers that the verifier trusts.
public struct SignerTrust: Sendable {
  /// A file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS); nil if there is none.
  public let allowedSigners: String?
  /// A file of revoked keys; nil for none.
  public let revokedKeys: String?

  /// Trust based on these files.
  public init(allowedSigners: String?, revokedKeys: String? = nil) {
    self.allowedSigners = allowedSigners
    self.revokedKeys = revokedKeys
  }
}
