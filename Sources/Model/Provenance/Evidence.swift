/// A kind of evidence: whole, partial, absent by an answer of AWS, or missing with a reason.
///
/// Partial evidence can prove a finding, but never its absence.
public enum Evidence<Value: Sendable>: Sendable {
  /// All of it, from `files`.
  case collected(Value, files: [String])
  /// A part, from `files`; `reason` says what is missing.
  case partial(Value, files: [String], reason: String)
  /// AWS answered that it does not exist: no password policy, no organization.
  case absent(Absence)
  /// Missing; the text is the reason.
  case missing(String)

  /// The value, whole or partial.
  public var value: Value? {
    switch self {
    case .collected(let value, _), .partial(let value, _, _): value
    case .absent, .missing: nil
    }
  }

  /// Whether there is a value and nothing is missing.
  public var isWhole: Bool {
    if case .collected = self { true } else { false }
  }

  /// The answer of AWS that it does not exist; nil in any other case.
  public var absence: Absence? {
    if case .absent(let absence) = self { absence } else { nil }
  }

  /// Why some or all of it is missing; nil if it is whole or does not exist.
  public var shortcoming: String? {
    switch self {
    case .collected, .absent: nil
    case .partial(_, _, let reason), .missing(let reason): reason
    }
  }

  /// The files that it was read from.
  public var files: [String] {
    switch self {
    case .collected(_, let files), .partial(_, let files, _): files
    case .absent(let absence): [absence.citation.file]
    case .missing: []
    }
  }

  /// Its state.
  public var state: EvidenceStatus.State {
    switch self {
    case .collected: .whole
    case .partial: .partial
    case .absent: .none
    case .missing: .missing
    }
  }

  /// The same evidence, made partial; `reason` is added to what is already missing. A doubtful
  /// absence no longer counts as an answer.
  public func degraded(by reason: String) -> Evidence {
    switch self {
    case .collected(let value, let files): return .partial(value, files: files, reason: reason)
    case .partial(let value, let files, let earlier):
      return .partial(value, files: files, reason: joined(earlier, reason))
    case .absent: return .missing(reason)
    case .missing(let earlier):
      return .missing(noReason.contains(earlier) ? reason : joined(earlier, reason))
    }
  }

  /// The same evidence with a changed value.
  package func map(_ change: (Value) -> Value) -> Evidence {
    switch self {
    case .collected(let value, let files): .collected(change(value), files: files)
    case .partial(let value, let files, let reason):
      .partial(change(value), files: files, reason: reason)
    case .absent, .missing: self
    }
  }

  private func joined(_ earlier: String, _ reason: String) -> String {
    earlier.contains(reason) ? earlier : earlier + "; " + reason
  }
}

/// The reasons for evidence that was not collected.
private let noReason = ["not provided", "not collected"]

/// An answer of AWS that something does not exist.
public struct Absence: Hashable, Sendable {
  /// The error of AWS, in one line.
  public let answer: String
  /// The position of the answer: a call in the manifest, or the file that it was saved to.
  public let citation: Citation

  /// The absence reported by `answer`.
  public init(answer: String, citation: Citation) {
    self.answer = answer
    self.citation = citation
  }
}
