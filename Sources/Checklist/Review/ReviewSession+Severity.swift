internal import Model
public import Platform

extension ReviewSession {
  /// Sets the severity of all of `findings`, as one step. The automated severity ends an override;
  /// the reason for it is kept.
  ///
  /// Applies to all findings or none. Findings that already have this severity and reason stay as
  /// they are.
  @discardableResult
  public mutating func set(
    severity: Severity, note: String, on findings: [Finding], by reviewer: Reviewer,
    at now: Instant
  ) throws(DecisionRefusal) -> ArraySlice<HistoryEntry> {
    guard !findings.isEmpty else { throw .nothingToDo("change") }
    guard !note.isBlank else { throw .severityNeedsNote }
    if let scope, let other = findings.first(where: { !scope.contains(.finding($0.id)) }) {
      throw .outOfScope(.finding(other.id), scope)
    }
    var seen: Set<FindingID> = []
    let changes = findings.compactMap { finding -> HistoryEntry.Change? in
      guard seen.insert(finding.id).inserted else { return nil }
      let key = ReviewRecord.Key.severity(of: finding.id)
      let old = records[key]
      if old == nil, severity == finding.automatedSeverity, !hasOverrideInDecision(on: finding) {
        return nil
      }
      let new = ReviewRecord(severity: severity, note: note, on: finding, by: reviewer, at: now)
      let isSame = old.map { $0.members == new.members && $0.sides.isEmpty } ?? false
      return isSame ? nil : .record(key, from: old, to: new)
    }
    guard !changes.isEmpty else { throw .sameSeverity(severity, findings.count) }
    return try append(changes, action: .edit, reviewer, now)
  }

  /// Whether a decision contains an override, as version 0.1 wrote it.
  private func hasOverrideInDecision(on finding: Finding) -> Bool {
    [DecisionTarget.finding(finding.id), .item(finding.item)].contains { target in
      decisions[target]?.content.severity != nil
    }
  }

  /// Whether the severity of any finding was set.
  var hasSeverityRecords: Bool { records.keys.contains { $0.severityFinding != nil } }

  /// The severities that people set, also those in conflict.
  var severities: [FindingID: ReviewRecord] {
    let pairs = records.compactMap { key, record in key.severityFinding.map { ($0, record) } }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// The findings with two severities in conflict.
  public var severityConflicts: [FindingID] {
    records.filter { !$0.value.sides.isEmpty }.keys.sorted().compactMap(\.severityFinding)
  }
}

extension ReviewRecord.Key {
  private static let severity = "severity"

  /// The severity that a person set on a finding.
  static func severity(of id: FindingID) -> Self { Self(kind: severity, id: id.rawValue) }

  /// The finding whose severity the record sets; nil for other records.
  public var severityFinding: FindingID? {
    kind == Self.severity ? FindingID(id) : nil
  }
}

extension ReviewRecord {
  /// A severity, its reason, and the facts that it is based on.
  fileprivate init(
    severity: Severity, note: String, on finding: Finding, by reviewer: Reviewer, at now: Instant
  ) {
    let basis = Baseline.Basis(finding.facts, subjectID: finding.subject.uniqueID)
    var members = [
      JSONMember("facts", .string(basis.facts.description)), JSONMember("note", .string(note)),
    ]
    if let id = basis.subjectID { members.append(JSONMember("subjectId", .string(id))) }
    members.append(JSONMember("value", .string(severity.rawValue)))
    self.init(members, by: reviewer, at: now)
  }

  /// The basis of the finding when its severity was set; nil if the record is of another kind.
  var severityBasis: Baseline.Basis? {
    text("facts").flatMap(SHA256Digest.init(hexDigits:)).map {
      Baseline.Basis(facts: $0, subjectID: text("subjectId"))
    }
  }
}

extension SetSeverity {
  /// The severity in a record; nil if the record has none that this version knows.
  public init?(_ record: ReviewRecord) {
    guard let severity = record.text("value").flatMap(Severity.init) else { return nil }
    self.init(severity: severity, note: record.text("note") ?? "", by: record.by, at: record.at)
  }
}
