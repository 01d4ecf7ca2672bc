internal import Model

/// The calls in all log files of a folder.
struct LoggedCalls: Sendable {
  /// The calls, in the order of their values.
  let rows: [ActivityRow]
  /// The times for which logs are damaged.
  let gaps: [ActivityCoverage.Gap]
  /// The periods of the event history that were read.
  let histories: [ActivityCoverage.History]
}
