import Foundation
import TestSupport
import Testing

@testable import Evidence

@Suite struct EvidenceProgressTests {
  @Test("each file is reported before it is read, counted over all opened folders")
  func folder() throws {
    let folder = try TemporaryFolder()
    let summary = Array(#"{"SummaryMap": {"AccountMFAEnabled": 0}}"#.utf8)
    for name in ["a.json", "review.json", "z.json"] { try folder.write(summary, to: name) }
    try FileManager.default.createDirectory(
      atPath: folder.path + "/more", withIntermediateDirectories: false)
    try folder.write(summary, to: "more/b.json")
    try folder.write(summary, to: "more/c.json")
    var reports: [EvidenceProgress] = []
    _ = try EvidenceLoader.load(.path(folder.path)) { reports.append($0) }
    #expect(reports.map(\.file) == ["a.json", "more/b.json", "more/c.json", "z.json"])
    #expect(reports.map(\.files) == [1, 2, 3, 4])
    #expect(reports.map(\.expected) == [3, 4, 4, 4], "the session is not evidence")
    #expect(reports.map(\.bytes) == (1...4).map { $0 * summary.count })
  }

  @Test("a single file is 1 of 1")
  func file() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array(#"{"SummaryMap": {"AccountMFAEnabled": 0}}"#.utf8), to: "a.json")
    var reports: [EvidenceProgress] = []
    _ = try EvidenceLoader.load(.path(folder.path + "/a.json")) { reports.append($0) }
    #expect(reports.map { [$0.files, $0.expected] } == [[1, 1]])
  }
}
