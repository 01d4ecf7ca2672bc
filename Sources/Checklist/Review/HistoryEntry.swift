internal import Model
public import Platform

/// A change of the review: its author, its time, and the values before and after.
///
/// Entries are never changed or removed. Each contains the digest of the previous entry and its
/// own, so that tampering is detected. The digest is the SHA-256 of the canonical JSON of the entry
/// without its `hash` member. An entry is always one line of JSON.
///
/// If two people worked independently, the history contains both branches one after the other,
/// unchanged, followed by a merge entry with the last digest of each:
///
///     1 -- 2 -- 3 -- 4 ------ 5        the list: 1 2 3 4 | 3' | 5
///           \-- 3' ---------/          5 has the digest of 3' as `previous`, of 4 as `merged`
public struct HistoryEntry: Hashable, Sendable {
  /// Why the change was made.
  public enum Action: Hashable, Sendable {
    /// A person made or cleared a decision.
    case decide
    /// A second person approved or rejected a decision.
    case approve
    /// A person resolved a conflict.
    case resolve
    /// Decisions of an earlier review were carried forward.
    case carry
    /// The work of two people was merged.
    case merge
    /// The step that begins with this entry number was undone.
    case undo(step: Int)
    /// The step that begins with this entry number was redone.
    case redo(step: Int)
    /// Settings were changed.
    case settings
    /// A person wrote, changed or removed a record.
    case edit
    /// An action of a newer version, which is kept and ignored.
    case unknown(String)
  }

  /// The value that changed.
  public enum Change: Hashable, Sendable {
    /// The decision on a target; nil if undecided.
    case decision(DecisionTarget, from: Decision?, to: Decision?)
    /// The settings.
    case settings(from: Settings, to: Settings)
    /// The earlier review.
    case baseline(from: Baseline?, to: Baseline?)
    /// A record; nil if there is none.
    case record(ReviewRecord.Key, from: ReviewRecord?, to: ReviewRecord?)
    /// Several decisions or records that were changed together.
    case several([Change])
    /// No value: two histories were merged.
    case nothing
    /// A value that this version does not know.
    case unknown
  }

  /// Entries that were made together and are undone together.
  public struct Step: Hashable, Sendable {
    /// The number of its first entry.
    public let first: Int
    /// The number of entries.
    public let size: Int
  }

  /// The number of the entry, from 1.
  public let number: Int
  /// The time.
  public let at: Instant
  /// The author.
  public let by: Reviewer
  /// The reason for the change.
  public let action: Action
  /// The change.
  public let change: Change
  /// The step that the entry belongs to.
  public let step: Step
  /// The digest of the previous entry; nil for the first.
  public let previous: SHA256Digest?
  /// In a merge entry, the digest of the last entry of the other branch; otherwise nil.
  public let merged: SHA256Digest?
  /// The digest of this entry.
  public let hash: SHA256Digest
  /// The entry as one line of JSON, as in `review.json` and its journal, including members of newer
  /// versions. It is stored so that saving need not format the whole history again.
  public let line: String
  /// The number of other changes in the entry, if it was narrowed to one of several; otherwise 0.
  public internal(set) var others = 0
}
