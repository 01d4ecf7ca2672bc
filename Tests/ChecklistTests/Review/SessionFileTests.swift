import Model
import Platform
import TestSupport
import Testing

@testable import Checklist

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct SessionFileTests {
  private func session(decisions: Int) throws -> ReviewSession {
    var session = ReviewSession()
    for number in 0..<decisions {
      let finding = Sample.finding("users.mfa", "user\(number)")
      try session.decide(
        Sample.justified, on: [.finding(finding)], by: Sample.alice, at: Sample.now)
    }
    return session
  }

  private func names(_ folder: TemporaryFolder) throws -> [String] {
    try Directory.open(folder.path).names()
  }

  private func loaded(_ folder: TemporaryFolder) throws -> ReviewSession? {
    var file = try SessionFile.open(folder.path + "/review.json")
    return try file.load()
  }

  @Test("a saved session is found again, file by file and decision by decision")
  func resume() throws {
    let folder = try TemporaryFolder()
    #expect(try loaded(folder) == nil)
    var file = try SessionFile.open(folder.path + "/review.json")
    #expect(try file.load() == nil)
    for count in 0..<4 {
      let session = try session(decisions: count)
      #expect(file.save(session, at: Sample.now) == .saved)
      #expect(try loaded(folder) == session)
    }
    #expect(try names(folder) == ["review.json", "review.json.journal"])
    #expect(file.finish(try session(decisions: 3), at: Sample.now) == .saved)
    #expect(try loaded(folder) == session(decisions: 3))
    #expect(try names(folder) == ["review.json"])
  }

  @Test(
    "if any call fails, the file is the old or new session, and the next save repairs it",
    arguments: [
      FileFault.refused(.noSpace), .refused(.inputOutput), .refused(.quotaExceeded),
      .refused(.interrupted), .shortWrite, .failedAfterwards(.inputOutput),
    ]) func everyCall(fault: FileFault) throws
  {
    let (old, new) = (try session(decisions: 1), try session(decisions: 2))
    var runs = 0
    for call in 1... {
      let folder = try TemporaryFolder()
      var first = try SessionFile.open(folder.path + "/review.json")
      #expect(first.save(old, at: Sample.now) == .saved)
      let injector = FaultInjector(call: call, fault)
      var outcome: SaveOutcome?
      var mended: SaveOutcome?
      do throws(SessionFileError) {
        var file = try SessionFile.open(
          folder.path + "/review.json", in: injector.injected(into: .live))
        let before = try file.load()
        #expect(before == old)
        outcome = file.save(new, at: Sample.now)
        let after = try? loaded(folder)
        #expect(after == (outcome?.isOnDisk == true ? new : old), "\(String(describing: outcome))")
        mended = file.save(new, at: Sample.now)
        // One call fails, so at most one of three saves does.
        if mended?.isOnDisk == false { mended = file.save(new, at: Sample.now) }
        if file.finish(new, at: Sample.now).isOnDisk == false {
          #expect(file.finish(new, at: Sample.now).isOnDisk)
        }
      } catch {
        #expect(fault != .refused(.interrupted))
        #expect(try loaded(folder) == old)
      }
      #expect(Set(try names(folder)).isSubset(of: ["review.json", "review.json.journal"]))
      if outcome != nil {
        #expect(mended?.isOnDisk == true)
        #expect(try loaded(folder) == new)
      }
      if !injector.hasFired { break }
      runs += 1
    }
    // Two saves take nine calls, and opening and loading some more.
    #expect(runs >= 25)
  }

  @Test("a failed save reports the call and the reason")
  func sentences() throws {
    var sentences: Set<String> = []
    for call in 1... {
      let folder = try TemporaryFolder()
      let injector = FaultInjector(call: call, .refused(.noSpace))
      guard
        var file = try? SessionFile.open(
          folder.path + "/review.json", in: injector.injected(into: .live))
      else { continue }
      _ = try? file.load()
      if let sentence = file.save(try session(decisions: 1), at: Sample.now).sentence {
        sentences.insert(sentence)
      }
      if !injector.hasFired { break }
    }
    #expect(sentences.contains("cannot write review.json: No space left on device"))
    #expect(sentences.contains("cannot flush review.json: No space left on device"))
    #expect(sentences.contains("cannot rename review.json: No space left on device"))
  }

  @Test("changes of another program are kept, and the session is saved beside the file")
  func foreignChange() throws {
    let folder = try TemporaryFolder()
    var mine = try SessionFile.open(folder.path + "/review.json")
    _ = try mine.load()
    #expect(mine.save(try session(decisions: 1), at: Sample.now) == .saved)
    var theirs = try SessionFile.open(folder.path + "/review.json")
    _ = try theirs.load()
    #expect(theirs.save(try session(decisions: 3), at: Sample.now) == .saved)
    let beside = "review.json.conflict-2026-11-24T024152Z"
    let expected = SaveOutcome.savedBeside(
      name: beside,
      "another process changed review.json, so this session was saved as \(beside); merge the two with iam-review merge"
    )
    #expect(mine.save(try session(decisions: 2), at: Sample.now) == expected)
    #expect(mine.save(try session(decisions: 4), at: Sample.now.adding(days: 1)) == expected)
    #expect(try loaded(folder) == session(decisions: 3))
    var other = try SessionFile.open(folder.path + "/" + beside)
    #expect(try other.load() == session(decisions: 4))
    #expect(try names(folder) == ["review.json", beside, "review.json.journal"])
  }

  @Test("a file that appeared later or cannot be read is not overwritten")
  func foreignFile() throws {
    let folder = try TemporaryFolder()
    var file = try SessionFile.open(folder.path + "/review.json")
    #expect(try file.load() == nil)
    try folder.write(Array("{\"schemaVersion\": tru".utf8), to: "review.json")
    #expect(
      throws: SessionFileError.malformed(
        SessionError(
          position: TextPosition(line: 1, column: 19), message: "expected a JSON value"),
        file: "review.json")
    ) { try file.load() }
    guard case .savedBeside = file.save(try session(decisions: 1), at: Sample.now) else {
      Issue.record("it was not saved beside")
      return
    }
    #expect(
      try Directory.open(folder.path).readWhole("review.json", limit: 99).bytes
        == Array("{\"schemaVersion\": tru".utf8))
  }

  @Test("a symbolic link is kept, and the file that it points to is replaced")
  func symbolicLink() throws {
    let folder = try TemporaryFolder()
    #expect(mkdir(folder.path + "/elsewhere", 0o700) == 0)
    #expect(symlink("elsewhere/real.json", folder.path + "/review.json") == 0)
    let empty = ReviewSession()
    try folder.write(Array(empty.text.utf8), to: "elsewhere/real.json")
    var file = try SessionFile.open(folder.path + "/review.json")
    #expect(try file.load() == empty)
    #expect(file.save(try session(decisions: 1), at: Sample.now) == .saved)
    let directory = try Directory.open(folder.path)
    #expect(try directory.status(of: "review.json")?.kind == .symbolicLink)
    #expect(try directory.subdirectory("elsewhere").names() == ["real.json", "real.json.journal"])
    #expect(try loaded(folder) == session(decisions: 1))
  }

  @Test(
    "no link in place of the session or beside it can redirect a write outside the folder",
    arguments: [
      ("review.json", "../out/new"), ("review.json", "../out"),
      ("review.json.journal", "../out/new"), ("review.json.journal", "../out/there"),
      ("review.json.lock", "../out/new"), ("review.json.lock", "../out/there"),
      ("review.json.drafts", "../out/new"), ("review.json.drafts", "../out/there"),
      (".review.json.iam-review-new", "../out/new"),
      (".review.json.iam-review-new", "../out/there"),
      ("review.json.drafts.broken", "../out/new"),
    ])
  func outside(name: String, target: String) throws {
    let folder = try TemporaryFolder()
    for name in ["in", "out"] { #expect(mkdir(folder.path + "/" + name, 0o700) == 0) }
    try folder.write([1, 2, 3], to: "out/there")
    if name == "review.json.drafts.broken" { try folder.write([1], to: "in/review.json.drafts") }
    let text = try session(decisions: 1).text
    if name != "review.json" { try folder.write(Array(text.utf8), to: "in/review.json") }
    #expect(symlink(target, folder.path + "/in/" + name) == 0)
    let path = folder.path + "/in/review.json"
    let holder = LockHolder(
      reviewer: Sample.alice, process: 1, terminal: nil, since: Sample.now)
    var isLocked = false
    if case .ours = SessionLock.take(of: path, as: holder) { isLocked = true }
    #expect(isLocked != ["review.json", "review.json.lock"].contains(name))
    do throws(SessionFileError) {
      var file = try SessionFile.open(path)
      file.removeLeftover()
      _ = try file.load()
      let next = try? session(decisions: 2)
      #expect(file.save(next ?? ReviewSession(), at: Sample.now) == .saved)
    } catch { #expect(["review.json", "review.json.journal"].contains(name), "\(error)") }
    if let drafts = try? DraftsFile.open(beside: path) {
      _ = drafts.load()
      _ = drafts.save([Draft(.pass, on: [.item(Sample.root.id)], fields: [:])])
    }
    let out = try Directory.open(folder.path + "/out")
    #expect(try out.names() == ["there"])
    #expect(try out.readWhole("there", limit: 9).bytes == [1, 2, 3])
  }

  @Test("the leftover of an interrupted save is removed by the writer, not by readers")
  func leftover() throws {
    let folder = try TemporaryFolder()
    try folder.write([1], to: ".review.json.iam-review-new")
    let file = try SessionFile.open(folder.path + "/review.json")
    #expect(try names(folder) == [".review.json.iam-review-new"])
    file.removeLeftover()
    #expect(try names(folder) == [])
  }

  @Test("a newer schema version is not written, and a missing folder is reported")
  func refusals() throws {
    let folder = try TemporaryFolder()
    let text = ReviewSession().text.replacing("Version\": 1", with: "Version\": 9")
    try folder.write(Array(text.utf8), to: "review.json")
    var file = try SessionFile.open(folder.path + "/review.json")
    let session = try #require(try file.load())
    #expect(
      file.save(session, at: Sample.now)
        == .failed("cannot write review.json: it was written by a newer version (schema 9)"))
    #expect(throws: SessionFileError.self) {
      _ = try SessionFile.open(folder.path + "/nowhere/review.json")
    }
  }
}
