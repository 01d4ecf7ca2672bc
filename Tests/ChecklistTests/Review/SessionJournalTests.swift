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

  /// A folder whose snapshot has `folded` decisions and whose journal has the others.
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

  @Test("a decision costs the bytes of its line, whatever the session's size")
  func cost() throws {
    let session = try session(decisions: 40)
    let folder = try folder(folded: 39, of: session)
    let line = session.history[39].line
    #expect(try journal(folder) == Array((line + "\n").utf8))
    #expect(try load(folder) == session)
  }

  @Test("cut at any byte, the journal gives whole steps, and the next save mends it")
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
      let before = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/review.json"))
      #expect(file.save(all, at: Sample.now) == .saved)
      #expect(try load(folder) == all)
      try before.write(to: URL(fileURLWithPath: folder.path + "/review.json"))
    }
  }

  @Test("a changed line in the middle stops with its number")
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

  @Test("entries that the snapshot holds already are passed over")
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

  @Test("a journal that somebody else wrote on is not lost: ours is saved beside")
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

  @Test("a journal without its session is told")
  func alone() throws {
    let folder = try TemporaryFolder()
    try folder.write(Array("x\n".utf8), to: "review.json.journal")
    let error = #expect(throws: SessionFileError.self) { try load(folder) }
    #expect(error?.message.contains("is gone") == true)
  }
}
