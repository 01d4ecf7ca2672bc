import Foundation
import TestSupport
import Testing

/// `export --format pdf`, with the Chromium of this machine.
@Suite struct PDFExportTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func export(_ arguments: String...) throws -> Program.Outcome {
    try Program.run(["export", "--session", folder.path + "/none.json"] + arguments)
  }

  @Test(
    "Chromium prints the report, with a header, a footer and page numbers on each page",
    arguments: [("a4", "594.96 x 841"), ("letter", "612 x 792")])
  func printed(_ paper: String, _ size: String) throws {
    try folder.write(Array("Title: Yearly audit\nClassification: Secret\n".utf8), to: "cover.txt")
    let path = folder.path + "/\(paper).pdf"
    let outcome = try export(
      "--format", "pdf", "--no-sandbox", "--paper", paper, "--cover", folder.path + "/cover.txt",
      "-o", path)
    #expect(outcome.status == 0 && outcome.errors == "iam-review: PDF printed by chromium\n")
    let pages = try Program.run(["-layout", path, "-"], program: "/usr/bin/pdftotext").output
      .split(separator: "\u{C}").filter { !$0.allSatisfy(\.isWhitespace) }
    #expect((20...35).contains(pages.count))
    let draft = try "DRAFT: \(SampleReview.read().undecided) undecided"
    for (place, page) in pages.enumerated() {
      #expect(page.contains("Page \(place + 1) of \(pages.count)"))
      #expect(page.contains("Secret") && page.contains(draft))
      #expect(page.contains("Yearly audit"))
    }
    let facts = try Program.run([path], program: "/usr/bin/pdfinfo").output
    #expect(facts.contains("Page size:       \(size)"))
    #expect(facts.contains("Title:           Yearly audit"))
  }

  @Test("without Chromium and LibreOffice, one line says what to do, and other formats work")
  func missing() throws {
    func run(_ words: String...) throws -> Program.Outcome {
      try Program.run(
        [
          "-c", "PATH=/nowhere exec \"$0\" export --session \"$1/none.json\" \"${@:2}\"",
          Program.path,
          folder.path,
        ] + words, program: "/bin/bash")
    }
    let path = folder.path + "/x.pdf"
    let alone = try run("--format", "pdf", "-o", path)
    #expect(alone.status == 4 && !FileManager.default.fileExists(atPath: path))
    #expect(alone.errors.hasPrefix("iam-review: no PDF: neither Chromium nor LibreOffice"))
    #expect(alone.errors.split(separator: "\n").count == 1)
    #expect(try run("--all", folder.path + "/all").status == 0)
    // Nothing is written if one of the documents cannot be made.
    #expect(try run("--all", folder.path + "/some", "--format", "csv,pdf").status == 4)
    #expect(!FileManager.default.fileExists(atPath: folder.path + "/some"))
  }
}
