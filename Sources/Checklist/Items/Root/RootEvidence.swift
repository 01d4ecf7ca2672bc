import Model

/// What several sources say of one question about the root user.
///
/// The worse answer counts: a source that says no outweighs any that says yes. One whole source
/// that answers is enough to pass, and what the others lack is told in a note, since each of
/// them is AWS's own word; partial sources and silence never pass.
struct RootTestimony {
  /// What one source says.
  struct Source {
    let kind: EvidenceKind
    /// Whether all is well by it; nil where it does not say.
    let isWell: Bool?
    let isWhole: Bool
    let citation: Citation?
    /// Why it does not say, or not wholly.
    let gap: MissingEvidence?

    init<Value>(
      _ kind: EvidenceKind, _ evidence: Evidence<Value>, isWell: Bool?, citation: Citation?,
      silence: String
    ) {
      self.kind = kind
      self.isWell = isWell
      self.citation = citation
      isWhole = evidence.isWhole
      gap =
        MissingEvidence(kind, of: evidence)
        ?? (isWell == nil ? MissingEvidence(kind, reason: silence) : nil)
    }
  }

  let sources: [Source]

  /// The sources by which all is well.
  var well: [Source] { sources.filter { $0.isWell == true } }
  /// The sources by which it is not.
  var ill: [Source] { sources.filter { $0.isWell == false } }
  /// Whether the sources contradict one another.
  var disagrees: Bool { !well.isEmpty && !ill.isEmpty }

  /// The citations of all that say something.
  var citations: [Citation] { sources.filter { $0.isWell != nil }.compactMap(\.citation) }

  /// Notes in `judgement` what lacks, as missing if no whole source answers, else as a note.
  func tellWhatLacks(in judgement: inout Judgement) {
    let isAnswered = sources.contains { $0.isWell != nil && $0.isWhole }
    for source in sources {
      guard let gap = source.gap else { continue }
      if isAnswered {
        judgement.notes.append("Judged without a complete \(gap.kind.title): \(gap.reason)")
      } else {
        judgement.lack(gap)
      }
    }
  }

  /// The disagreement in words, for the end of a summary; empty where there is none.
  func disagreement(well good: String, ill bad: String) -> String {
    guard disagrees else { return "" }
    func names(_ sources: [Source]) -> String {
      sources.map { "the " + $0.kind.title }.joined(separator: " and ")
    }
    return "; the sources disagree (\(bad) in \(names(ill)), \(good) in \(names(well)))"
  }
}
