/// A piece of evidence: whole, partial, absent by AWS's own word, or missing with a reason.
///
/// What partial evidence shows counts; what it does not show proves nothing.
public enum Evidence<Value: Sendable>: Sendable {
  /// All of it, from `files`.
  case collected(Value, files: [String])
  /// A part of it; `reason` says what is missing.
  case partial(Value, files: [String], reason: String)
  /// AWS answered that there is no such thing: no password policy, no organization.
  case absent(Absence)
  /// None of it; the text says why.
  case missing(String)

  /// The value, whole or partial.
  public var value: Value? {
    switch self {
    case .collected(let value, _), .partial(let value, _, _): value
    case .absent, .missing: nil
    }
  }

  /// Whether there is a value and nothing of it is missing.
  public var isWhole: Bool {
    if case .collected = self { true } else { false }
  }

  /// AWS's answer that there is no such thing; nil in any other case.
  public var absence: Absence? {
    if case .absent(let absence) = self { absence } else { nil }
  }

  /// Why a part or all of it is missing; nil where it is whole, or absent by AWS's own word.
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

  /// How much of it there is.
  public var state: EvidenceStanding.State {
    switch self {
    case .collected: .whole
    case .partial: .partial
    case .absent: .none
    case .missing: .missing
    }
  }

  /// The same evidence, partial for `reason` in addition to what is missing already. An absence that
  /// is in doubt is no answer any more.
  public func lessened(by reason: String) -> Evidence {
    switch self {
    case .collected(let value, let files): return .partial(value, files: files, reason: reason)
    case .partial(let value, let files, let earlier):
      return .partial(value, files: files, reason: joined(earlier, reason))
    case .absent: return .missing(reason)
    case .missing(let earlier):
      return .missing(noReason.contains(earlier) ? reason : joined(earlier, reason))
    }
  }

  private func joined(_ earlier: String, _ reason: String) -> String {
    earlier.contains(reason) ? earlier : earlier + "; " + reason
  }
}

/// What is said of evidence that nobody tried to collect.
private let noReason = ["not provided", "not collected"]

/// AWS's answer that there is no such thing.
public struct Absence: Hashable, Sendable {
  /// The error that AWS answered with, in one line.
  public let answer: String
  /// Where the answer is: a call in the manifest, or the file that it was saved to.
  public let citation: Citation

  /// The absence that `answer` reports.
  public init(answer: String, citation: Citation) {
    self.answer = answer
    self.citation = citation
  }
}
