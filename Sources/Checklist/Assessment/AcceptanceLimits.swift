/// How long a deviation can be accepted without the approval of a second person, in days after the
/// decision.
public struct AcceptanceLimits: Hashable, Sendable {
  private var days: [Severity: Int]

  /// The limits of the checklist: critical 30, high 90, medium 180 and low 365 days.
  public init() { days = [.critical: 30, .high: 90, .medium: 180, .low: 365] }

  /// The limit for findings of `severity`, in days.
  public subscript(severity: Severity) -> Int {
    get { days[severity] ?? 0 }
    set { days[severity] = newValue }
  }
}
