import Checklist
import Foundation
import TestSupport
import Testing

@testable import TUI

/// The configuration file.
@Suite struct ConfigurationTests {
  private static let full = """
    # the console
    theme = light
    reviewer = Ann Bell
    mouse = yes
    ascii = no

    [thresholds]
    max-age-days = 60
    sensitive-services = iam,s3

    [limits]
    critical = 14
    low=400

    [filters]
    mine = author:"Ann Bell" status:undecided

    [templates]
    users.mfa = The user is a break-glass user # with a token
    * = See ticket

    """

  @Test("all settings are read, and the effective configuration reads the same")
  func roundTrip() throws {
    let configuration = try Configuration(Self.full)
    #expect(configuration.theme == "light")
    #expect(configuration.reviewer == "Ann Bell")
    #expect(configuration.hasMouse)
    #expect(!configuration.isASCII)
    #expect(configuration.settings.maxAgeDays == 60)
    #expect(configuration.settings.sensitiveServices == ["iam", "s3"])
    let limits = configuration.settings.acceptanceLimits
    #expect(Severity.allCases.map { limits[$0] } == [14, 90, 180, 400])
    #expect(configuration.filters == ["mine": "author:\"Ann Bell\" status:undecided"])
    #expect(
      configuration.templates == [
        NoteTemplate(
          item: ItemID("users.mfa"), text: "The user is a break-glass user # with a token"),
        NoteTemplate(item: nil, text: "See ticket"),
      ])
    let text = configuration.text(path: "config")
    #expect(text.contains("# config:2\ntheme = light\n"))
    #expect(text.contains("\n[limits]\n# config:12\ncritical = 14\nhigh = 90\n"))
    let again = try Configuration(text)
    #expect(
      again.text(path: "x").split(separator: "\n").filter { !$0.hasPrefix("#") }
        == text.split(separator: "\n").filter { !$0.hasPrefix("#") })
  }

  @Test("the effective defaults are a valid configuration")
  func defaults() throws {
    let text = Configuration().text(path: "config")
    #expect(try Configuration(text).settings == Settings())
    #expect(!text.contains("#"))
    #expect(text.hasPrefix("theme = dark\n"))
  }

  @Test(
    "an invalid line is reported with what was expected",
    arguments: [
      ("theme", 1, "expected NAME = VALUE, not \"theme\""),
      ("theme =", 1, "expected NAME = VALUE, not \"theme =\""),
      ("\n= dark", 2, "expected NAME = VALUE, not \"= dark\""),
      ("tehme = dark", 1, "unknown setting \"tehme\"; did you mean theme?"),
      (
        "color = dark", 1,
        "unknown setting \"color\"; expected one of theme, reviewer, mouse, ascii"
      ),
      ("mouse = maybe", 1, "mouse: expected yes or no, not \"maybe\""),
      (
        "[limit]", 1,
        "expected one of the sections [thresholds], [limits], [filters], [templates], not "
          + "\"[limit]\""
      ),
      (
        "[limits", 1,
        "expected one of the sections [thresholds], [limits], [filters], [templates], not "
          + "\"[limits\""
      ),
      (
        "[limits]\ncritical = 0", 2,
        "critical: expected a whole number of days from 1 to 3650, not \"0\""
      ),
      (
        "[limits]\ncritical = 99999999999999999999", 2,
        "critical: expected a whole number of days from 1 to 3650, not \"99999999999999999999\""
      ),
      ("[limits]\nhihg = 3", 2, "unknown setting \"hihg\"; did you mean high?"),
      (
        "[thresholds]\nsensitive-services = iam s3", 2,
        "sensitive-services: expected service prefixes such as iam,s3, not \"iam s3\""
      ),
      ("[filters]\nx = severty:high", 2, "filter x: unknown field severty; did you mean severity?"),
      ("[templates]\nusers.mfaa = x", 2, "unknown item \"users.mfaa\"; did you mean users.mfa?"),
      (
        "theme = dark\r\nmouse = \u{1b}[2J\r\n", 2, "mouse: expected yes or no, not \"⟨U+001B⟩[2J\""
      ),
    ])
  func invalid(_ text: String, _ line: Int, _ message: String) {
    #expect(throws: Configuration.InputError(line: line, message: message)) {
      _ = try Configuration(text)
    }
  }

  @Test("the documentation names every setting")
  func documented() throws {
    let text = try String(contentsOfFile: Program.root + "/docs/configuration.md", encoding: .utf8)
    for setting in ConfigurationSetting.all {
      #expect(text.contains("`\(setting.name)`"), "\(setting.path)")
    }
  }
}
