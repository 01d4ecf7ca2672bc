import Checklist
import CommandSyntax
import Model
import Platform
import TUI

/// The options for evaluating evidence. Options that are not given keep the settings of the session;
/// without a session, those of the user's configuration.
struct JudgingOptions {
  let asOf: Instant?
  private let origin: Item.Origin?
  private let maxAgeDays: Int?
  private let sensitiveServices: [String]?
  private let limits: [Severity: Int]?
  /// The settings of the user's configuration, for evidence without a session.
  private let defaults: Settings

  init(_ arguments: Arguments) throws {
    asOf = try arguments.value(.asOf, expected: "a date such as 2026-11-20") { Instant($0) }
    origin = try arguments.choice(.origin) { Item.Origin(rawValue: $0) }
    maxAgeDays = try arguments.number(.maxAgeDays, in: Settings.ages, of: "days")
    sensitiveServices = try arguments.value(
      .sensitiveServices, expected: "service prefixes such as iam,s3", Settings.services)
    limits = try arguments.value(
      .limits, expected: "limits in days such as critical=14,high=60", AcceptanceLimits.limits)
    defaults = try UserConfiguration.load().settings
  }

  /// Returns the settings of a session (nil if there is none) with the values of the command line.
  func applied(to settings: Settings?) -> Settings {
    var settings = settings ?? defaults
    if let origin { settings.origin = origin }
    if let maxAgeDays { settings.maxAgeDays = maxAgeDays }
    if let sensitiveServices { settings.sensitiveServices = sensitiveServices }
    for (severity, days) in limits ?? [:] { settings.acceptanceLimits[severity] = days }
    return settings
  }
}
