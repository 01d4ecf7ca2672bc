import Foundation
import TestSupport
import Testing

@testable import Checklist
@testable import Platform

@Suite struct DraftsFileTests {
  private let drafts = [
    Draft(
      .justified, on: [.finding(FindingID("users.mfa/user/alice"))],
      fields: ["note": "half \"a\" nöte", "expires": "+90d"]),
    Draft(.notApplicable, on: [.item(ItemID("root.mfa"))], fields: ["note": ""]),
    Draft(
      nil, on: [.finding(FindingID("users.mfa/user/bob"))],
      fields: ["note": "half", "severity": "low"]),
  ]

  @Test("drafts are restored unchanged, and the file is removed if there are none")
  func roundTrip() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/review.json"
    #expect(try DraftsFile.open(beside: path).load().drafts.isEmpty)
    #expect(try DraftsFile.open(beside: path).save(drafts) == nil)
    let loaded = try DraftsFile.open(beside: path).load()
    #expect(loaded.drafts == drafts)
    #expect(loaded.errorMessage == nil)
    #expect(try DraftsFile.open(beside: path).save([]) == nil)
    #expect(!FileManager.default.fileExists(atPath: path + ".drafts"))
  }

  @Test(
    "a damaged file is reported and renamed",
    arguments: [
      "", "{", "[]", #"{"schemaVersion": 2, "drafts": []}"#,
      #"{"schemaVersion": 1, "drafts": [{"disposition": "maybe"}]}"#,
      #"{"schemaVersion": 1, "drafts": [], "severities": [{"fields": {}}]}"#,
    ])
  func broken(_ text: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(text.utf8), to: "review.json.drafts")
    let (loaded, errorMessage) = try DraftsFile.open(beside: folder.path + "/review.json").load()
    #expect(loaded.isEmpty)
    #expect(
      errorMessage == "review.json.drafts is not a drafts file; it was renamed to"
        + " review.json.drafts.broken")
    #expect(FileManager.default.fileExists(atPath: folder.path + "/review.json.drafts.broken"))
  }

  @Test("a disk error is reported, and the earlier drafts are kept")
  func errors() throws {
    for call in 1...60 {
      let folder = try TemporaryFolder()
      let path = folder.path + "/review.json"
      #expect(try DraftsFile.open(beside: path).save([drafts[1]]) == nil)
      let faults = FaultInjector(call: call, .refused(.noSpace))
      guard let file = try? DraftsFile.open(beside: path, in: faults.injected(into: .live)) else {
        continue
      }
      let errorMessage = file.save(drafts)
      let kept = try DraftsFile.open(beside: path).load().drafts
      #expect(kept == drafts || kept == [drafts[1]])
      if errorMessage == nil { #expect(kept == drafts) }
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      #expect(names == ["review.json.drafts"])
      if !faults.hasFired { return }
    }
  }
}
