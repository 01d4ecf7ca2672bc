public import Model

/// The automated result of an item; a reviewer cannot change it.
public enum Outcome: String, CaseIterable, Hashable, Sendable {
  /// The evidence is whole, and there are no findings.
  case pass
  /// There is at least one finding.
  case fail
  /// Evidence is missing; the item needs a manual answer.
  case unavailable
  /// There is no finding, but a person must decide.
  case manual
}

/// Evidence that an item needs and that is missing or incomplete.
public struct MissingEvidence: Hashable, Sendable {
  /// The evidence.
  public let kind: EvidenceKind
  /// Why it is missing or incomplete.
  public let reason: String
  /// The command that collects it.
  public let command: String
  /// The answer of AWS that there is none, so that no command can collect it; nil if it is missing.
  var absence: Absence?

  /// `kind` is missing because of `reason`; `command`, or the kind's own command, collects it.
  public init(_ kind: EvidenceKind, reason: String, command: String? = nil) {
    self.kind = kind
    self.reason = reason
    self.command = command ?? kind.command
  }

  /// The calls that the organization denies to everyone in the account, without the message of AWS,
  /// which names the session that made the call.
  var notObservable: [String] {
    reason.split(separator: "; ").filter { $0.hasPrefix(Manifest.notObservable) }
      .map { $0.split(separator: ": ").prefix(2).joined(separator: ": ") }
  }

  /// The missing part of `evidence`; nil if it is whole.
  init?(_ kind: EvidenceKind, of evidence: Evidence<some Sendable>) {
    guard let reason = evidence.absence?.answer ?? evidence.shortcoming else { return nil }
    self.init(kind, reason: reason)
    absence = evidence.absence
  }
}

/// Evidence that an item needs and that does not exist, according to AWS.
public struct AbsentEvidence: Hashable, Sendable {
  /// The evidence.
  public let kind: EvidenceKind
  /// The answer of AWS, with its citation.
  public let absence: Absence

  /// The answer as a sentence.
  public var text: String {
    let place = [absence.citation.file, absence.citation.place].filter { !$0.isEmpty }
    return "AWS returned no \(kind.title): \(absence.answer)"
      + " [\(place.joined(separator: " "))]"
  }
}

/// The result of evaluating an item's rule.
struct Judgement: Sendable {
  /// The deviations from the requirement; the item makes them findings.
  var findings: [Deviation] = []
  /// The evidence that is missing, or that does not exist according to AWS. Without a finding,
  /// missing evidence makes the item unavailable, and absent evidence leaves it to a person.
  var missing: [MissingEvidence] = []
  /// Remarks for the auditor that are not findings, such as what was skipped and why.
  var notes: [String] = []

  var outcome: Outcome {
    if !findings.isEmpty { return .fail }
    if missing.contains(where: { $0.absence == nil }) { return .unavailable }
    return missing.isEmpty ? .pass : .manual
  }
}
