public import Platform

/// The state of a kind of evidence.
public struct EvidenceStatus: Hashable, Sendable {
  /// Whether it is complete.
  public enum State: String, Sendable {
    /// Complete.
    case whole
    /// A part of it.
    case partial
    /// No evidence.
    case missing
    /// AWS answered that it does not exist.
    case none

    /// The name of the state for readers; the raw value is the one in JSON.
    package var title: String { self == .whole ? "complete" : rawValue }
  }

  /// The kind of evidence.
  public let kind: EvidenceKind
  /// The state.
  public let state: State
  /// Why it is not complete, or the answer of AWS; nil if it is complete.
  public let reason: String?
  /// The number of files that contain it.
  public let files: Int
  /// The collection time of the oldest file; nil without a manifest.
  public let collected: Instant?
}
