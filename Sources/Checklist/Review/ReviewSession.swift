public import Model

/// The review of one account: its decisions, and how they came to be.
///
/// It is a plain value. `decide`, `undo` and `redo` are the only ways to change decisions, and
/// each appends to the history what it changes; `SessionFile` makes it durable.
public struct ReviewSession: Hashable, Sendable {
  /// The newest form of the file that this version writes.
  public static let newestSchemaVersion = 1

  /// The form of the file that it was read from.
  public let schemaVersion: Int
  /// How many times it was changed.
  public private(set) var revision: Int
  /// The account's twelve digits; nil where no evidence named them yet.
  public private(set) var accountID: String?
  /// The thresholds and lists that the account is judged with.
  public private(set) var settings: Settings
  /// The evidence that was last reviewed.
  public private(set) var evidence: EvidenceRecord?
  /// The review that this one follows; nil where none was carried forward.
  public private(set) var baseline: Baseline?
  /// The part of the review that it is for; nil for the whole.
  public private(set) var scope: ReviewScope?
  /// Every decision that stands.
  public private(set) var decisions: [DecisionTarget: Decision] = [:]
  /// Every change ever made, oldest first.
  public private(set) var history: [HistoryEntry] = []
  /// Signatures, as the sign-off wrote them.
  private(set) var signOffs: [JSONValue]
  /// What newer versions keep beside: in the session, its settings, its evidence.
  let unknown: UnknownParts
  /// The places in the history of the steps that `undo` takes back, oldest first.
  private var undoable: [Int] = []
  /// Those of the steps that `redo` makes again, the next one last.
  private var redoable: [Int] = []
  /// Where the history's last stretch begins in which each entry follows the one before it. What was
  /// done before two histories met is not taken back: it was done knowing only one of them.
  private var stretch = 0
  /// The places in the history of the changes of each decision: looking through all of it at each
  /// key takes too long where there are 20,000.
  private var changes: [DecisionTarget: [Int]] = [:]

  struct UnknownParts: Hashable, Sendable {
    var session = UnknownMembers()
    var settings = UnknownMembers()
    var decisions = UnknownMembers()
  }

  /// A review that begins.
  public init(settings: Settings = Settings()) {
    self.init(
      schemaVersion: ReviewSession.newestSchemaVersion, revision: 0, accountID: nil,
      settings: settings, evidence: nil, baseline: nil, scope: nil, decisions: [:], history: [],
      signOffs: [], unknown: UnknownParts())
  }

  init(
    schemaVersion: Int, revision: Int, accountID: String?, settings: Settings,
    evidence: EvidenceRecord?, baseline: Baseline?, scope: ReviewScope?,
    decisions: [DecisionTarget: Decision], history: [HistoryEntry], signOffs: [JSONValue],
    unknown: UnknownParts
  ) {
    self.schemaVersion = schemaVersion
    self.revision = revision
    self.accountID = accountID
    self.settings = settings
    self.evidence = evidence
    self.baseline = baseline
    self.scope = scope
    self.decisions = decisions
    self.history = history
    self.signOffs = signOffs
    self.unknown = unknown
    for index in history.indices { remember(index) }
  }

  /// Whether a newer version wrote it, so that this one must not write it again.
  public var isReadOnly: Bool { schemaVersion > ReviewSession.newestSchemaVersion }

  /// What undo would take back; nil when there is nothing.
  public var nextUndo: ReviewStep? { undoable.last.flatMap(step) }

  /// What redo would make again; nil when there is nothing.
  public var nextRedo: ReviewStep? { redoable.last.flatMap(step) }

  /// Every change of the decision on `target`, the newest first.
  public func changes(of target: DecisionTarget) -> [HistoryEntry] {
    (changes[target] ?? []).reversed().map { history[$0] }
  }

  /// The entries of the step that begins at a place in the history.
  func step(_ first: Int) -> ReviewStep? {
    guard history.indices.contains(first) else { return nil }
    let size = history[first].step.size
    guard size >= 1, first + size <= history.count else { return nil }
    return ReviewStep(entries: history[first..<first + size])
  }

  /// Ties the session to the evidence that is reviewed now.
  public mutating func attach(to account: Account) {
    let record = EvidenceRecord(of: account)
    guard record != evidence || accountID == nil && account.id != nil else { return }
    evidence = EvidenceRecord(of: account, unknown: evidence?.unknown ?? UnknownMembers())
    accountID = accountID ?? account.id
    revision += 1
  }

  /// Says in the history which settings are judged with from now on; every review begins with those
  /// of the checklist, so that nobody sets others unseen.
  public mutating func settle(
    on new: Settings, by reviewer: Reviewer, at now: Instant
  ) throws(DecisionRefusal) {
    if history.isEmpty { settings = Settings() }
    try change(settings: new, by: reviewer, at: now)
  }

  /// The session as somebody gets it who does only a part of the work.
  public func part(_ scope: ReviewScope) -> ReviewSession {
    var part = self
    part.scope = scope
    part.revision += 1
    return part
  }

  /// Adds a signature; it is no change of the review, and the history does not have it.
  public mutating func add(_ signOff: SignOff) {
    signOffs.append(signOff.json)
    revision += 1
  }

  /// Whether the evidence that was last reviewed is just that of `account`.
  public func isReview(of account: Account) -> Bool {
    evidence.map { $0.files == EvidenceRecord(of: account).files } ?? false
  }

  /// Why the session is not one of `account`; nil when it is.
  public func mismatch(with account: Account) -> String? {
    guard let mine = accountID, let other = account.id, mine != other else { return nil }
    return "the session is a review of account \(VisibleText.line(mine)), "
      + "the evidence is of account \(VisibleText.line(other))"
  }

  /// Applies a change and writes it down.
  mutating func append(_ entry: HistoryEntry) {
    switch entry.change {
    case .decision(let target, _, let decision): decisions[target] = decision
    case .settings(_, let new): settings = new
    case .baseline(_, let new): baseline = new
    case .nothing, .unknown: break
    }
    history.append(entry)
    revision += 1
    remember(history.count - 1)
  }

  /// Keeps the two stacks of steps; a step counts once, with its first entry.
  private mutating func remember(_ index: Int) {
    let entry = history[index]
    if case .decision(let target, _, _) = entry.change {
      changes[target, default: []].append(index)
    }
    if index > 0, entry.merged != nil || entry.previous != history[index - 1].hash {
      stretch = index
      undoable = []
      redoable = []
    }
    guard entry.number == entry.step.first else { return }
    switch entry.action {
    case .decide, .approve, .resolve, .carry:
      undoable.append(index)
      redoable = []
    // The console judges once: taken back, settings would not be those of what is on the screen.
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

  /// The place in the history of an entry of its last stretch.
  private func place(ofNumber number: Int) -> Int { stretch + number - history[stretch].number }
}

extension ReviewSession {
  /// How far a session goes, and what of it the history does not tell.
  struct Extent: Hashable, Sendable {
    let accountID: String?
    let evidence: EvidenceRecord?
    let scope: ReviewScope?
    let signOffs: [JSONValue]
    let unknown: UnknownParts
    /// How many entries the history has.
    let count: Int
    let last: SHA256Digest?
  }

  var extent: Extent {
    Extent(
      accountID: accountID, evidence: evidence, scope: scope, signOffs: signOffs,
      unknown: unknown,
      count: history.count, last: history.last?.hash)
  }

  /// Whether it is a session of that extent with entries appended, and nothing else changed.
  func continues(_ earlier: Extent) -> Bool {
    accountID == earlier.accountID && evidence == earlier.evidence && scope == earlier.scope
      && signOffs == earlier.signOffs && unknown == earlier.unknown
      && history.count >= earlier.count
      && (earlier.count == 0 || history[earlier.count - 1].hash == earlier.last)
  }
}

/// The entries that were made at once.
public struct ReviewStep: Hashable, Sendable {
  /// The entries, never none.
  public let entries: ArraySlice<HistoryEntry>

  /// What was done, in a few words: `passed users.mfa/user/alice`, `justified 14 findings`.
  public var summary: String {
    guard let first = entries.first else { return "nothing" }
    if case .baseline = first.change {
      return "carried \(targets.count.counted("decision")) forward"
    }
    guard case .decision(let target, _, let decision) = first.change else {
      return "changed the settings"
    }
    let what: String =
      if case .approve = first.action, let verdict = decision?.approval?.verdict {
        verdict.rawValue
      } else {
        decision?.disposition.title ?? "undecided"
      }
    return entries.count == 1 ? "\(what) \(target)" : "\(what) \(entries.count) targets"
  }

  /// Whether it says which review came before.
  public var changesBaseline: Bool {
    entries.contains { if case .baseline = $0.change { true } else { false } }
  }

  /// What it changed decisions on.
  public var targets: [DecisionTarget] {
    entries.compactMap { entry in
      if case .decision(let target, _, _) = entry.change { target } else { nil }
    }
  }
}
