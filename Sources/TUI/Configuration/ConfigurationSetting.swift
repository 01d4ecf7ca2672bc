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
        section: "", name: "theme", expected: "the name of a theme",
        set: { configuration, text in
          configuration.theme = text
          return true
        }, value: \.theme),
      ConfigurationSetting(
        section: "", name: "reviewer", expected: "a name",
        set: { configuration, text in
          configuration.reviewer = text
          return true
        }, value: \.reviewer),
      flag("mouse", { $0.hasMouse = $1 }, { $0.hasMouse }),
      flag("ascii", { $0.isASCII = $1 }, { $0.isASCII }),
      ConfigurationSetting(
        section: "thresholds", name: "max-age-days",
        expected: "a whole number of days from 1 to \(Settings.ages.upperBound)",
        set: { configuration, text in
          guard let days = number(text, in: Settings.ages) else { return false }
          configuration.settings.maxAgeDays = days
          return true
        }, value: { String($0.settings.maxAgeDays) }),
      ConfigurationSetting(
        section: "thresholds", name: "sensitive-services",
        expected: "service prefixes such as iam,s3",
        set: { configuration, text in
          guard let services = Settings.services(in: text) else { return false }
          configuration.settings.sensitiveServices = services
          return true
        }, value: { $0.settings.sensitiveServices.joined(separator: ",") }),
    ] + Severity.allCases.map(limit)

  private static func flag(
    _ name: String, _ set: @escaping @Sendable (inout Configuration, Bool) -> Void,
    _ value: @escaping @Sendable (Configuration) -> Bool
  ) -> ConfigurationSetting {
    ConfigurationSetting(
      section: "", name: name, expected: "yes or no",
      set: { configuration, text in
        guard let isOn = ["yes": true, "no": false][text.lowercased()] else { return false }
        set(&configuration, isOn)
        return true
      }, value: { value($0) ? "yes" : "no" })
  }

  private static func limit(_ severity: Severity) -> ConfigurationSetting {
    ConfigurationSetting(
      section: "limits", name: severity.rawValue,
      expected: "a whole number of days from 1 to \(AcceptanceLimits.range.upperBound)",
      set: { configuration, text in
        guard let days = number(text, in: AcceptanceLimits.range) else { return false }
        configuration.settings.acceptanceLimits[severity] = days
        return true
      }, value: { String($0.settings.acceptanceLimits[severity]) })
  }

  private static func number(_ text: String, in range: ClosedRange<Int>) -> Int? {
    Int(text).flatMap { range.contains($0) ? $0 : nil }
  }
}
