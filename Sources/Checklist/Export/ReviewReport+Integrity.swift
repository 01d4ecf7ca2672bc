extension ReviewReport {
  /// What the first page says of a session that is not intact; nil for one that is.
  var integrityWarning: IntegrityWarning? { IntegrityWarning(integrityFaults) }
}

/// The warning that begins every document of a session whose history or signatures are not as they
/// were written.
struct IntegrityWarning: Sendable {
  /// The name under which formats that need one have it.
  static let id = "review.integrity"
  static let title = "Integrity of the review"
  /// What to make of it.
  static let headline =
    "Do not rely on this review: its history or its signatures are not as they were written."

  /// The first of the faults, and how many more there are.
  let faults: [String]

  /// The headline and the faults.
  var lines: [String] { [IntegrityWarning.headline] + faults }

  fileprivate init?(_ faults: [String]) {
    guard !faults.isEmpty else { return nil }
    let more = faults.count - IntegrityWarning.most
    self.faults =
      faults.prefix(IntegrityWarning.most)
      + (more > 0 ? ["and \(more) more; iam-review log --verify lists those of the history"] : [])
  }

  private static let most = 10
}
