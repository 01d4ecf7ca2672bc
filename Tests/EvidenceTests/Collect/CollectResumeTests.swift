import TestSupport
import Testing

@testable import Evidence
@testable import Model
@testable import Platform

/// Folders: existing content is never overwritten, and resuming completes any interrupted run.
@Suite struct CollectResumeTests {
  private let scene: CollectScene
  private var account = FakeAccount()

  init() throws {
    scene = try CollectScene()
    account.roles = (1...4).map { "arn:aws:iam::123456789012:role/r\($0)" }
  }

  private func message(_ work: () throws(CollectError) -> CollectReport) -> String? {
    do throws(CollectError) {
      _ = try work()
      return nil
    } catch { return error.message.replacing(scene.path, with: "OUT") }
  }

  /// The files of an uninterrupted run; the fake derives job ids from the subject.
  private func undisturbed() throws -> [String: [UInt8]] {
    let other = try CollectScene()
    try other.collect(account.client())
    return try other.files()
  }

  @Test("a folder with any content is rejected and unchanged")
  func existing() throws {
    try scene.collect(account.client())
    let before = try scene.files()
    let client = account.client()
    #expect(
      message { () throws(CollectError) in try scene.collect(client) }
        == "OUT already exists; continue with --resume, or use another folder")
    #expect(client.calls.isEmpty)
    #expect(try scene.files() == before)
  }

  @Test("a file in place of the folder, and a missing folder, are reported at once")
  func places() throws {
    try scene.parent.write([1], to: "out")
    let client = account.client()
    #expect(
      message { () throws(CollectError) in try scene.collect(client) }?
        .hasPrefix("OUT already exists") == true)
    let other = try CollectScene()
    #expect(
      message { () throws(CollectError) in try other.collect(client, resuming: true) }?
        .hasSuffix(
          "contains no run to resume; omit --resume and use a new folder") == true)
    #expect(client.calls.isEmpty)
  }

  @Test("the folder and its files are accessible only to the owner")
  func permissions() throws {
    try scene.collect(account.client())
    let parent = try Directory.open(scene.parent.path)
    #expect(try parent.status(of: "out")?.permissions == 0o700)
    let folder = try Directory.open(scene.path)
    for name in try folder.names() {
      let status = try #require(try folder.status(of: name))
      #expect(status.permissions == (status.kind == .directory ? 0o700 : 0o600))
    }
  }

  @Test("resuming a complete run only queries the caller and the regions")
  func complete() throws {
    try scene.collect(account.client())
    let before = try scene.files()
    let client = account.client()
    let report = try scene.collect(client, resuming: true)
    #expect(
      client.calls.map { $0.prefix(2).joined(separator: " ") } == [
        "sts get-caller-identity", "ec2 describe-regions",
      ])
    #expect(report.refused.isEmpty)
    #expect(try scene.files() == before)
  }

  @Test("a run interrupted after any number of calls and resumed gives the same files")
  func interruptions() throws {
    let whole = try undisturbed()
    let probe = account.client()
    try CollectScene().collect(probe)
    var interrupted = 0
    for number in 1...probe.calls.count {
      let scene = try CollectScene()
      let said = message { () throws(CollectError) in
        try scene.collect(account.client(), stopAfter: number)
      }
      if let said {
        interrupted += 1
        let isEarly = said == "interrupted before anything was collected"
        #expect(isEarly == (number <= 2))
        #expect(
          isEarly || said == "interrupted; continue with iam-review collect --resume \(scene.path)")
      }
      let exists = try Directory.open(scene.parent.path).status(of: "out") != nil
      let report = try scene.collect(account.client(), resuming: exists)
      #expect(report.refused.isEmpty)
      #expect(try scene.files() == whole)
    }
    // The last calls run concurrently, and an interruption during them comes too late.
    #expect(interrupted > probe.calls.count / 2)
  }

  @Test("after an interruption no program is left running")
  func stopped() throws {
    let client = account.client()
    _ = message { () throws(CollectError) in try scene.collect(client, stopAfter: 10) }
    #expect(client.isStopped)
  }

  @Test("a killed run with an incomplete last journal line is resumed")
  func journal() throws {
    let whole = try undisturbed()
    try scene.collect(account.client())
    // The state after the kill: an old manifest, and a journal of the later calls.
    let folder = try Directory.open(scene.path)
    let bytes = try folder.readWhole("manifest.json", limit: 1 << 20).bytes
    let manifest = try #require(Manifest(try JSONDocument(bytes).root, file: ""))
    let early = Manifest(
      version: "test", account: manifest.account, alias: nil, caller: manifest.caller,
      started: Instant(seconds: 1_795_168_800), finished: nil,
      calls: Array(manifest.calls.prefix(3)))
    _ = try folder.replace("manifest.json", with: Array(early.text.utf8))
    let lines = manifest.calls.dropFirst(3).prefix(8).map { $0.json.compactText + "\n" }.joined()
    try scene.parent.write(Array((lines + #"{"argum"#).utf8), to: "out/.collect.journal")
    let client = account.client()
    let report = try scene.collect(client, resuming: true)
    #expect(report.kept > 5)
    #expect(try scene.files() == whole)
    #expect(try folder.status(of: ".collect.journal") == nil)
  }

  @Test("a folder in which a run was killed before it wrote anything can be used like a new one")
  func hardlyBegun() throws {
    try Directory.open(scene.parent.path).makeDirectory("out")
    try scene.parent.write([1], to: "out/.manifest.json.iam-review-new")
    try scene.parent.write([1], to: "out/.collect.lock")
    #expect(try scene.collect(account.client()).refused.isEmpty)
  }

  @Test("a changed file is collected again, and the changed file is kept under another name")
  func changed() throws {
    try scene.collect(account.client())
    let before = try scene.files()
    try scene.parent.write(Array("{}".utf8), to: "out/account-summary.json")
    let report = try scene.collect(account.client(), resuming: true)
    #expect(report.changed == ["account-summary.json"])
    #expect(try scene.files() == before)
    let kept = try Directory.open(scene.path).readWhole(".account-summary.json.changed", limit: 9)
    #expect(kept.bytes == Array("{}".utf8))
  }

  @Test("refused calls are repeated, and a later answer replaces the refusal")
  func refusedBefore() throws {
    var denied = account
    denied.replies["ec2 describe-instances"] = { _, _ in .error("UnauthorizedOperation") }
    denied.replies["iam generate-service-last-accessed-details"] = { _, _ in .error("AccessDenied")
    }
    #expect(try !scene.collect(denied.client()).refused.isEmpty)
    #expect(try scene.collect(account.client(), resuming: true).refused.isEmpty)
    #expect(try scene.files() == undisturbed())
  }

  @Test("the evidence of two accounts is never mixed in one folder")
  func otherAccount() throws {
    try scene.collect(account.client())
    var other = account
    other.id = "210987654321"
    let client = other.client()
    #expect(
      message { () throws(CollectError) in try scene.collect(client, resuming: true) }
        == "OUT contains account 123456789012, but the credentials belong to account 210987654321;"
        + " use another folder or another profile")
  }

  @Test("two processes cannot collect into one folder at the same time")
  func busy() throws {
    try scene.collect(account.client())
    let folder = try Directory.open(scene.path)
    let lock = folder.lock(".collect.lock", holder: "another")
    let client = account.client()
    #expect(
      message { () throws(CollectError) in
        try scene.collect(client, resuming: true, fileSystem: .live)
      } == "another iam-review is collecting into OUT; wait until it finishes")
    withExtendedLifetime(lock) {}
  }

  @Test(
    "after a failure of any file operation, no partial file is left, and resuming completes the run"
  )
  func fullDisk() throws {
    var small = FakeAccount()
    small.roles = ["arn:aws:iam::123456789012:role/r1"]
    let other = try CollectScene()
    try other.collect(small.client())
    let whole = try other.files()
    var position = 1
    while true {
      let scene = try CollectScene()
      let injector = FaultInjector(call: position, .refused(.noSpace))
      let failure = message { () throws(CollectError) in
        try scene.collect(small.client(), fileSystem: injector.injected(into: .quick))
      }
      guard injector.hasFired else { break }
      // Some calls can fail without harm: checking for a missing file, or acquiring the lock.
      if let failure { #expect(failure.contains("cannot "), "\(failure)") }
      let folder = try? Directory.open(scene.path)
      let canResume = try folder?.status(of: "manifest.json") != nil
      if canResume {
        #expect(try scene.collect(small.client(), resuming: true).refused.isEmpty)
        #expect(try scene.files() == whole, "call \(position)")
      }
      // Later answers are stored in the same way, so only some of them are tested.
      position += position < 60 ? 1 : 7
    }
    #expect(position > 100)
  }
}
