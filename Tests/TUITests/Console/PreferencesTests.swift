import Foundation
import TestSupport
import Testing

@testable import TUI

/// The files of the configuration folder that the console writes.
@Suite struct PreferencesTests {
  @Test("values are read back, and comments and other files are kept")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let preferences = Preferences(folder: folder.path + "/config/iam-review")
    #expect(preferences.values(.filters).isEmpty)
    let filters = ["soon": "expires:<30d", "mine": "author:=\"ann b\" status:=x"]
    #expect(preferences.save(filters, as: .filters) == nil)
    #expect(preferences.values(.filters) == filters)
    #expect(preferences.values(.sorting).isEmpty)
    try folder.write(Array("# mine\nno sign\n= x\na = b\n".utf8), to: "config/iam-review/filters")
    #expect(preferences.values(.filters) == ["a": "b"])
    #expect(preferences.save(["c": "d"], as: .filters) == nil)
    let text = try String(
      contentsOfFile: folder.path + "/config/iam-review/filters", encoding: .utf8)
    #expect(text == "# mine\nno sign\n= x\nc = d\n")
  }

  @Test("a script neither uses nor changes the saved order of lists")
  func script() throws {
    let folder = try TemporaryFolder()
    let kept = Preferences(folder: folder.path)
    #expect(kept.save(["roles": "role, reversed"], as: .sorting) == nil)
    let script = Preferences(folder: folder.path, keepsSorting: false)
    #expect(script.values(.sorting).isEmpty)
    #expect(script.save(["roles": "findings"], as: .sorting) == nil)
    #expect(kept.values(.sorting) == ["roles": "role, reversed"])
  }

  @Test("without a home directory, saving says so")
  func nowhere() {
    #expect(Preferences().values(.filters).isEmpty)
    #expect(Preferences().save(["a": "b"], as: .filters)?.contains("no home directory") == true)
  }
}
