internal import Model
internal import Platform

/// A comparison of the findings of two reviews of an account.
public struct ReviewComparison: Sendable {
  /// The change of a finding or item.
  public enum Bucket: String, CaseIterable, Hashable, Sendable {
    /// The facts are the same.
    case unchanged
    /// The facts changed, or the name now belongs to another principal.
    case changed
    /// It did not exist.
    case new
    /// It no longer exists, and the evidence would show it.
    case gone
    /// It is missing, and so is the evidence that would show it.
    case unseen
  }

  /// A finding or item with its change.
  public struct Row: Sendable {
    /// The change.
    public let bucket: Bucket
    /// The earlier entry; nil if new.
    public let old: ReviewSide.Entry?
    /// The later entry; nil if gone.
    public let new: ReviewSide.Entry?
    /// The facts that differ, by name.
    public let changes: [FactChange]

    /// The target of the decision.
    public var target: DecisionTarget { entry.target }
    /// The later entry, or else the earlier one.
    public let entry: ReviewSide.Entry

    fileprivate init(old: ReviewSide.Entry, new: ReviewSide.Entry) {
      let changes = FactChange.between(
        old.facts, oldID: old.subjectID, new.facts, newID: new.subjectID)
      self.init(
        changes.isEmpty ? .unchanged : .changed, old: old, new: new, entry: new, changes: changes)
    }

    fileprivate init(new entry: ReviewSide.Entry) {
      self.init(.new, old: nil, new: entry, entry: entry)
    }

    fileprivate init(_ bucket: Bucket, gone entry: ReviewSide.Entry) {
      self.init(bucket, old: entry, new: nil, entry: entry)
    }

    private init(
      _ bucket: Bucket, old: ReviewSide.Entry?, new: ReviewSide.Entry?, entry: ReviewSide.Entry,
      changes: [FactChange] = []
    ) {
      self.bucket = bucket
      self.old = old
      self.new = new
      self.entry = entry
      self.changes = changes
    }

    /// Whether the decisions differ; a decision that was carried forward is the same.
    public var isDecidedDifferently: Bool {
      guard let before = old?.decision, let after = new?.decision else {
        return old?.decision != nil || new?.decision != nil
      }
      return !before.hasSameContent(as: after)
    }
  }

  /// The earlier side.
  public let old: ReviewSide
  /// The later side.
  public let new: ReviewSide
  /// The findings of both sides: those of the later side in the order of the checklist, then those
  /// that only the earlier side has.
  public let findings: [Row]
  /// The items that are on both sides or have a decision.
  public let items: [Row]

  /// Compares a later side with an earlier one.
  public init(from old: ReviewSide, to new: ReviewSide) {
    self.old = old
    self.new = new
    var rows = new.entries.map { entry -> Row in
      guard let before = old.entry(entry.target) else { return Row(new: entry) }
      return Row(old: before, new: entry)
    }
    rows += old.entries.filter { new.entry($0.target) == nil }.map { entry in
      Row(new.wouldShow(findingsOf: entry.item) ? .gone : .unseen, gone: entry)
    }
    findings = rows.filter(\.target.isFinding)
    items = rows.filter { !$0.target.isFinding }
  }

  /// The findings of one bucket.
  public func findings(_ bucket: Bucket) -> [Row] { findings.filter { $0.bucket == bucket } }

  /// The items whose automated result changed, with both results.
  public var otherOutcomes: [(item: ItemID, old: Outcome, new: Outcome)] {
    items.compactMap { row in
      guard let before = old.outcome(of: row.entry.item),
        let after = new.outcome(of: row.entry.item), before != after
      else { return nil }
      return (row.entry.item, before, after)
    }
  }

  /// Why the sides cannot be compared; nil if they can.
  public var mismatch: String? {
    guard let before = old.accountID, let after = new.accountID, before != after else {
      return nil
    }
    return "one review is of account \(VisibleText.line(before)), "
      + "the other of account \(VisibleText.line(after))"
  }
}

extension DecisionTarget {
  /// Whether it is a finding, not an item.
  package var isFinding: Bool {
    if case .finding = self { true } else { false }
  }
}
