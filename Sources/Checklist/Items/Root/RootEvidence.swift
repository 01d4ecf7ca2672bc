import Model

/// The answers of several sources to one question about the root user.
///
/// The worst answer counts: a single "no" outweighs any "yes". One whole source that answers is
/// enough to pass, because each source comes from AWS; the gaps of the others go into a note.
/// Partial or silent sources alone never lead to a pass.
struct RootAnswers {
  /// The answer of one source.
  struct Source {
    let kind: EvidenceKind
    /// Whether the source shows a compliant state; nil if it does not say.
    let isCompliant: Bool?
    let isWhole: Bool
    let citation: Citation?
    /// Why the source does not answer, or not completely.
    let gap: MissingEvidence?

    init<Value>(
      _ kind: EvidenceKind, _ evidence: Evidence<Value>, isCompliant: Bool?, citation: Citation?,
      silence: String
    ) {
      self.kind = kind
      self.isCompliant = isCompliant
      self.citation = citation
      isWhole = evidence.isWhole
      gap =
        MissingEvidence(kind, of: evidence)
        ?? (isCompliant == nil ? MissingEvidence(kind, reason: silence) : nil)
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

  /// Adds the gaps to `judgement`: as missing evidence if no whole source answers, otherwise as
  /// notes.
  func noteGaps(in judgement: inout Judgement) {
    let isAnswered = sources.contains { $0.isCompliant != nil && $0.isWhole }
    for source in sources {
      guard let gap = source.gap else { continue }
      if isAnswered {
        judgement.notes.append("Evaluated without complete \(gap.kind.title): \(gap.reason)")
      } else {
        judgement.noteMissing(gap)
      }
    }
  }

  /// The contradiction between the sources, to append to a summary; empty if they agree.
  func disagreement(compliant good: String, nonCompliant bad: String) -> String {
    guard disagrees else { return "" }
    func names(_ sources: [Source]) -> String {
      sources.map { "the " + $0.kind.title }.joined(separator: " and ")
    }
    return
      "; the sources disagree (\(bad) in \(names(nonCompliant)), \(good) in \(names(compliant)))"
  }
}
