import Foundation
import Model
import Platform
import Reports
import TestSupport
import Testing

/// The real program in a real terminal, driven as a person drives it.
@Suite(.serialized) struct ConsoleTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private var session: String { folder.path + "/review.json" }

  private func open(
    _ arguments: String = "", columns: Int = 80, rows: Int = 24, term: String = "xterm-256color",
    environment: [String: String] = [:]
  ) throws -> Tmux {
    let command = "\(Program.path) --session \(session) --reviewer ann \(arguments)"
    let terminal = try Tmux(
      command, columns: columns, rows: rows, term: term, environment: environment)
    return terminal
  }

  /// The dispositions in the session file.
  private func dispositions() throws -> [String] {
    let text = try String(contentsOfFile: session, encoding: .utf8)
    let findings = try JSONDocument(Array(text.utf8)).root["decisions"]?["findings"]
    return (findings?.members ?? []).compactMap { $0.value["disposition"]?.string }.sorted()
  }

  /// Opens the first finding and justifies it with `note`.
  private func justify(_ terminal: Tmux, note: String) throws {
    try terminal.press("n", "J")
    try terminal.wait(for: "justified: ")
    try terminal.type(note)
    try terminal.press("Enter", "Enter", "Enter")
    try terminal.wait(for: "decision      justified")
  }

  @Test(
    "decisions are kept after quitting and reopening",
    arguments: [(80, 24), (200, 60)]) func reviewAndResume(columns: Int, rows: Int) throws
  {
    let first = try open(columns: columns, rows: rows)
    try first.waitUntilLoaded()
    try justify(first, note: "break-glass user, sealed")
    try first.press("n", "R")
    try first.wait(for: "remediate: ")
    try first.type("rotate it")
    try first.press("Enter")
    try first.type("bob")
    try first.press("Enter", "Enter", "Enter")
    try first.wait(for: "decision      remediate")
    try first.press("q")
    try first.wait(for: "ended with 0")
    #expect(
      try dispositions() == ["justified", "remediate"])

    let second = try open(columns: columns, rows: rows)
    try second.waitUntilLoaded()
    try second.wait(for: "saved")
    try second.press("1", "Enter")
    try second.wait(for: "break-glass user, sealed")
    try second.press("q")
    try second.wait(for: "ended with 0")
  }

  @Test("a decision is saved before the next key, whatever happens to the process")
  func killed() throws {
    let terminal = try open()
    try terminal.waitUntilLoaded()
    try justify(terminal, note: "sealed")
    _ = try Program.run(
      ["-KILL", "-P", try terminal.shellProcess()], program: "/usr/bin/pkill")
    try terminal.wait(for: "ended with 137")
    #expect(try dispositions() == ["justified"])
  }

  @Test("after a dropped connection the console quits silently, with all decisions saved")
  func hangUp() throws {
    let terminal = try open()
    try terminal.waitUntilLoaded()
    try justify(terminal, note: "sealed")
    _ = try Program.run(
      ["-HUP", "-P", try terminal.shellProcess()], program: "/usr/bin/pkill")
    try terminal.wait(for: "ended with 0")
    #expect(try dispositions() == ["justified"])
  }

  @Test("resizing keeps the selection, and a screen that is too small shows a message")
  func resize() throws {
    let terminal = try open()
    try terminal.waitUntilLoaded()
    try terminal.press("4", "G")
    try terminal.wait(for: "roles 36/36")
    // The screen can be captured while it is being drawn, so each text is waited for.
    try terminal.wait(for: "web-portal")
    try terminal.resize(columns: 20, rows: 5)
    try terminal.wait(for: "at least 40x10")
    try terminal.resize(columns: 200, rows: 60)
    try terminal.wait(for: "roles 36/36")
    try terminal.wait(for: "web-portal")
    try terminal.press("q")
    try terminal.wait(for: "ended with 0")
  }

  @Test(
    "the console works in any terminal, without color and without UTF-8",
    arguments: [
      ("vt100", "C", "1"), ("linux", "C.UTF-8", ""), ("tmux-256color", "C.UTF-8", ""),
      ("screen", "C", ""), ("xterm-kitty-nobody-knows", "C.UTF-8", "1"),
    ]) func terminals(term: String, locale: String, noColor: String) throws
  {
    var environment = ["LC_ALL": locale, "LANG": locale]
    if !noColor.isEmpty { environment["NO_COLOR"] = noColor }
    let terminal = try open(term: term, environment: environment)
    try terminal.waitUntilLoaded()
    try terminal.wait(for: "Root account")
    try terminal.press("1")
    try terminal.wait(for: locale == "C" ? "|" : "│")
    try terminal.press("q")
    try terminal.wait(for: "ended with 0")
  }

  @Test("the notice about damaged evidence names :problems, which lists all of it")
  func problems() throws {
    let evidence = folder.path + "/damaged"
    try FileManager.default.copyItem(atPath: Program.root + "/Sample", toPath: evidence)
    for name in ["account-summary.json", "instances.json", "functions.json"] {
      try folder.write(Array("{".utf8), to: "damaged/\(name)")
    }
    for size in ["80x24", "120x40", "200x60"] {
      let script = """
        screenshot \(folder.path)/start.txt
        :problems<Enter>
        screenshot \(folder.path)/problems.txt
        """
      try folder.write(Array(script.utf8), to: "x.script")
      let outcome = try Program.run([
        evidence, "--script", folder.path + "/x.script", "--size", size, "--clock",
        "2026-11-24T09:00:00Z", "--reviewer", "ann",
      ])
      #expect(outcome.status == 0, "\(outcome.errors)")
      func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(folder.path)/\(name).txt", encoding: .utf8)
      }
      let start = try text("start")
      #expect(start.contains("; :problems lists all"), "\(start)")
      #expect(try text("problems").contains("account-summary.json"))
    }
  }

  @Test("without a terminal, the console reports an error")
  func noTerminal() throws {
    let outcome = try Program.run(["--session", session])
    #expect(outcome.status == 4)
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("decisions of the console are in the exports")
  func export() throws {
    let terminal = try open()
    try terminal.waitUntilLoaded()
    try justify(terminal, note: "sealed | <b>envelope</b>")
    try terminal.press("q")
    try terminal.wait(for: "ended with 0")
    let markdown = try Program.run(["export", "--format", "markdown", "--session", session])
    #expect(markdown.status == 0)
    #expect(markdown.output.contains("sealed"))
    #expect(!markdown.output.contains("<b>"))
    let csv = try Program.run(["export", "--format", "csv", "--session", session])
    #expect(csv.output.contains("sealed | <b>envelope</b>"))
    let target = folder.path + "/out.json"
    let json = try Program.run(
      ["export", "--format", "json", "--session", session, "-o", target])
    #expect(json.output.isEmpty)
    let text = try String(contentsOfFile: target, encoding: .utf8)
    #expect(try JSONDocument(Array(text.utf8)).root["account"]?["id"]?.string == "640817295314")
  }
}
