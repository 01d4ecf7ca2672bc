internal import Model
internal import Platform

/// A merge of the work of two people on one review.
///
///     let merge = try SessionMerge(base: base, ours: ours, theirs: theirs)
///     merge.conflicts    targets with conflicts that a person must resolve
///
/// Either order gives the same session, byte for byte. Merging a session with itself, or with an
/// earlier version of itself, changes nothing. The merge does not depend on a clock or on a user:
/// its history entries have the time of the last change that was merged.
public struct SessionMerge: Sendable {
  /// The merged session.
  public let session: ReviewSession

  /// The targets with conflicts that a person must resolve.
  public var conflicts: [DecisionTarget] {
    session.decisions.filter { $0.value.conflict != nil }.map(\.key).sorted()
  }

  /// Merges `ours` and `theirs`, which both started from `base`.
  ///
  /// The decisions that both started from are those of the shared part of the histories, if there
  /// is one, and otherwise those of `base`.
  public init(
    base: ReviewSession, ours: ReviewSession, theirs: ReviewSession
  ) throws(MergeRefusal) {
    let accounts = [ours, theirs, base].compactMap(\.accountID)
    if let first = accounts.first, let other = accounts.first(where: { $0 != first }) {
      throw .accounts(first, other)
    }
    // The decisions of `base` count if the two histories have no entry in common.
    if let error = base.historyErrors.first { throw .history(error) }
    for session in [ours, theirs] {
      if session.isReadOnly { throw .newerVersion(session.schemaVersion) }
      if let error = session.historyErrors.first { throw .history(error) }
      // The effect of an unknown entry on the decisions cannot be followed.
      let unknown = session.history.first { if case .unknown = $0.change { true } else { false } }
      if let unknown { throw .unknownEntry(unknown.number) }
    }
    let union = HistoryUnion(ours.history, theirs.history)
    let common = HistoryOutcome(union.common)
    let (start, records) =
      union.common.isEmpty ? (base.decisions, base.records) : (common.decisions, common.records)
    let settings = Settings.merged(base.settings, ours.settings, theirs.settings)
    let outcome = HistoryOutcome(union.entries)
    var session = ReviewSession(
      schemaVersion: max(ours.schemaVersion, theirs.schemaVersion),
      revision: max(ours.revision, theirs.revision), accountID: ours.accountID ?? theirs.accountID,
      checklist: [ours.checklist, theirs.checklist].compactMap(\.self).max(), settings: settings,
      evidence: ThreeWay(base.evidence, ours.evidence, theirs.evidence).chosen(
        EvidenceRecord.isLater),
      baseline: ThreeWay(base.baseline, ours.baseline, theirs.baseline).chosen(Baseline.isLater),
      scope: ours.scope == theirs.scope ? ours.scope : base.scope,
      decisions: outcome.decisions, records: outcome.records, history: union.entries,
      signOffs: SessionMerge.signOffs(ours.signOffs, theirs.signOffs),
      unknown: .merged(base.unknown, ours.unknown, theirs.unknown))
    let keys = Set(ours.records.keys).union(theirs.records.keys).union(outcome.records.keys)
      .sorted()
    let changes = keys.compactMap { key -> HistoryEntry.Change? in
      let merged = RecordMerge.merged(records[key], ours.records[key], theirs.records[key])
      let recorded = outcome.records[key]
      return merged == recorded ? nil : .record(key, from: recorded, to: merged)
    }
    SessionMerge.combine(
      union, outcome, &session, from: start, ours.decisions, theirs.decisions, and: changes)
    self.session = session
  }

  /// Adds the changes that result from the merge and that neither history contains.
  private static func combine(
    _ union: HistoryUnion, _ outcome: HistoryOutcome, _ session: inout ReviewSession,
    from base: [DecisionTarget: Decision], _ ours: [DecisionTarget: Decision],
    _ theirs: [DecisionTarget: Decision], and others: [HistoryEntry.Change]
  ) {
    let targets = Set(ours.keys).union(theirs.keys).union(session.decisions.keys).sorted()
    var changes = targets.compactMap { target -> HistoryEntry.Change? in
      let merged = DecisionMerge.merged(base[target], ours[target], theirs[target])
      let recorded = session.decisions[target]
      return merged == recorded ? nil : .decision(target, from: recorded, to: merged)
    }
    changes += others
    if outcome.settings != session.settings {
      changes.append(.settings(from: outcome.settings, to: session.settings))
    }
    if outcome.baseline != session.baseline {
      changes.append(.baseline(from: outcome.baseline, to: session.baseline))
    }
    if changes.isEmpty, union.heads.count > 1 { changes = [.nothing] }
    guard let last = union.entries.last else { return }
    let first = (union.heads.map(\.number).max() ?? last.number) + 1
    let step = HistoryEntry.Step(first: first, size: changes.count)
    let moment = union.heads.map(\.at).max() ?? last.at
    let other = union.heads.first { $0.hash != last.hash }
    for (index, change) in changes.enumerated() {
      session.append(
        HistoryEntry(
          number: first + index, at: moment, by: Reviewer(name: "iam-review merge", host: ""),
          action: .merge, change: change, step: step, previous: session.history.last?.hash,
          merged: index == 0 ? other?.hash : nil))
    }
  }

  /// The longer list if it continues the other one; otherwise the signatures of both.
  private static func signOffs(_ ours: [JSONValue], _ theirs: [JSONValue]) -> [JSONValue] {
    if ours.starts(with: theirs) { return ours }
    if theirs.starts(with: ours) { return theirs }
    let common = zip(ours, theirs).prefix { $0 == $1 }.count
    let rest = Set(ours[common...] + theirs[common...])
    return ours[..<common] + inOrder(Array(rest))
  }

  /// The signatures ordered by their text, each after the one that it countersigns.
  private static func inOrder(_ entries: [JSONValue]) -> [JSONValue] {
    let sorted = entries.sorted { $0.canonicalText.precedesByScalar($1.canonicalText) }
    let signOffs = sorted.map { SignOff($0) }
    var places: [SHA256Digest: Int] = [:]
    for (place, signOff) in signOffs.enumerated() {
      if let signOff { places[signOff.signature.digest] = place }
    }
    var (list, placed): ([JSONValue], Set<Int>) = ([], [])
    for start in sorted.indices {
      var chain: [JSONValue] = []
      var next: Int? = start
      while let place = next, placed.insert(place).inserted {
        chain.append(sorted[place])
        next = signOffs[place]?.statement.previous.flatMap { places[$0] }
      }
      list += chain.reversed()
    }
    return list
  }
}

/// Why two sessions cannot be merged.
public enum MergeRefusal: Error, Hashable, Sendable {
  /// They are reviews of different accounts.
  case accounts(String, String)
  /// One of them was written by a newer version.
  case newerVersion(Int)
  /// The history of one of them was changed.
  case history(HistoryError)
  /// The entry with this number was written by a newer version.
  case unknownEntry(Int)

  /// The reason, in one line.
  public var message: String {
    switch self {
    case .accounts(let first, let second):
      "they are reviews of different accounts, \(VisibleText.line(first)) and \(VisibleText.line(second))"
    case .newerVersion(let version):
      "one session was written by a newer version of iam-review (schema \(version)); update iam-review"
        + " to merge"
    case .history(let error): "\(error.message); only complete histories can be merged"
    case .unknownEntry(let number):
      "history entry \(number) was written by a newer version of iam-review; update iam-review to merge"
    }
  }
}

extension Settings {
  /// Each setting of the side that changed it. If both changed it, the stricter one, so that a
  /// merge hides no findings.
  static func merged(_ base: Settings, _ ours: Settings, _ theirs: Settings) -> Settings {
    var settings = ours
    settings.maxAgeDays = ThreeWay(base.maxAgeDays, ours.maxAgeDays, theirs.maxAgeDays).chosen(<)
    settings.sensitiveServices =
      ThreeWay(base.sensitiveServices, ours.sensitiveServices, theirs.sensitiveServices).agreed
      ?? Set(ours.sensitiveServices + theirs.sensitiveServices).sorted()
    for severity in Severity.allCases {
      settings.acceptanceLimits[severity] =
        ThreeWay(
          base.acceptanceLimits[severity], ours.acceptanceLimits[severity],
          theirs.acceptanceLimits[severity]
        ).chosen(<)
    }
    settings.origin = ThreeWay(base.origin, ours.origin, theirs.origin).agreed ?? nil
    return settings
  }
}

extension EvidenceRecord {
  fileprivate static func isLater(_ left: EvidenceRecord?, _ right: EvidenceRecord?) -> Bool {
    guard let left, let right else { return left != nil }
    return left.asOf == right.asOf
      ? left.json.canonicalText.precedesByScalar(right.json.canonicalText) : left.asOf > right.asOf
  }
}

extension Baseline {
  fileprivate static func isLater(_ left: Baseline?, _ right: Baseline?) -> Bool {
    guard let left, let right else { return left != nil }
    if let first = left.origin.asOf, let second = right.origin.asOf, first != second {
      return first > second
    }
    return left.json.canonicalText.precedesByScalar(right.json.canonicalText)
  }
}

extension ReviewSession.UnknownParts {
  fileprivate static func merged(_ base: Self, _ ours: Self, _ theirs: Self) -> Self {
    Self(
      session: .merged(base.session, ours.session, theirs.session),
      settings: .merged(base.settings, ours.settings, theirs.settings),
      decisions: .merged(base.decisions, ours.decisions, theirs.decisions))
  }
}
