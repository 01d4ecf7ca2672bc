public import Checklist
public import Platform

/// The settings with which evidence is evaluated. What is nil keeps the settings of the session;
/// without a session, the defaults.
public struct Judging: Sendable {
  /// The time at which ages are calculated; nil for the date of the evidence.
  public var asOf: Instant?
  /// The items that are evaluated.
  public var origin: Item.Origin?
  /// The age limit of access keys and unused credentials, in days.
  public var maxAgeDays: Int?
  /// The services that no role should have full access to.
  public var sensitiveServices: [String]?
  /// How many days one person can accept findings for, by severity.
  public var limits: [Severity: Int]?
  /// The settings for evidence without a session.
  public var defaults: Settings

  /// Evaluation with `defaults` and the settings of the session.
  public init(defaults: Settings = Settings()) { self.defaults = defaults }

  /// Returns the settings of a session (nil if there is none) with the values that are not nil.
  public func applied(to settings: Settings?) -> Settings {
    var settings = settings ?? defaults
    if let origin { settings.origin = origin }
    if let maxAgeDays { settings.maxAgeDays = maxAgeDays }
    if let sensitiveServices { settings.sensitiveServices = sensitiveServices }
    for (severity, days) in limits ?? [:] { settings.acceptanceLimits[severity] = days }
    return settings
  }
}
