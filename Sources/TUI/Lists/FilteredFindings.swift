public import Checklist
internal import Model
public import Platform

/// The filter of the console, for commands.
public enum FilteredFindings {
  /// The findings that match the filter `words`, in the order of the checklist; throws if the
  /// filter is invalid.
  public static func findings(
    _ words: String, in assessment: Assessment, _ session: ReviewSession, at now: Instant
  ) throws(InputError) -> [FindingID] {
    let filter = Filter(words)
    if let errorMessage = filter.errorMessage ?? filter.missing {
      throw InputError(message: errorMessage)
    }
    let model = ConsoleModel(assessment)
    let statuses = DecisionStatuses(session, model, at: now)
    return model.findings.indices.filter { number in
      filter.admits(FilterableFinding(number: number, model: model, statuses: statuses))
    }.map { model.findings[$0].id }
  }

  /// An invalid filter.
  public struct InputError: Error {
    /// The error, in one sentence.
    public let message: String
  }
}
