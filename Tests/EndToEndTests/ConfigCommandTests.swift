import Foundation
import TestSupport
import Testing

/// The configuration file, as commands and the console use it.
@Suite struct ConfigCommandTests {
  private let folder: TemporaryFolder
  private var file: String { folder.path + "/iam-review/config" }

  init() throws {
    folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/iam-review", withIntermediateDirectories: false)
  }

  private func run(_ words: String...) throws -> Program.Outcome {
    try Program.run(
      ["XDG_CONFIG_HOME=\(folder.path)", "XDG_STATE_HOME=\(folder.path)/state", Program.path]
        + words, program: "/usr/bin/env")
  }

  private func write(_ text: String) throws {
    try folder.write(Array(text.utf8), to: "iam-review/config")
  }

  @Test("config prints the effective values, with the lines that set them")
  func printed() throws {
    let before = try run("config")
    #expect(before.status == 0)
    #expect(before.output.hasPrefix("theme = dark\nreviewer = "))
    try write("reviewer = Ann Bell\n[limits]\ncritical = 14\n")
    let after = try run("config")
    #expect(after.output.contains("# \(file):1\nreviewer = Ann Bell\n"))
    #expect(after.output.contains("[limits]\n# \(file):3\ncritical = 14\nhigh = 90\n"))
    #expect(try run("config", "x").status == 2)
  }

  @Test(
    "an invalid file stops every command that uses it, with its path and line",
    arguments: [
      ("theme = nihgt", 1, "unknown theme nihgt", false),
      ("reviewer", 1, "expected NAME = VALUE", true),
      ("[thresholds]\nmax-age-days = 0", 2, "max-age-days: expected a whole number of days", true),
    ])
  func invalid(_ text: String, _ line: Int, _ message: String, _ isSyntax: Bool) throws {
    try write(text)
    try folder.write(Array("q\n".utf8), to: "x.script")
    var commands = [["--script", folder.path + "/x.script", "--size", "80x24"]]
    if isSyntax { commands += [["check"], ["config"], ["export", "--format", "csv"]] }
    for words in commands {
      let outcome = try Program.run(
        ["XDG_CONFIG_HOME=\(folder.path)", "XDG_STATE_HOME=\(folder.path)/state", Program.path]
          + words, program: "/usr/bin/env")
      #expect(outcome.status == 3, "\(words)")
      #expect(outcome.errors.hasPrefix("iam-review: \(file):\(line): \(message)"), "\(words)")
      #expect(outcome.output.isEmpty)
    }
  }

  @Test("an unreadable file is an error, a missing one is not")
  func unreadable() throws {
    try folder.write([], to: "iam-review/other")
    #expect(try run("check").errors.isEmpty)
    try folder.write([0xFF, 0xFE], to: "iam-review/config")
    #expect(try run("check").errors == "iam-review: \(file): expected UTF-8 text\n")
    try FileManager.default.removeItem(atPath: file)
    try FileManager.default.createDirectory(atPath: file, withIntermediateDirectories: false)
    let outcome = try run("check")
    #expect(outcome.status == 3)
    #expect(outcome.errors.contains(file))
  }

  @Test("a new review begins with the configured values, and keeps its own")
  func newReview() throws {
    try write(
      "reviewer = Ann Bell\n[thresholds]\nmax-age-days = 60\n[limits]\ncritical = 14\n"
        + "[templates]\n* = as agreed\n")
    try folder.write(Array("nX<M-p><Enter>\n".utf8), to: "x.script")
    let play = ["--script", folder.path + "/x.script", "--size", "80x24"]
    func open(_ options: String...) throws -> Program.Outcome {
      try Program.run(
        ["XDG_CONFIG_HOME=\(folder.path)", "XDG_STATE_HOME=\(folder.path)/state", Program.path]
          + play + options, program: "/usr/bin/env")
    }
    #expect(try open().status == 0)
    let session = folder.path + "/state/iam-review/sample-review.json"
    var log = try Program.run(["log", session]).output
    #expect(log.contains("Ann Bell@"))
    #expect(log.contains("age limit 90 -> 60 days"))
    #expect(log.contains("critical 14"))
    #expect(log.contains("(as agreed)"))
    try write("[thresholds]\nmax-age-days = 30\n")
    try folder.write(Array("q\n".utf8), to: "x.script")
    #expect(try open().status == 0)
    #expect(try Program.run(["log", session]).output == log)
    try folder.write(Array("nXb<Enter>\n".utf8), to: "x.script")
    #expect(try open("--limits", "high=7").status == 0)
    log = try Program.run(["log", session]).output
    #expect(log.contains("critical 14, high 7"))
    #expect(!log.contains("60 -> 30"))
    #expect(try open("--limits", "high=0").status == 2)
  }
}
