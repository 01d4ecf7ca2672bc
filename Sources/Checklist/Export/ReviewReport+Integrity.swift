extension ReviewReport {
  /// The warning on the first page; nil if the session is intact.
  var integrityWarning: IntegrityWarning? { IntegrityWarning(integrityFaults) }
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
  let faults: [String]

  /// The headline and the faults.
  var lines: [String] { [IntegrityWarning.headline] + faults }

  fileprivate init?(_ faults: [String]) {
    guard !faults.isEmpty else { return nil }
    let more = faults.count - IntegrityWarning.most
    self.faults =
      faults.prefix(IntegrityWarning.most)
      + (more > 0 ? ["and \(more) more; iam-review log --verify lists the history faults"] : [])
  }

  private static let most = 10
}
