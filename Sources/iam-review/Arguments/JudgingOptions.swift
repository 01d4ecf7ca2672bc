import Checklist
import CommandSyntax
import Model
import Platform

/// The options for evaluating evidence; options that are not given keep the settings of the
/// session.
struct JudgingOptions {
  let asOf: Instant?
  private let origin: Item.Origin?
  private let maxAgeDays: Int?
  private let sensitiveServices: [String]?

  init(_ arguments: Arguments) throws(UsageError) {
    asOf = try arguments.value(.asOf, expected: "a date such as 2026-11-20") { Instant($0) }
    origin = try arguments.choice(.origin) { Item.Origin(rawValue: $0) }
    maxAgeDays = try arguments.number(.maxAgeDays, in: 1...36_500, of: "days")
    sensitiveServices = try arguments.value(
      .sensitiveServices, expected: "service prefixes such as iam,s3"
    ) { text in
      let services = text.split(separator: ",").map { $0.lowercased() }
      let isPlain = services.allSatisfy { service in
        service.utf8.allSatisfy {
          (97...122).contains($0) || (48...57).contains($0) || $0 == UInt8(ascii: "-")
        }
      }
      return services.isEmpty || !isPlain ? nil : services
    }
  }

  /// Returns `settings` with the values of the command line.
  func applied(to settings: Settings) -> Settings {
    var settings = settings
    if let origin { settings.origin = origin }
    if let maxAgeDays { settings.maxAgeDays = maxAgeDays }
    if let sensitiveServices { settings.sensitiveServices = sensitiveServices }
    return settings
  }
}
