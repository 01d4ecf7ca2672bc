internal import Checklist

extension ReviewReport {
  /// The warning on the first page; nil if the session is intact.
  var integrityWarning: IntegrityWarning? { IntegrityWarning(integrityErrors) }
}

/// The warning at the beginning of every document of a session whose history or signatures are not
/// intact.
struct IntegrityWarning: Sendable {
  /// The id of the warning, for formats that need one.
  static let id = "review.integrity"
  static let title = "Integrity of the review"
  /// The conclusion for the reader.
  static let headline =
    "Do not rely on this review: its history or its signatures are not intact."

  /// The first faults, and the number of others.
  let errors: [String]

  /// The headline and the faults.
  var lines: [String] { [IntegrityWarning.headline] + errors }

  fileprivate init?(_ errors: [String]) {
    guard !errors.isEmpty else { return nil }
    let more = errors.count - IntegrityWarning.maximum
    self.errors =
      errors.prefix(IntegrityWarning.maximum)
      + (more > 0 ? ["and \(more) more; iam-review log --verify lists the history faults"] : [])
  }

  private static let maximum = 10
}
