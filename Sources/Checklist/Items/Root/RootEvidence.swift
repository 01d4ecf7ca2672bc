import Model

/// The answers of several sources to one question about the root user.
///
/// The worst answer counts: a single "no" outweighs any "yes". One whole source that answers is
/// enough to pass if the others were not collected, because each source comes from AWS; their gaps
/// go into a note. A source that was collected could have said "no", so it keeps the item from
/// passing if it is damaged or does not answer. Partial or silent sources alone never lead to a
/// pass.
struct RootAnswers {
  /// The answer of one source.
  struct Source {
    let kind: EvidenceKind
    /// The name of the fact with the answer.
    let fact: String
    /// Whether the source shows a compliant state; nil if it does not say.
    let isCompliant: Bool?
    let isWhole: Bool
    let citation: Citation?
    /// Why the source does not answer, or not completely.
    let gap: MissingEvidence?
    /// Whether the gap can hide a "no".
    let hidesAnswer: Bool

    /// `canDeny` says whether the source can show a non-compliant state at all.
    init<Value>(
      _ kind: EvidenceKind, _ evidence: Evidence<Value>, of account: Account, fact: String,
      isCompliant: Bool?, citation: Citation?, silence: String, canDeny: Bool = true
    ) {
      self.kind = kind
      self.fact = fact
      self.isCompliant = isCompliant
      self.citation = citation
      isWhole = evidence.isWhole
      gap =
        MissingEvidence(kind, of: evidence)
        ?? (isCompliant == nil ? MissingEvidence(kind, reason: silence) : nil)
      let isSilent = evidence.value != nil && isCompliant == nil
      hidesAnswer = canDeny && (isSilent || account.damagedKinds.contains(kind))
    }
  }

  let sources: [Source]

  /// The sources that show a compliant state.
  var compliant: [Source] { sources.filter { $0.isCompliant == true } }
  /// The sources that show a non-compliant state.
  var nonCompliant: [Source] { sources.filter { $0.isCompliant == false } }
  /// Whether the sources contradict each other.
  var disagrees: Bool { !compliant.isEmpty && !nonCompliant.isEmpty }

  /// The citations of all sources that answer.
  var citations: [Citation] { sources.filter { $0.isCompliant != nil }.compactMap(\.citation) }

  /// Adds the gaps to `judgement`: as missing evidence if no whole source answers or if they can
  /// hide a "no", otherwise as notes.
  func noteGaps(in judgement: inout Judgement) {
    let isAnswered = sources.contains { $0.isCompliant != nil && $0.isWhole }
    for source in sources {
      guard let gap = source.gap else { continue }
      if isAnswered, !source.hidesAnswer {
        judgement.notes.append(
          source.isCompliant == nil
            ? "Evaluated without the \(gap.kind.title) (\(gap.reason))"
            : "Evaluated with partial evidence: \(gap.kind.title) (\(gap.reason))")
      } else {
        judgement.noteMissing(gap)
      }
    }
  }

  /// The contradiction between the sources, to append to a summary; empty if they agree.
  func disagreement(compliant good: String, nonCompliant bad: String) -> String {
    guard disagrees else { return "" }
    func shown(by sources: [Source]) -> String {
      let isPlural = sources.count > 1 || sources.contains { $0.kind == .virtualMFADevices }
      return sources.map { "the " + $0.kind.title }.joined(separator: " and ")
        + (isPlural ? " show" : " shows")
    }
    return ": \(shown(by: nonCompliant)) \(bad), but \(shown(by: compliant)) \(good)"
  }
}
