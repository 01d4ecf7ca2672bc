import Checklist
import Foundation
import Reports
import TestSupport
import Testing

/// `export`, called as a person or script would.
@Suite struct ExportCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func export(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["export", "--session", folder.path + "/none.json"] + arguments)
  }

  private func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  @Test("all formats at once, and the same bytes a second time")
  func all() throws {
    let (one, two) = (folder.path + "/one", folder.path + "/two")
    for out in [one, two] {
      #expect(try export("--all", out, "--at", "2026-11-24").status == 0)
    }
    let names = try names(in: one)
    #expect(names == ExportFormat.own.map(\.fileName).sorted())
    for name in names {
      let bytes = FileManager.default.contents(atPath: "\(one)/\(name)")
      #expect(bytes == FileManager.default.contents(atPath: "\(two)/\(name)"), "\(name)")
      #expect(bytes?.last == 10 || name.hasSuffix(".docx") || bytes?.isEmpty == true, "\(name)")
    }
  }

  @Test("no document replaces the session or evidence, or is written among evidence")
  func besideTheReview() throws {
    let summary = #"{"SummaryMap": {"AccountMFAEnabled": 0}}"#
    try folder.write(Array(summary.utf8), to: "summary.json")
    let evidence = folder.path + "/summary.json"
    try folder.write(Array("{}".utf8), to: "none.json")
    for name in ["summary.json", "none.json"] {
      let outcome = try Program.run([
        "export", evidence, "--session", folder.path + "/other.json", "--format", "csv", "-o",
        folder.path + "/" + name,
      ])
      #expect((outcome.status == 0) == (name == "none.json"), "\(outcome.errors)")
    }
    let own = try Program.run([
      "export", evidence, "--session", folder.path + "/s.json", "--format", "csv", "-o",
      folder.path + "/./s.json",
    ])
    #expect(own.status == 4 && own.errors.contains("s.json is the session; choose another file"))
    #expect(try String(contentsOfFile: evidence, encoding: .utf8) == summary)
    for name in ["new.csv", "summary.json"] {
      let amid = try Program.run([
        "export", folder.path, "--format", "csv", "-o", folder.path + "/" + name,
      ])
      #expect(amid.status == 4 && amid.errors.contains("is in the evidence folder"))
    }
  }

  @Test("no document replaces a pipe, a device, or a file of the session")
  func special() throws {
    let pipe = folder.path + "/pipe"
    #expect(mkfifo(pipe, 0o600) == 0)
    try FileManager.default.createSymbolicLink(
      atPath: folder.path + "/link", withDestinationPath: pipe)
    for name in ["pipe", "link"] {
      let outcome = try export("--format", "csv", "-o", folder.path + "/" + name)
      #expect(outcome.status == 4 && outcome.errors.contains("expected a regular file"))
    }
    let device = try export("--format", "csv", "-o", "/dev/full")
    #expect(device.status == 4 && device.errors.contains("/dev/full is not a file"))
    for ending in ["journal", "lock", "drafts", "sign-off-1"] {
      let outcome = try export("--format", "csv", "-o", folder.path + "/none.json." + ending)
      #expect(outcome.status == 4)
      #expect(outcome.errors.contains("is a file of the session; choose another file"))
    }
    #expect(try names(in: folder.path) == ["link", "pipe"])
  }

  @Test("a session that is not intact is reported on the first page, with exit status 1")
  func broken() throws {
    let session = folder.path + "/review.json"
    try folder.write(Array("nXa note<Enter>\n".utf8), to: "x.script")
    _ = try Program.run([
      "--session", session, "--script", folder.path + "/x.script", "--size", "100x30",
      "--reviewer", "ann",
    ])
    func export(_ words: String...) throws -> Program.Outcome {
      try Program.run(["export", "--session", session] + words)
    }
    let fine = try export("--format", "markdown")
    #expect(fine.status == 0 && !fine.output.contains("Do not rely"))
    let text = try String(contentsOfFile: session, encoding: .utf8)
    try folder.write(
      Array(text.replacing("\"name\":\"ann\"", with: "\"name\":\"eve\"").utf8), to: "review.json")
    let out = folder.path + "/out"
    let all = try export("--all", out)
    #expect(all.status == 1)
    #expect(all.errors.contains("history entry 1 was changed after it was written"))
    for name in try names(in: out) where !name.hasSuffix(".docx") {
      let text = try String(contentsOfFile: out + "/" + name, encoding: .utf8)
      #expect(text.contains("history entry 1 was changed after it was written"), "\(name)")
    }
    for words in [["-o", folder.path + "/one.html"], []] {
      let outcome = try Program.run(
        ["export", "--session", session, "--format", "html"] + words)
      #expect(outcome.status == 1, "\(outcome.errors)")
    }
    // A failed write is more serious.
    #expect(try export("--format", "csv", "-o", folder.path).status == 4)
  }

  @Test("formats by name, with commas or repeated; standard output gets the content of the file")
  func named() throws {
    let out = folder.path + "/some"
    #expect(try export("--format", "csv,sarif", "--format=todo", "--all", out).status == 0)
    #expect(
      try names(in: out) == ["iam-review-todo.csv", "iam-review.csv", "iam-review.sarif"])
    let printed = try export("--format", "csv")
    #expect(
      printed.output.utf8.elementsEqual(
        try #require(FileManager.default.contents(atPath: out + "/iam-review.csv"))))
  }

  @Test("a folder that contains documents is unchanged, unless --replace is given")
  func present() throws {
    let out = folder.path + "/out"
    #expect(try export("--all", out, "--format", "csv").status == 0)
    try folder.write(Array("mine".utf8), to: "out/iam-review.csv")
    let refused = try export("--all", out)
    #expect(refused.status == 4)
    #expect(
      refused.errors
        == "iam-review: \(out)/iam-review.csv already exists; choose another folder, or add"
        + " --replace\n")
    #expect(try names(in: out) == ["iam-review.csv"])
    #expect(FileManager.default.contents(atPath: out + "/iam-review.csv") == Data("mine".utf8))
    #expect(try export("--all", out, "--replace").status == 0)
    #expect(try names(in: out) == ExportFormat.own.map(\.fileName).sorted())
    #expect(FileManager.default.contents(atPath: out + "/iam-review.csv") != Data("mine".utf8))
  }

  @Test(
    "a usage error is one line and exit status 2",
    arguments: [
      ([], "--format NAME is required: markdown, html, docx, "),
      (["--format", "ps"], "not \"ps\""),
      (["--format", "csv,json"], "several formats need --all DIR"),
      (["--all", "x", "-o", "y"], "cannot be used together"),
      (["--format", "csv", "--replace"], "--replace needs --all DIR"),
      (["--format", "csv", "--no-sandbox"], "--no-sandbox needs --format pdf"),
      (["--format", "pdf", "--paper", "a5"], "expected a4 or letter"),
      (["--format", "csv", "--at", "yesterday"], "expected a date such as 2026-11-24"),
    ])
  func usage(arguments: [String], message: String) throws {
    let outcome = try Program.run(["export"] + arguments)
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.output.isEmpty)
  }

  @Test("a cover comes first in documents; an invalid one is reported with its line")
  func cover() throws {
    let path = folder.path + "/cover.txt"
    try folder.write(Array("Title: Audit <2026>\nClient: A & B\n\nHello.\n".utf8), to: "cover.txt")
    let markdown = try export("--format", "markdown", "--cover", path)
    let undecided = try SampleReview.read().undecided
    #expect(
      markdown.output.hasPrefix(
        "# Audit &lt;2026&gt;\n\n> **DRAFT**: \(undecided) undecided;"))
    #expect(markdown.output.contains("\n| | |\n| --- | --- |\n| Client | A &amp; B |\n"))
    let page = try export("--format", "html", "--cover", path)
    #expect(page.output.contains("<title>Audit &lt;2026&gt;</title>"))
    try folder.write(Array("Title: x\nnonsense\n".utf8), to: "cover.txt")
    let broken = try export("--format", "html", "--cover", path)
    #expect(broken.status == 3)
    #expect(broken.errors.hasPrefix("iam-review: \(path):2: expected \"Name: value\""))
    try folder.write([0xFF, 0x0A], to: "cover.txt")
    #expect(
      try export("--format", "html", "--cover", path).errors
        == "iam-review: \(path): expected UTF-8 text\n")
    #expect(try export("--format", "html", "--cover", folder.path + "/no").status == 4)
  }

  @Test("documents are not written among the evidence", arguments: ["", "/", "/deeper", "/x/.."])
  func amidEvidence(_ place: String) throws {
    let evidence = folder.path + "/evidence"
    try FileManager.default.createDirectory(
      atPath: evidence + "/x", withIntermediateDirectories: true)
    try folder.write(Array(#"{"SummaryMap": {"Users": 1}}"#.utf8), to: "evidence/summary.json")
    let outcome = try Program.run(["export", evidence, "--all", evidence + place])
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("is in the evidence folder"), "\(outcome.errors)")
    #expect(try names(in: evidence) == ["summary.json", "x"])
    #expect(try Program.run(["export", evidence, "--all", evidence + "/../out"]).status == 0)
  }

  @Test("a document that cannot be written leaves nothing behind")
  func unwritable() throws {
    let outcome = try export("--format", "csv", "-o", folder.path + "/no/x.csv")
    #expect(outcome.status == 4)
    #expect(outcome.errors.split(separator: "\n").count == 1)
    let full = try Program.run(
      [
        "-c", "ulimit -f 8; exec \"$0\" export --format html -o \"$1/x.html\" --session \"$1/s\"",
        Program.path, folder.path,
      ], program: "/bin/bash")
    #expect(full.status == 4, "\(full.errors)")
    #expect(full.errors.contains("cannot write x.html: File too large"))
    #expect(try names(in: folder.path).filter { $0.contains("x.html") }.isEmpty)
  }
}
