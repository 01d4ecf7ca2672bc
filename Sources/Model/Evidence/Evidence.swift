/// A piece of evidence: whole, partial, or missing with a reason.
///
/// What partial evidence shows counts; what it does not show proves nothing.
public enum Evidence<Value: Sendable>: Sendable {
  /// All of it is there, from `files`.
  case collected(Value, files: [String])
  /// Some of it is there; `reason` says what lacks.
  case partial(Value, files: [String], reason: String)
  /// None of it is there; the text says why.
  case missing(String)

  /// What is there, whole or not.
  public var value: Value? {
    switch self {
    case .collected(let value, _), .partial(let value, _, _): value
    case .missing: nil
    }
  }

  /// Whether nothing lacks.
  public var isWhole: Bool {
    if case .collected = self { true } else { false }
  }

  /// Why it is not whole; nil where it is.
  public var shortcoming: String? {
    switch self {
    case .collected: nil
    case .partial(_, _, let reason), .missing(let reason): reason
    }
  }

  /// The files that it was read from.
  public var files: [String] {
    switch self {
    case .collected(_, let files), .partial(_, let files, _): files
    case .missing: []
    }
  }

  /// The same evidence, partial for `reason` in addition to what lacks already.
  public func lessened(by reason: String) -> Evidence {
    switch self {
    case .collected(let value, let files): .partial(value, files: files, reason: reason)
    case .partial(let value, let files, let earlier):
      earlier.contains(reason)
        ? self : .partial(value, files: files, reason: earlier + "; " + reason)
    case .missing: self
    }
  }
}
