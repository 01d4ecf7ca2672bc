@testable import Evidence
import Platform
import TestSupport
import Testing

@testable import Model

/// Answers that are too long or too late: they are stopped, recorded and discarded.
@Suite struct CollectLimitTests {
  private let scene: CollectScene

  init() throws { scene = try CollectScene() }

  private func account(_ operation: String, _ reply: FakeReply) -> FakeAccount {
    var account = FakeAccount()
    account.replies[operation] = { _, _ in reply }
    return account
  }

  private static func summary(bytes: Int) -> FakeReply {
    let frame = #"{"SummaryMap": {"x": ""}}"#
    return FakeReply(
      output: frame.replacing(
        #""""#, with: "\"" + String(repeating: "x", count: bytes - frame.utf8.count) + "\""))
  }

  @Test(
    "an answer can be as long as the limit, but not longer",
    arguments: [(200_000, true), (200_001, false), (900_000, false)])
  func size(bytes: Int, isKept: Bool) throws {
    let account = account("iam get-account-summary", CollectLimitTests.summary(bytes: bytes))
    let report = try scene.collect(account.client()) { $0.maximumAnswerBytes = 200_000 }
    #expect(report.refused.isEmpty == isKept)
    #expect(try scene.files().keys.contains("account-summary.json") == isKept)
    guard !isKept else { return }
    let call = try #require(report.refused.first)
    #expect(call.exitStatus == 137)
    #expect(call.file == nil)
    #expect(
      call.error
        == "the response is longer than 200000 bytes; the call was stopped and its output discarded"
    )
    #expect(
      report.manifest.refusalWords.first?.hasPrefix(
        "response too long: aws iam get-account-summary: ")
        == true)
    let read = try EvidenceLoader.load(.path(scene.path))
    #expect(!read.files.isEmpty)
    #expect(read.summary.shortcoming?.contains("too long: aws iam get-account-summary") == true)
  }

  @Test("the envelope counts towards the limit, so that stored files can be read")
  func envelope() throws {
    let reply = FakeReply(
      output: #"{"Reservations": [], "x": ""# + String(repeating: "x", count: 1990) + #""}"#)
    let account = account("ec2 describe-instances", reply)
    let report = try scene.collect(account.client()) { $0.maximumAnswerBytes = 2048 }
    #expect(report.refused.map(\.operation) == ["ec2 describe-instances"])
  }

  @Test("long answers are stored unchanged, with the digest of the stored bytes")
  func long() throws {
    let reply = CollectLimitTests.summary(bytes: 300_000)
    let report = try scene.collect(account("iam get-account-summary", reply).client())
    let bytes = try #require(try scene.files()["account-summary.json"])
    #expect(bytes == Array(reply.output.utf8))
    let call = report.manifest.calls.first { $0.file == "account-summary.json" }
    #expect(call?.digest == SHA256Digest(of: bytes).description)
    #expect(call?.bytes == bytes.count)
    let client = FakeAccount().client()
    #expect(try scene.collect(client, resuming: true).kept > 10)
    #expect(client.count("iam get-account-summary") == 0)
  }

  @Test("an interrupted long answer leaves neither its file nor a temporary file")
  func halves() throws {
    let whole = CollectLimitTests.summary(bytes: 300_000).output
    for reply in [
      FakeReply(output: String(whole.dropLast(2))),
      FakeReply(status: 254, output: whole, errors: "no"),
      FakeReply(output: whole + "x"), FakeReply(output: whole, takes: .max),
    ] {
      let scene = try CollectScene()
      let report = try scene.collect(account("iam get-account-summary", reply).client())
      #expect(report.refused.map(\.operation) == ["iam get-account-summary"])
      let names = try Directory.open(scene.path).names()
      #expect(!names.contains { $0.contains("account-summary") })
    }
  }

  @Test("temporary files of a killed run are removed when it is resumed")
  func leftovers() throws {
    try scene.collect(FakeAccount().client())
    for name in [".trails.json.iam-review-new", ".kept"] {
      try scene.parent.write([1], to: "out/regions/eu-west-1/\(name)")
    }
    try scene.parent.write([1], to: "out/.x.json.iam-review-new")
    try scene.collect(FakeAccount().client(), resuming: true)
    let hidden = try Directory.open(scene.path + "/regions/eu-west-1").names().filter {
      $0.hasPrefix(".")
    }
    #expect(hidden == [".kept"])
    #expect(try !Directory.open(scene.path).names().contains(".x.json.iam-review-new"))
  }

  @Test("a credential report that never finishes is abandoned, and the item reports it")
  func report() throws {
    let account = account(
      "iam generate-credential-report", FakeReply(output: #"{"State": "STARTED"}"#))
    let client = account.client()
    let report = try scene.collect(client)
    #expect(report.refused.map(\.error) == ["not finished after 1,800 s; increase --poll-timeout"])
    #expect(client.now >= 1_800_000 && client.now < 1_900_000)
    // An answer without a state is not polled.
    let other = self.account("iam generate-credential-report", FakeReply(output: "{}")).client()
    _ = try CollectScene().collect(other)
    #expect(other.now < 60_000)
  }

  @Test(
    "secrets in errors of aws are not written to any file",
    arguments: [
      "password=hunter2", "x-amz-security-token:hunter2", "Authorization: Basic hunter2=",
    ])
  func complaints(secret: String) throws {
    let reply = FakeReply.error("AccessDenied", "no \(secret)")
    let report = try scene.collect(account("iam list-saml-providers", reply).client())
    #expect(report.refused.first?.failure.code == "AccessDenied")
    for bytes in try scene.files().values {
      #expect(!String(decoding: bytes, as: UTF8.self).contains("hunter2"))
    }
    // A secret that an older version or a script recorded is not shown either.
    let old = Manifest.Call(
      try JSONDocument(Array(#"{"arguments": [], "exitStatus": 1, "error": "\#(secret)"}"#.utf8))
        .root)
    #expect(old.error?.contains("hunter2") == false)
  }

  @Test(
    "sizes are parsed in common notations",
    arguments: [
      ("1G", 1 << 30), ("512M", 512 << 20), ("64k", 64 << 10), ("1024", 1024), ("", nil),
      ("G", nil),
      ("1.5G", nil), ("-1", nil), ("1T", nil), ("99999999999999999999G", nil),
      ("9999999999999G", nil),
      ("١G", nil),
    ])
  func sizes(text: String, bytes: Int?) { #expect(ByteCount.bytes(text) == bytes) }

  @Test("a notice appears after 30 s without progress, and then less and less often")
  func notices() {
    var notice = WaitingNotice()
    var progress = CollectProgress(
      done: 3, awaited: ["the credential report": 1, "last-accessed details": 7])
    var said: [Int: String] = [:]
    for second in 0..<400 { said[second] = notice.line(progress, at: second * 1000) }
    #expect(said.keys.sorted() == [30, 60, 120, 240])
    #expect(said[30] == "waiting for 7 last-accessed details and the credential report (30 s)")
    progress = CollectProgress(running: ["ec2 describe-instances"], done: 4)
    #expect(notice.line(progress, at: 400_000) == nil)
    #expect(notice.line(progress, at: 430_000) == "waiting for aws ec2 describe-instances (30 s)")
  }
}
