public import Model
package import Platform

/// The stable id of a finding: its item, its subject, and what distinguishes it from others.
public struct FindingID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The id as text, such as `users.key-rotation/user/alice/key-1`.
  public let rawValue: String

  /// The id `rawValue`.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The id `text`.
  public init(_ text: String) { rawValue = text }

  /// The id as text.
  public var description: String { rawValue }
}

/// The severity of a finding.
public enum Severity: String, CaseIterable, Hashable, Comparable, Sendable {
  case critical, high, medium, low

  /// More severe is smaller, so that sorting puts the most severe first.
  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  /// 0 for critical to 3 for low.
  public var rank: Int {
    switch self {
    case .critical: 0
    case .high: 1
    case .medium: 2
    case .low: 3
    }
  }
}

/// The subject of a finding.
public struct Subject: Hashable, Sendable {
  /// The kind of a subject.
  public enum Kind: String, CaseIterable, Sendable {
    case root, user, group, role, policy, instance, function, provider, analyzer, resource
    case region, account, organization
  }

  /// The kind.
  public let kind: Kind
  /// Its name.
  public let name: String
  /// The ARN, if it has one.
  public let arn: ARN?
  /// The unique id (`AIDA…`, `AROA…`), which a later subject with the same name does not get.
  public let uniqueID: String?

  /// The subject `name` of `kind`.
  public init(kind: Kind, name: String, arn: ARN?, uniqueID: String? = nil) {
    self.kind = kind
    self.name = name
    self.arn = arn
    self.uniqueID = uniqueID
  }
}

/// A name and a value that a finding is based on; if a fact changes, the decision is stale.
public struct Fact: Hashable, Sendable {
  /// The fact's name, such as `passwordEnabled`.
  public let name: String
  /// The fact's value as text.
  public let value: String
  /// The time that the value is, which is not compared; nil for other values, and for facts that were
  /// read from a session.
  package let moment: Instant?

  /// A fact.
  public init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
    moment = nil
  }

  /// A fact that is a time, or `otherwise` if there is none.
  package init(_ name: String, _ moment: Instant?, otherwise: String) {
    self.name = name
    value = moment?.description ?? otherwise
    self.moment = moment
  }

  /// Whether name and text are the same.
  public static func == (left: Fact, right: Fact) -> Bool {
    left.name == right.name && left.value == right.value
  }

  /// Hashes name and text.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(name)
    hasher.combine(value)
  }
}

/// Advice on how to fix a finding.
public struct Advice: Hashable, Sendable {
  /// The advice, in a sentence or two.
  public let text: String
  /// The command for it, with quoted arguments; nil if there is none.
  public let command: String?

  /// The advice `text`, with a command for it.
  public init(_ text: String, command: String? = nil) {
    self.text = text
    self.command = command
  }

  /// Both in one line.
  public var line: String { command.map { "\(text) Run: \($0)" } ?? text }
}

/// A subject that does not meet a requirement of the checklist.
public struct Finding: Hashable, Sendable, Identifiable {
  /// The stable id.
  public let id: FindingID
  /// The item that it belongs to.
  public let item: ItemID
  /// The user, role, policy or other resource that it is about.
  public let subject: Subject
  /// The severity according to the item's rule. `ReviewSession.severity(of:decision:)` has the one
  /// that counts.
  public let automatedSeverity: Severity
  /// The subject and the fact that matters, in one line.
  public let summary: String
  /// The values that the finding is based on; if they change, a decision on it is stale.
  public let facts: [Fact]
  /// The citations of the evidence, each once.
  public let evidence: [Citation]
  /// The advice.
  public let advice: Advice
  /// The values behind the facts, which are not compared; nil if the facts say everything.
  package let detail: FindingDetail?

  /// A finding with all its parts.
  package init(
    id: FindingID, item: ItemID, subject: Subject, severity: Severity, summary: String,
    facts: [Fact], evidence: [Citation], advice: Advice, detail: FindingDetail? = nil
  ) {
    self.id = id
    self.item = item
    self.subject = subject
    automatedSeverity = severity
    self.summary = summary
    self.facts = facts
    self.evidence = evidence.uniqued
    self.advice = advice
    self.detail = detail
  }

  /// Whether everything but the detail is equal, which follows from the same evidence as the facts.
  public static func == (left: Finding, right: Finding) -> Bool {
    left.id == right.id && left.item == right.item && left.subject == right.subject
      && left.automatedSeverity == right.automatedSeverity && left.summary == right.summary
      && left.facts == right.facts && left.evidence == right.evidence
      && left.advice == right.advice
  }

  /// Hashes the id and the facts.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
    hasher.combine(facts)
  }

  /// The summary without the subject's name at its start, for lines that name the subject already.
  package var predicate: String {
    for separator in [": ", " "] where summary.hasPrefix(subject.name + separator) {
      return String(summary.dropFirst(subject.name.count + separator.count))
    }
    return summary
  }
}
