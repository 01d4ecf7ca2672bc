internal import Model

/// What became of an earlier review's findings in a later one.
public struct ReviewComparison: Sendable {
  /// What became of a finding or item.
  public enum Bucket: String, CaseIterable, Hashable, Sendable {
    /// It rests on what it rested on.
    case unchanged
    /// It rests on other facts, or is of another principal of the same name.
    case changed
    /// It was not there.
    case new
    /// It is not there any more, and the evidence would show it.
    case gone
    /// It is not there, but evidence lacks that would show it.
    case unseen
  }

  /// A finding or item with what became of it.
  public struct Row: Sendable {
    /// What became of it.
    public let bucket: Bucket
    /// How it was; nil where it is new.
    public let old: ReviewSide.Entry?
    /// How it is; nil where it is gone.
    public let new: ReviewSide.Entry?
    /// In which facts it differs, by name.
    public let changes: [FactChange]

    /// What it is kept under.
    public var target: DecisionTarget { entry.target }
    /// How it is, else how it was.
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

    /// Whether what was decided of it is not the same on both sides; carried forward it is the same.
    public var isDecidedDifferently: Bool {
      guard let before = old?.decision, let after = new?.decision else {
        return old?.decision != nil || new?.decision != nil
      }
      return !before.saysTheSame(as: after)
    }
  }

  /// The earlier side.
  public let old: ReviewSide
  /// The later side.
  public let new: ReviewSide
  /// All findings of both sides: those of the later one in the order of the checklist, then those
  /// that are not there any more.
  public let findings: [Row]
  /// The items that both sides have or on which something was decided.
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

  /// The items of which the evidence says something else, with what it said and says.
  public var otherOutcomes: [(item: ItemID, old: Outcome, new: Outcome)] {
    items.compactMap { row in
      guard let before = old.outcome(of: row.entry.item),
        let after = new.outcome(of: row.entry.item), before != after
      else { return nil }
      return (row.entry.item, before, after)
    }
  }

  /// Why the two cannot be compared; nil where they can.
  public var mismatch: String? {
    guard let before = old.accountID, let after = new.accountID, before != after else {
      return nil
    }
    return "one is a review of account \(VisibleText.line(before)), "
      + "the other of account \(VisibleText.line(after))"
  }
}

extension DecisionTarget {
  /// Whether it is a finding, not an item.
  var isFinding: Bool {
    if case .finding = self { true } else { false }
  }
}
