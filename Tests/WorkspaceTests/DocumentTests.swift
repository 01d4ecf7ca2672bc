import Checklist
import Evidence
import Platform
import Reports
import TestSupport
import Testing

@testable import Workspace

/// Documents are written completely or not at all, and never over the files of a review.
@Suite struct DocumentTests {
  private let bench: WorkspaceBench
  private let folder: TemporaryFolder

  init() throws {
    bench = try WorkspaceBench()
    folder = try TemporaryFolder()
  }

  private let documents = ["a.txt", "b.txt"].map { name in
    ExportedDocument(fileName: name) { $0.put("text of \(name)") }
  }

  private func write(into path: String, isReplacing: Bool = false) throws {
    try DocumentFolder(path, isReplacing: isReplacing, beside: .path(bench.path))
      .write(documents, warnings: bench.warnings)
  }

  @Test("a folder gets all documents, and existing ones only if they are to be replaced")
  func folderOfDocuments() throws {
    let place = folder.path + "/reports"
    try write(into: place)
    #expect(
      try FileSystem.live.readWhole(place + "/b.txt", limit: 99).bytes
        == Array("text of b.txt".utf8))
    #expect(throws: DocumentFolder.Refusal.present(place + "/a.txt")) { try write(into: place) }
    try write(into: place, isReplacing: true)
  }

  @Test(
    "no document is written into the evidence, where it would be read as evidence",
    arguments: ["", "/sub"])
  func amidEvidence(below: String) throws {
    let place = bench.path + below
    #expect(throws: DocumentFolder.Refusal.amidEvidence(place)) {
      try write(into: place, isReplacing: true)
    }
    #expect(!bench.exists("a.txt"))
  }

  @Test("the console exports each format to a new file, and refuses a file that exists")
  func exports() throws {
    let review = try bench.open().first
    #expect(review.store.formats == ExportFormat.own.map(\.name))
    let place = folder.path + "/report.md"
    func export(_ format: String, to path: String) -> Result<String, ReviewError> {
      review.store.export(review.session, as: format, to: path, at: bench.now)
    }
    #expect(try export("markdown", to: place).get() == "written: \(place)")
    #expect(
      export("markdown", to: place)
        == .failure(ReviewError(message: "\(place) already exists; choose another file")))
    #expect(
      export("xyz", to: place) == .failure(ReviewError(message: "export: unknown format xyz")))
    #expect(throws: ReviewError.self) { try export("json", to: bench.path + "/x.json").get() }
  }

  @Test("the console exports the bytes of a format that is not text")
  func binary() throws {
    let review = try bench.open().first
    let place = folder.path + "/report.docx"
    let done = review.store.export(review.session, as: "docx", to: place, at: bench.now)
    #expect(try done.get() == "written: \(place)")
    let report = ReviewReport(
      assessment: review.assessment, session: review.session, now: bench.now)
    let bytes = try FileSystem.live.readWhole(place, limit: 1 << 20).bytes
    #expect(bytes == ExportFormat.docx.bytes(of: report) && bytes.starts(with: Array("PK".utf8)))
  }

  @Test("a session elsewhere and its companions are not replaced by documents or screenshots")
  func ownFiles() throws {
    let session = folder.path + "/mine.json"
    let files = ReviewFiles(evidence: .path(bench.path), session: session)
    for (name, words) in [
      ("mine.json", "the session"), ("mine.json.journal", "a file of the session"),
      ("mine.json.sign-off-1", "a file of the session"),
    ] {
      let refusal = try files.refusal(ofDocument: folder.path + "/" + name)
      #expect(refusal?.hasSuffix("is \(words); choose another file") == true)
    }
    #expect(try files.refusal(ofDocument: folder.path + "/other.json") == nil)
    let pictures = PictureFile(preserving: files)
    #expect(throws: ReviewError.self) { try pictures.write("x", to: folder.path + "/x.png").get() }
    let place = folder.path + "/x.svg"
    for _ in 1...2 { #expect(try pictures.write("x", to: place).get() == "written: \(place)") }
  }

  @Test("what was not saved is reported at the end")
  func lastSave() {
    let lastSave = LastSave()
    #expect(lastSave.isOnDisk && lastSave.problems.isEmpty)
    _ = lastSave.note(drafts: "drafts: no space left")
    _ = lastSave.note(.failed("cannot write review.json: no space left"))
    #expect(!lastSave.isOnDisk)
    #expect(
      lastSave.problems == [
        "drafts: no space left",
        "decisions are not saved: cannot write review.json: no space left",
      ])
    _ = lastSave.note(.saved)
    _ = lastSave.note(drafts: nil)
    #expect(lastSave.isOnDisk && lastSave.problems.isEmpty)
  }
}
