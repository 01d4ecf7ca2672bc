import Checklist
import Model
import Platform

/// A setting of the configuration file: parsing, printing and documentation are derived from it.
struct ConfigurationSetting: Sendable {
  /// The section, such as `limits`; empty for the settings before the first section.
  let section: String
  let name: String
  /// What a value must be.
  let expected: String
  /// Sets the value; returns false if it is invalid.
  let set: @Sendable (inout Configuration, String) -> Bool
  /// The value; nil if there is none.
  let value: @Sendable (Configuration) -> String?

  /// `SECTION.NAME`.
  var path: String { section.isEmpty ? name : "\(section).\(name)" }

  /// All settings, in the order of the effective configuration.
  static let all: [ConfigurationSetting] =
    [
      ConfigurationSetting(
        "theme", expected: "the name of a theme", { $0 }, { $0.theme = $1 }, \.theme),
      ConfigurationSetting(
        "reviewer", expected: "a name", { $0 }, { $0.reviewer = $1 }, \.reviewer),
      flag("mouse", { $0.hasMouse = $1 }, \.hasMouse),
      flag("ascii", { $0.isASCII = $1 }, \.isASCII),
      days(
        "max-age-days", in: "thresholds", from: Settings.ages, { $0.settings.maxAgeDays = $1 },
        \.settings.maxAgeDays),
      ConfigurationSetting(
        "sensitive-services", in: "thresholds", expected: "service prefixes such as iam,s3",
        Settings.services, { $0.settings.sensitiveServices = $1 },
        { $0.settings.sensitiveServices.joined(separator: ",") }),
    ]
    + Severity.allCases.map { severity in
      days(
        severity.rawValue, in: "limits", from: AcceptanceLimits.range,
        { $0.settings.acceptanceLimits[severity] = $1 },
        { $0.settings.acceptanceLimits[severity] })
    }

  /// A setting whose values `parse` reads; it returns nil for an invalid one.
  private init<Value>(
    _ name: String, in section: String = "", expected: String,
    _ parse: @escaping @Sendable (String) -> Value?,
    _ set: @escaping @Sendable (inout Configuration, Value) -> Void,
    _ value: @escaping @Sendable (Configuration) -> String?
  ) {
    self.section = section
    self.name = name
    self.expected = expected
    self.set = { configuration, text in
      guard let value = parse(text) else { return false }
      set(&configuration, value)
      return true
    }
    self.value = value
  }

  private static func flag(
    _ name: String, _ set: @escaping @Sendable (inout Configuration, Bool) -> Void,
    _ value: @escaping @Sendable (Configuration) -> Bool
  ) -> ConfigurationSetting {
    ConfigurationSetting(
      name, expected: "yes or no", { ["yes": true, "no": false][$0.lowercased()] }, set,
      { value($0) ? "yes" : "no" })
  }

  private static func days(
    _ name: String, in section: String, from range: ClosedRange<Int>,
    _ set: @escaping @Sendable (inout Configuration, Int) -> Void,
    _ value: @escaping @Sendable (Configuration) -> Int
  ) -> ConfigurationSetting {
    ConfigurationSetting(
      name, in: section, expected: "a whole number of days from 1 to \(range.upperBound)",
      { Int($0).flatMap { range.contains($0) ? $0 : nil } }, set, { String(value($0)) })
  }
}
