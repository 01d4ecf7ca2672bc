extension Checklist {
  /// The version of the rules: the date of the last change to a verdict, a severity or a fact.
  ///
  /// A new version also needs a file in `Tests/Fixtures/verdicts`.
  public static let version = "2026-11-28"
}
