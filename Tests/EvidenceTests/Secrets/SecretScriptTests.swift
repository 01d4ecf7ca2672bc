import Foundation
import TestSupport
import Testing

@testable import Evidence

/// The filters of `collect` and of its script, on the same texts.
@Suite struct SecretScriptTests {
  /// The output of the filter of the script, in `shell`.
  private func filtered(_ text: String, _ shell: String = "sh") throws -> String {
    let tools = CollectScript.tools
    let start = try #require(tools.firstRange(of: "said() {"))
    let end = try #require(tools[start.upperBound...].firstRange(of: "\n}\n"))
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: ".error")
    let script =
      CollectScript.filter + "\n\(tools[start.lowerBound..<end.upperBound])\n"
      + "cd '\(folder.path)' && said\n"
    let outcome = try Program.run([shell, "-c", script], program: "/usr/bin/env")
    #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
    // The text is escaped for JSON.
    return outcome.output.replacing("\\\"", with: "\"").replacing("\\\\", with: "\\")
  }

  @Test("both filters remove a secret", arguments: SecretRows.hidden)
  func hidden(text: String) throws {
    for output in [SecretText.redacted(text), try filtered(text), try filtered(text, "bash")] {
      #expect(!output.replacing("\0", with: "").contains("hunter"), "\(output)")
      #expect(output.contains("[redacted]"), "\(output)")
    }
    let once = SecretText.redacted(text)
    #expect(SecretText.redacted(once) == once)
  }

  @Test("collect also removes secrets with hidden names", arguments: SecretRows.hiddenByCollect)
  func hiddenByCollect(text: String) {
    #expect(!SecretText.redacted(text).contains("hunter"), "\(SecretText.redacted(text))")
  }

  @Test("both filters keep sentences", arguments: SecretRows.kept)
  func kept(text: String) throws {
    #expect(SecretText.redacted(text) == text)
    let words = text.split(whereSeparator: \.isWhitespace)
    #expect(try filtered(text).split(separator: " ") == words)
  }

  @Test(
    "long texts of repeated parts are filtered",
    arguments: [
      "%253D", "\u{1B}[", "%3A//", "password:\n", "token:\"arn:", "--password,", "://a%2F",
      "&quot;",
      "secret ", "password: access ", "arn:aws:iam::1:role/x ", "| token |",
    ])
  func repeated(part: String) throws {
    let text = String(repeating: part, count: 2_000)
    #expect(!SecretText.redacted(text + "\npassword=hunter2").contains("hunter2"))
    #expect(try !filtered(text + "\npassword=hunter2").contains("hunter2"))
  }
}
