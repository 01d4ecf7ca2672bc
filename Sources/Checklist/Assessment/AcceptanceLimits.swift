/// How long a deviation can be accepted without the approval of a second person, in days after the
/// decision.
public struct AcceptanceLimits: Hashable, Sendable {
  private var days: [Severity: Int]

  /// The limits of the checklist: critical 30, high 90, medium 180 and low 365 days.
  public init() { days = [.critical: 30, .high: 90, .medium: 180, .low: 365] }

  /// The limits that can be set, in days.
  public static let range = 1...3650

  /// The limit for findings of `severity`, in days.
  public subscript(severity: Severity) -> Int {
    get { days[severity] ?? 0 }
    set { days[severity] = newValue }
  }

  /// The limits in a list such as `critical=14,high=60`; nil if it is invalid.
  public static func limits(in list: String) -> [Severity: Int]? {
    var limits: [Severity: Int] = [:]
    for part in list.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
      guard sides.count == 2, let severity = Severity(rawValue: sides[0].lowercased()),
        let days = Int(sides[1]), range.contains(days)
      else { return nil }
      limits[severity] = days
    }
    return limits
  }
}
