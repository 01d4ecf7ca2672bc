public import Checklist
public import Model

/// The filter of the console, for commands.
public enum FilteredFindings {
  /// The findings that match the filter `words`, in the order of the checklist; throws if the
  /// filter is invalid.
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

  /// An invalid filter.
  public struct Complaint: Error {
    /// The error, in one sentence.
    public let message: String
  }
}
