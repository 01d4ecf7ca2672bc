import Foundation
import TestSupport
import Testing

/// Drafts after the console ended for any reason, the editor, the clipboard, themes, and plain
/// mode.
@Suite(.serialized) struct DraftTests {
  private func console(
    _ folder: TemporaryFolder, _ environment: [String: String] = [:]
  ) throws -> Tmux {
    try Tmux(
      "\(Program.path) --session \(folder.path)/review.json --reviewer ann",
      columns: 100, environment: environment)
  }

  private func waitForDrafts(_ folder: TemporaryFolder, containing word: String) throws {
    try eventually("a draft with \(word)") {
      let text = try? String(
        contentsOfFile: folder.path + "/review.json.drafts", encoding: .utf8)
      return text?.contains(word) == true
    }
  }

  @Test("after kill -9 in the middle of a note, the note is restored as a draft")
  func killed() throws {
    let folder = try TemporaryFolder()
    let first = try console(folder)
    try first.waitUntilLoaded()
    try first.press("n", "X", "a", "Enter")
    try first.type("nJhalf a no")
    try waitForDrafts(folder, containing: "half a no")
    _ = try Program.run(
      ["-9", "-f", "^[^ ]*iam-review --session \(folder.path)/review.json"],
      program: "/usr/bin/pkill")
    try first.wait(for: "ended with 137")
    let second = try console(folder)
    try second.wait(for: "1 draft")
    try second.type(":drafts")
    try second.press("Enter", "}", "Enter")
    try second.wait(for: "half a no")
    try second.type("te")
    try second.press("C-o")
    try second.wait(for: "justified: ")
    try second.press("q")
    try second.wait(for: "ended with 0")
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/review.json.drafts"))
    let session = try String(contentsOfFile: folder.path + "/review.json", encoding: .utf8)
    #expect(session.contains("half a note"))
  }

  @Test("a note is edited in the auditor's editor, with options, and no file is left behind")
  func editor() throws {
    let folder = try TemporaryFolder()
    let editor = """
      #!/bin/sh
      test "$1" = -x || exit 1
      sed -i 's/^owner:.*/owner: platform/' "$2"
      printf 'because of the move\n' >> "$2"
      """
    try Program.install(script: editor, at: folder.path + "/editor")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/tmp", withIntermediateDirectories: false)
    let terminal = try console(
      folder,
      ["VISUAL": folder.path + "/editor -x", "TMPDIR": folder.path + "/tmp"])
    try terminal.waitUntilLoaded()
    try terminal.press("n", "R", "C-e")
    try terminal.wait(for: "because of the move")
    try terminal.wait(for: "platform")
    try terminal.press("C-o")
    try terminal.wait(for: "remediate: ")
    try terminal.press("q")
    try terminal.wait(for: "ended with 0")
    let left = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/tmp")
    #expect(left.isEmpty)
  }

  @Test("a failing or missing editor changes nothing")
  func noEditor() throws {
    let folder = try TemporaryFolder()
    for (editor, words) in [
      ("false", "nothing was changed in the editor"),
      ("/no/such/editor", "could not be started; set EDITOR"),
    ] {
      let terminal = try console(folder, ["VISUAL": editor])
      try terminal.waitUntilLoaded()
      try terminal.press("n", "X", "C-e")
      try terminal.wait(for: words)
      try terminal.press("Escape")
      try terminal.wait(for: "cancelled; the decision did not change")
      try terminal.press("q")
      try terminal.wait(for: "ended with 0")
    }
  }

  @Test("in tmux, copied text is in the paste buffer")
  func copy() throws {
    let folder = try TemporaryFolder()
    let terminal = try console(folder)
    try terminal.waitUntilLoaded()
    try terminal.press("2", "y")
    try terminal.wait(for: "sent to tmux")
    #expect(try terminal.buffer().hasPrefix("arn:aws:iam::"))
  }

  @Test("a theme changes at once, and an invalid custom theme is reported with file and line")
  func themes() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/iam-review/themes", withIntermediateDirectories: true)
    try folder.write(Array("nonsense = red\n".utf8), to: "iam-review/themes/mine.theme")
    let terminal = try console(folder, ["XDG_CONFIG_HOME": folder.path])
    try terminal.waitUntilLoaded()
    try terminal.type(":theme light")
    try terminal.press("Enter")
    try terminal.wait(for: "theme light")
    try terminal.type(":theme mine")
    try terminal.press("Enter")
    try terminal.wait(for: "mine.theme:1: unknown style role \"nonsense\"")
    let outcome = try Program.run(
      ["XDG_CONFIG_HOME=\(folder.path)", Program.path, "--theme", "mine"], program: "/usr/bin/env")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("mine.theme:1: "))
  }

  @Test("a whole review from a pipe, in lines without escape sequences")
  func plain() throws {
    let folder = try TemporaryFolder()
    let outcome = try Program.run(
      [
        "--plain", "--session", folder.path + "/review.json", "--reviewer", "ann", "--clock",
        "2026-11-24T09:00:00Z",
      ],
      input: "n\nj\nin the safe\n\neoy\nb\nq\n")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("justified: root.mfa/root"))
    #expect(!outcome.output.contains("\u{1B}"))
    let session = try String(contentsOfFile: folder.path + "/review.json", encoding: .utf8)
    #expect(session.contains("2026-12-31"))
  }
}
