import Checklist
import Foundation
import TestSupport
import Testing

/// The folders of files that are not in the evidence folder.
@Suite struct HomeTests {
  private func play(_ folder: TemporaryFolder, _ environment: [String]) throws -> Program.Outcome {
    try folder.write(Array("nXout of scope<Enter>\n".utf8), to: "x.script")
    return try Program.run(
      ["-u", "XDG_STATE_HOME", "-u", "XDG_CONFIG_HOME"] + environment + [
        Program.path, "--script", folder.path + "/x.script", "--size", "80x24",
      ], program: "/usr/bin/env")
  }

  @Test(
    "missing folders are created for their owner only",
    arguments: [
      (["HOME=DIR/new/home"], "new/home/.local/state", "new/home/.config"),
      (["HOME=DIR/new/home//"], "new/home/.local/state", "new/home/.config"),
      (["HOME=DIR/h", "XDG_STATE_HOME=DIR/new/state/"], "new/state", "h/.config"),
      (["HOME=DIR/h", "XDG_CONFIG_HOME=DIR//new//config"], "h/.local/state", "new/config"),
      (["HOME=DIR/h", "XDG_STATE_HOME=relative"], "h/.local/state", "h/.config"),
      (["HOME=", "XDG_STATE_HOME=DIR/s", "XDG_CONFIG_HOME=DIR/c"], "s", "c"),
    ])
  func created(_ environment: [String], _ state: String, _ configuration: String) throws {
    let folder = try TemporaryFolder()
    let words = environment.map { $0.replacing("DIR", with: folder.path) }
    let outcome = try play(folder, words)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.errors.isEmpty)
    let session = "\(folder.path)/\(state)/iam-review/sample-review.json"
    #expect(FileManager.default.fileExists(atPath: session))
    let themes = "\(folder.path)/\(configuration)/iam-review/themes"
    #expect(FileManager.default.fileExists(atPath: themes))
    for path in ["\(folder.path)/\(state)/iam-review", themes] {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o700)
    }
  }

  @Test("a home directory that cannot be created is reported with a remedy")
  func refused() throws {
    let folder = try TemporaryFolder()
    try folder.write([], to: "file")
    let outcome = try play(folder, ["HOME=\(folder.path)/file//home/"])
    #expect(outcome.status == 3)
    #expect(
      outcome.errors
        == "iam-review: cannot create \(folder.path)/file/home: Not a directory; set XDG_STATE_HOME"
        + " to a folder that you can write to, or give a session with --session FILE\n")
  }

  @Test(
    "paths in messages have single slashes, however they were given",
    arguments: [
      (["check", "DIR//no///where/"], "DIR/no/where: "),
      (["export", "--format", "csv", "-o", "DIR//x//y.csv"], "DIR/x: "),
      (["export", "DIR//e//", "--all", "DIR//e//out/"], "DIR/e/out is in the evidence folder"),
      (["log", "DIR//e//"], "DIR/e/review.json"), (["verify", "DIR/e//"], "DIR/e"),
      (["split", "DIR/e/", "--section", "root", "-o", "DIR//e/s.json"], "DIR/e/s.json"),
      (["diff", "DIR//none/", "DIR/e"], "DIR/none"),
    ])
  func slashes(_ words: [String], _ part: String) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/e", withIntermediateDirectories: false)
    try folder.write(Array(#"{"SummaryMap": {"Users": 1}}"#.utf8), to: "e/s.json")
    let outcome = try Program.run(words.map { $0.replacing("DIR", with: folder.path) })
    #expect(outcome.status != 0)
    let said = outcome.errors + outcome.output
    #expect(said.contains(part.replacing("DIR", with: folder.path)), "\(said)")
    #expect(!said.contains("//"), "\(said)")
  }
}
