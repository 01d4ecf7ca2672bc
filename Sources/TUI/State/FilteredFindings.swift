public import Checklist
public import Model

/// The console's filter, for who has no console.
public enum FilteredFindings {
  /// The findings that `words` let through, in the order of the checklist; throws what in the words
  /// is not understood.
  public static func findings(
    _ words: String, in assessment: Assessment, _ session: ReviewSession, at now: Instant
  ) throws(Complaint) -> [FindingID] {
    let filter = Filter(words)
    if let complaint = filter.complaint { throw Complaint(message: complaint) }
    let model = ConsoleModel(assessment)
    let standings = Standings(session, model, at: now)
    return model.findings.indices.filter { number in
      filter.admits(FilterableFinding(number: number, model: model, standings: standings))
    }.map { model.findings[$0].id }
  }

  /// What in the words of a filter is not understood.
  public struct Complaint: Error {
    /// It, in one sentence.
    public let message: String
  }
}
