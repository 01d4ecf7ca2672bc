public import Model

/// One change to the review: who changed what, when, from what to what.
///
/// Entries are never changed or removed. Each carries the digest of the one before and its own,
/// so that a changed past shows. The digest is the SHA-256 of the canonical JSON of the entry
/// without its `hash` member; one entry is one line of JSON, wherever it is kept.
///
/// Where two people went on apart from each other, both branches stand in the history one after
/// the other, as they were written, and a merge entry follows that names the last digest of each:
///
///     1 -- 2 -- 3 -- 4 ------ 5        the list: 1 2 3 4 | 3' | 5
///           \-- 3' ---------/          5 has the digest of 3' as `previous`, of 4 as `merged`
public struct HistoryEntry: Hashable, Sendable {
  /// Why the change was made.
  public enum Action: Hashable, Sendable {
    /// A person decided, or took a decision back.
    case decide
    /// A second person said what they think of a decision.
    case approve
    /// A person took one of two sides that did not agree.
    case resolve
    /// Decisions of an earlier review were carried forward.
    case carry
    /// What two people did apart from each other was put together.
    case merge
    /// The step that begins with the entry of this number was taken back.
    case undo(step: Int)
    /// The step that begins with the entry of this number was made again.
    case redo(step: Int)
    /// Settings were changed.
    case settings
    /// What a newer version does; it is kept and not acted on.
    case unknown(String)
  }

  /// What was changed.
  public enum Change: Hashable, Sendable {
    /// The decision on a target; nil is undecided.
    case decision(DecisionTarget, from: Decision?, to: Decision?)
    /// The settings.
    case settings(from: Settings, to: Settings)
    /// The review that this one follows.
    case baseline(from: Baseline?, to: Baseline?)
    /// Nothing but that two histories meet.
    case nothing
    /// Something that this version does not know.
    case unknown
  }

  /// The entries that were made at once and are taken back at once.
  public struct Step: Hashable, Sendable {
    /// The number of its first entry.
    public let first: Int
    /// How many entries it has.
    public let size: Int
  }

  /// One more than the number of the entry before, from 1.
  public let number: Int
  /// When.
  public let at: Instant
  /// Who.
  public let by: Reviewer
  /// Why.
  public let action: Action
  /// What.
  public let change: Change
  /// The entries that belong with it.
  public let step: Step
  /// The digest of the entry before; nil for the first.
  public let previous: SHA256Digest?
  /// The digest of the last entry of the branch that meets the one before here; nil but where
  /// branches meet.
  public let merged: SHA256Digest?
  /// The digest of this entry.
  public let hash: SHA256Digest
  /// The entry on one line of JSON, as `review.json` and its journal hold it, with what a newer
  /// version has put in. It is kept, so that a save need not write the whole past anew.
  public let line: String
}
