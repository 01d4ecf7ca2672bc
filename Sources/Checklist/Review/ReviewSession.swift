public import Model
public import Platform

/// The review of one account: its decisions and their history.
///
/// A plain value. `decide`, `undo` and `redo` are the only ways to change decisions, and each
/// appends its changes to the history. `SessionFile` saves it durably.
public struct ReviewSession: Hashable, Sendable {
  /// The newest schema version that this program writes.
  public static let newestSchemaVersion = 2

  /// The schema version. A session has the oldest version that can represent it, so that earlier
  /// versions of the program can read it too.
  public private(set) var schemaVersion: Int
  /// The number of changes.
  public internal(set) var revision: Int
  /// The twelve-digit account id; nil if no evidence contained it yet.
  public private(set) var accountID: String?
  /// The version of the checklist at the last change; nil for version 0.1, which did not record it.
  public private(set) var checklist: String?
  /// The thresholds and lists for evaluating the account.
  public private(set) var settings: Settings
  /// The evidence of the last review.
  public private(set) var evidence: EvidenceRecord?
  /// The earlier review; nil if none was carried forward.
  public private(set) var baseline: Baseline?
  /// The part of the review that it covers; nil for the whole.
  public private(set) var scope: ReviewScope?
  /// All current decisions.
  public private(set) var decisions: [DecisionTarget: Decision] = [:]
  /// Everything else that people wrote, by name.
  public private(set) var records: [ReviewRecord.Key: ReviewRecord] = [:]
  /// All changes, the oldest first.
  public private(set) var history: [HistoryEntry] = []
  /// The signatures, in stored form.
  var signOffs: [JSONValue]
  /// Unknown members of the session, its settings and its evidence, written by newer versions.
  let unknown: UnknownParts
  /// The history positions of the steps that `undo` can undo, the oldest first.
  private var undoable: [Int] = []
  /// The history positions of the steps that `redo` can redo, the next one last.
  private var redoable: [Int] = []
  /// The start of the last linear part of the history. Steps before a merge cannot be undone,
  /// because they were made without knowledge of the other branch.
  private var stretch = 0
  /// The history positions of the changes of each decision and severity. Searching 20,000 entries at each key
  /// would be too slow.
  private var changes: [DecisionTarget: [Int]] = [:]
  /// The number of single changes in the history.
  private var changeCount = 0

  struct UnknownParts: Hashable, Sendable {
    var session = UnknownMembers()
    var settings = UnknownMembers()
    var decisions = UnknownMembers()
  }

  /// A new review.
  public init(settings: Settings = Settings()) {
    self.init(
      schemaVersion: 1, revision: 0, accountID: nil,
      settings: settings, evidence: nil, baseline: nil, scope: nil, decisions: [:], history: [],
      signOffs: [], unknown: UnknownParts())
  }

  init(
    schemaVersion: Int, revision: Int, accountID: String?, checklist: String? = nil,
    settings: Settings, evidence: EvidenceRecord?, baseline: Baseline?, scope: ReviewScope?,
    decisions: [DecisionTarget: Decision], records: [ReviewRecord.Key: ReviewRecord] = [:],
    history: [HistoryEntry], signOffs: [JSONValue],
    unknown: UnknownParts
  ) {
    self.schemaVersion = schemaVersion
    self.revision = revision
    self.accountID = accountID
    self.checklist = checklist
    self.settings = settings
    self.evidence = evidence
    self.baseline = baseline
    self.scope = scope
    self.decisions = decisions
    self.records = records
    self.history = history
    self.signOffs = signOffs
    self.unknown = unknown
    for index in history.indices { remember(index) }
  }

  /// Whether a newer version wrote it, so that this one must not save it.
  public var isReadOnly: Bool { schemaVersion > ReviewSession.newestSchemaVersion }

  /// The step that undo would undo; nil if there is none.
  public var nextUndo: ReviewStep? { undoable.last.flatMap(step) }

  /// The step that redo would redo; nil if there is none.
  public var nextRedo: ReviewStep? { redoable.last.flatMap(step) }

  /// Every change of the decision on `target`, or of its severity, the newest first.
  public func changes(of target: DecisionTarget) -> [HistoryEntry] {
    (changes[target] ?? []).reversed().map { history[$0].narrowed(to: target) }
  }

  /// The entries of the step at a position of the history.
  func step(_ first: Int) -> ReviewStep? {
    guard history.indices.contains(first) else { return nil }
    let size = history[first].step.size
    guard size >= 1, first + size <= history.count else { return nil }
    return ReviewStep(entries: history[first..<first + size])
  }

  /// Attaches the session to the current evidence.
  public mutating func attach(to account: Account) {
    let record = EvidenceRecord(of: account)
    guard record != evidence || accountID == nil && account.id != nil else { return }
    evidence = EvidenceRecord(of: account, unknown: evidence?.unknown ?? UnknownMembers())
    accountID = accountID ?? account.id
    revision += 1
  }

  /// Records the current settings in the history. Every review begins with those of the checklist,
  /// so that changed settings cannot go unnoticed.
  public mutating func settle(
    on new: Settings, by reviewer: Reviewer, at now: Instant
  ) throws(DecisionRefusal) {
    if history.isEmpty { settings = Settings() }
    try change(settings: new, by: reviewer, at: now)
  }

  /// The session for a person who reviews only a part.
  public func part(_ scope: ReviewScope) -> ReviewSession {
    var part = self
    part.scope = scope
    part.revision += 1
    return part
  }

  /// Whether the evidence of the last review is exactly that of `account`.
  public func isReview(of account: Account) -> Bool {
    evidence.map { $0.files == EvidenceRecord(of: account).files } ?? false
  }

  /// Why the session does not belong to `account`; nil if it does.
  public func mismatch(with account: Account) -> String? {
    guard let mine = accountID, let other = account.id, mine != other else { return nil }
    return "the session is a review of account \(VisibleText.line(mine)), "
      + "the evidence is of account \(VisibleText.line(other))"
  }

  /// Applies a change and adds it to the history.
  mutating func append(_ entry: HistoryEntry) {
    for change in entry.change.parts {
      switch change {
      case .decision(let target, _, let decision): decisions[target] = decision
      case .settings(_, let new): settings = new
      case .baseline(_, let new): baseline = new
      case .record(let key, _, let new): records[key] = new
      case .several, .nothing, .unknown: break
      }
    }
    if entry.change.needsSchemaVersion2 { schemaVersion = max(schemaVersion, 2) }
    checklist = Checklist.version
    history.append(entry)
    revision += 1
    remember(history.count - 1)
  }

  /// Maintains the stacks of undo and redo; a step is added once, with its first entry.
  private mutating func remember(_ index: Int) {
    let entry = history[index]
    changeCount += entry.change.count
    for target in entry.change.targets { changes[target, default: []].append(index) }
    if index > 0, entry.merged != nil || entry.previous != history[index - 1].hash {
      stretch = index
      undoable = []
      redoable = []
    }
    guard entry.number == entry.step.first else { return }
    switch entry.action {
    case .decide, .approve, .resolve, .carry, .edit:
      undoable.append(index)
      redoable = []
    // Settings cannot be undone: the console evaluates once, and the screen would no longer match
    // them.
    case .settings: break
    case .undo(let step):
      let place = place(ofNumber: step)
      if undoable.last == place { undoable.removeLast() }
      redoable.append(place)
    case .redo(let step):
      let place = place(ofNumber: step)
      if redoable.last == place { redoable.removeLast() }
      undoable.append(place)
    case .merge, .unknown:
      undoable = []
      redoable = []
    }
  }

  /// The position in the history of an entry of the last linear part.
  private func place(ofNumber number: Int) -> Int { stretch + number - history[stretch].number }
}

extension ReviewSession {
  /// The length of the history, and everything that the history does not contain.
  struct Extent: Hashable, Sendable {
    let schemaVersion: Int
    let accountID: String?
    let evidence: EvidenceRecord?
    let scope: ReviewScope?
    let signOffs: [JSONValue]
    let unknown: UnknownParts
    /// The number of history entries.
    let count: Int
    let last: SHA256Digest?
    /// The number of single changes in these entries.
    let changes: Int
  }

  var extent: Extent {
    Extent(
      schemaVersion: schemaVersion, accountID: accountID, evidence: evidence, scope: scope,
      signOffs: signOffs,
      unknown: unknown,
      count: history.count, last: history.last?.hash, changes: changeCount)
  }

  /// Whether it is the earlier session with appended entries and no other change. A program that
  /// cannot read a later schema version must find that version in the file, and not a journal that
  /// it would misunderstand.
  func continues(_ earlier: Extent) -> Bool {
    schemaVersion == earlier.schemaVersion && accountID == earlier.accountID
      && evidence == earlier.evidence && scope == earlier.scope
      && signOffs == earlier.signOffs && unknown == earlier.unknown
      && history.count >= earlier.count
      && (earlier.count == 0 || history[earlier.count - 1].hash == earlier.last)
  }
}

/// Entries that were made together.
public struct ReviewStep: Hashable, Sendable {
  /// The entries; never empty.
  public let entries: ArraySlice<HistoryEntry>

  /// A summary: `passed users.mfa/user/alice`, `justified, 14 findings`.
  public var summary: String {
    guard let first = entries.first else { return "nothing" }
    if case .baseline = first.change {
      return "carried \(decisionCount.counted("decision")) forward"
    }
    let count = entries.changeCount
    if case .record(let key, _, let record)? = first.change.parts.first {
      guard let finding = key.severityFinding else { return "changed the \(key.id)" }
      let severity = record.flatMap(SetSeverity.init)?.severity.rawValue ?? "as automated"
      let what =
        count == 1 ? finding.rawValue : count.counted("finding")
      return "severity \(severity): \(what)"
    }
    guard case .decision(let target, _, let decision)? = first.change.parts.first else {
      return "changed the settings"
    }
    let what: String =
      if case .approve = first.action, let verdict = decision?.approval?.verdict {
        verdict.rawValue
      } else {
        decision?.disposition.title ?? "undecided"
      }
    return count == 1 ? "\(what) \(target)" : "\(what), \(DecisionTarget.counted(targets))"
  }

  /// Whether it changes the earlier review.
  public var changesBaseline: Bool {
    entries.contains { if case .baseline = $0.change { true } else { false } }
  }

  /// The number of decisions that it changed.
  public var decisionCount: Int { entries.reduce(0) { $0 + $1.change.decisionCount } }

  /// The targets whose decision or severity it changed.
  public var targets: [DecisionTarget] { entries.flatMap(\.change.targets) }
}

extension ReviewSession {
  /// Why the session of a newer version cannot be changed.
  public static let newerVersion =
    "the session was written by a newer version of iam-review and is read-only; update iam-review to"
    + " change it"
}
