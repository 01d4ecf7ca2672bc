import Foundation
import Model
import TestSupport
import Testing

@testable import Checklist

@Suite struct SessionJournalTests {
  private func session(decisions: Int, bulk: Int = 0) throws -> ReviewSession {
    var session = ReviewSession()
    for number in 0..<decisions {
      try session.decide(
        Sample.justified, on: [.finding(Sample.finding("users.mfa", "user\(number)"))],
        by: Sample.alice, at: Sample.now)
    }
    if bulk > 0 {
      let findings = (0..<bulk).map { Reviewable.finding(Sample.finding("users.unused", "u\($0)")) }
      try session.decide(Sample.justified, on: findings, by: Sample.alice, at: Sample.now)
    }
    return session
  }

  /// A folder whose snapshot contains `folded` decisions and whose journal contains the rest.
  private func folder(folded: Int, of session: ReviewSession) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    var file = try SessionFile.open(folder.path + "/review.json")
    #expect(file.save(try self.session(decisions: folded), at: Sample.now) == .saved)
    #expect(file.save(session, at: Sample.now) == .saved)
    return folder
  }

  private func load(_ folder: TemporaryFolder) throws -> ReviewSession? {
    var file = try SessionFile.open(folder.path + "/review.json")
    return try file.load()
  }

  private func journal(_ folder: TemporaryFolder) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(fileURLWithPath: folder.path + "/review.json.journal")))
  }

  private func names(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test("a decision costs the bytes of its line, whatever the size of the session")
  func cost() throws {
    let session = try session(decisions: 40)
    let folder = try folder(folded: 39, of: session)
    let line = session.history[39].line
    #expect(try journal(folder) == Array((line + "\n").utf8))
    #expect(try load(folder) == session)
  }

  @Test("a journal cut at any byte gives complete steps, and the next save repairs it")
  func torn() throws {
    let (one, all) = (try session(decisions: 2), try session(decisions: 2, bulk: 3))
    let folder = try folder(folded: 1, of: one)
    var file = try SessionFile.open(folder.path + "/review.json")
    _ = try file.load()
    #expect(file.save(all, at: Sample.now) == .saved)
    let bytes = try journal(folder)
    let first = (bytes.firstIndex(of: UInt8(ascii: "\n")) ?? 0) + 1
    for end in stride(from: 0, through: bytes.count, by: 7) {
      try folder.write(Array(bytes[..<end]), to: "review.json.journal")
      let expected = end == bytes.count ? all : end >= first ? one : try session(decisions: 1)
      var file = try SessionFile.open(folder.path + "/review.json")
      #expect(try file.load() == expected, "cut at \(end)")
      let isCut = end != bytes.count && end != first && end != 0
      let (warning, isDamaged) = (file.journalWarning, file.isJournalDamaged)
      #expect((warning?.contains("truncated") ?? false) == isCut, "cut at \(end)")
      #expect(!isDamaged)
      let before = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/review.json"))
      #expect(file.save(all, at: Sample.now) == .saved)
      #expect(try load(folder) == all)
      if isCut { #expect(try names(folder) == ["review.json"]) }
      try before.write(to: URL(fileURLWithPath: folder.path + "/review.json"))
    }
  }

  @Test("a changed line in the middle is refused with its number")
  func changed() throws {
    let folder = try folder(folded: 1, of: session(decisions: 4))
    let text = String(decoding: try journal(folder), as: UTF8.self)
    let lines = text.split(separator: "\n").map(String.init)
    let damages = [
      (lines[0] + "\n" + lines[1].replacing("user2", with: "user9") + "\n" + lines[2], 2),
      (lines[0] + "\n{}\n" + lines[2] + "\n", 2), (lines[1] + "\n" + lines[2] + "\n", 1),
      (lines[0] + "\n" + lines[2] + "\n", 2),
    ]
    for (damage, line) in damages {
      try folder.write(Array(damage.utf8), to: "review.json.journal")
      let error = #expect(throws: SessionFileError.self) { try load(folder) }
      #expect(
        error?.message.hasPrefix("review.json.journal:\(line): ") == true, "\(error?.message ?? "")"
      )
    }
  }

  @Test("an unreadable complete last line is reported, and kept when the journal is merged")
  func damaged() throws {
    let all = try session(decisions: 2, bulk: 3)
    let folder = try folder(folded: 1, of: all)
    let whole = try journal(folder)
    let lines = whole.split(separator: UInt8(ascii: "\n")).count
    let damages: [([UInt8], Int, Int)] = [
      (whole.dropLast(9) + [0, UInt8(ascii: "\n")], lines, 2),
      (Array("garbage\n".utf8), 1, 1), ([UInt8](repeating: 0, count: 300), 1, 1),
    ]
    for (damage, line, decisions) in damages {
      try folder.write(damage, to: "review.json.journal")
      let before = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/review.json"))
      var file = try SessionFile.open(folder.path + "/review.json")
      let session = try #require(try file.load())
      #expect(try session == self.session(decisions: decisions))
      let (warning, isDamaged) = (file.journalWarning, file.isJournalDamaged)
      #expect(isDamaged)
      #expect(warning?.hasPrefix("review.json.journal:\(line): damaged") == true)
      #expect(file.save(all, at: Sample.now) == .saved)
      #expect(try load(folder) == all)
      let after = file.journalWarning
      #expect(after == nil)
      let aside = try #require(try names(folder).first { $0.contains(".damaged-") })
      #expect(try names(folder) == ["review.json", aside])
      let kept = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + aside))
      #expect(Array(kept) == damage)
      try FileManager.default.removeItem(atPath: folder.path + "/" + aside)
      try before.write(to: URL(fileURLWithPath: folder.path + "/review.json"))
    }
  }

  @Test("an entry of another step is refused with its line")
  func wrongStep() throws {
    let folder = try folder(folded: 1, of: session(decisions: 1))
    let snapshot = try #require(try load(folder))
    let first = try #require(snapshot.history.first)
    for step in [(7, 1), (2, 0), (1, 2), (2, 2), (2, 1 << 39)] {
      let entry = HistoryEntry(
        number: 2, at: first.at, by: first.by, action: first.action, change: first.change,
        step: .init(first: step.0, size: step.1), previous: first.hash)
      let next = HistoryEntry(
        number: 3, at: first.at, by: first.by, action: first.action, change: first.change,
        step: .init(first: 3, size: 1), previous: entry.hash)
      let text = entry.line + "\n" + next.line + "\n"
      try folder.write(Array(text.utf8), to: "review.json.journal")
      #expect(throws: SessionFileError.self, "\(step)") { try load(folder) }
    }
  }

  @Test("entries that the snapshot already contains are skipped")
  func foldedAlready() throws {
    let session = try session(decisions: 3)
    let folder = try folder(folded: 1, of: session)
    let bytes = try journal(folder)
    var file = try SessionFile.open(folder.path + "/review.json")
    _ = try file.load()
    #expect(file.finish(session, at: Sample.now) == .saved)
    try folder.write(bytes, to: "review.json.journal")
    #expect(try load(folder) == session)
  }

  @Test("a journal changed by another program is kept, and the session is saved beside it")
  func foreign() throws {
    let folder = try folder(folded: 1, of: session(decisions: 2))
    var mine = try SessionFile.open(folder.path + "/review.json")
    _ = try mine.load()
    var theirs = try SessionFile.open(folder.path + "/review.json")
    _ = try theirs.load()
    #expect(theirs.save(try session(decisions: 3), at: Sample.now) == .saved)
    let outcome = mine.save(try session(decisions: 2, bulk: 2), at: Sample.now)
    guard case .savedBeside = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(try load(folder) == session(decisions: 3))
  }

  @Test("a journal without its session is reported")
  func alone() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("x\n".utf8), to: "review.json.journal")
    let error = #expect(throws: SessionFileError.self) { try load(folder) }
    #expect(error?.message.contains("is missing") == true)
  }
}
