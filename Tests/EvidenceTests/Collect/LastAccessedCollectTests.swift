import Model
import Platform
import Testing

@testable import Evidence

/// The jobs for last access: started, polled and fetched page by page.
@Suite struct LastAccessedCollectTests {
  private let scene: CollectScene
  private let file = "last-accessed/role-Deploy-f4cb315d28b9"
  private static let get = "iam get-service-last-accessed-details"

  init() throws { scene = try CollectScene() }

  private func page(_ service: String, marker: String?) -> FakeReply {
    let more =
      marker.map { #""IsTruncated": true, "Marker": "\#($0)""# } ?? #""IsTruncated": false"#
    return FakeReply(
      output: """
        {"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", \(more), "ServicesLastAccessed":
         [{"ServiceName": "\(service)", "ServiceNamespace": "\(service)"}]}
        """)
  }

  private func account(
    _ get: @escaping (FakeClient, [String]) -> FakeReply
  ) -> FakeAccount {
    var account = FakeAccount()
    account.replies[LastAccessedCollectTests.get] = get
    return account
  }

  @Test("all pages are fetched by Marker and combined into one answer")
  func pages() throws {
    let account = account { [self] _, words in
      switch FakeClient.value("marker", in: words) {
      case nil: page("s3", marker: "--profile=evil")
      case "--profile=evil": page("ec2", marker: "c")
      default: page("kms", marker: nil)
      }
    }
    let client = account.client()
    #expect(try scene.collect(client).refused.isEmpty)
    #expect(client.count(LastAccessedCollectTests.get) == 3)
    #expect(
      try scene.text(file + ".json").contains(#""Arn":"arn:aws:iam::123456789012:role/Deploy""#))
    #expect(try scene.text(file + "-3.json").contains("kms"))
    let read = try EvidenceLoader.load(.path(scene.path))
    let access = read.lastAccessed.value?["arn:aws:iam::123456789012:role/Deploy"]
    #expect(access?.services.map(\.namespace).sorted() == ["ec2", "kms", "s3"])
    #expect(access?.isTruncated == false)
  }

  @Test("a job in progress is polled at increasing intervals")
  func polling() throws {
    var asked: [Int] = []
    let account = account { [self] client, _ in
      asked.append(client.now)
      return asked.count < 8
        ? FakeReply(output: #"{"JobStatus": "IN_PROGRESS"}"#)
        : page("s3", marker: nil)
    }
    #expect(try scene.collect(account.client()).refused.isEmpty)
    let pauses = zip(asked.dropFirst(), asked).map { $0 - $1 }
    #expect(pauses.count == 7)
    #expect(zip(pauses.dropFirst(), pauses).allSatisfy { $0 > $1 })
  }

  @Test("a job that never ends is abandoned at the limit", arguments: [60, 1800])
  func endless(seconds: Int) throws {
    let account = account { _, _ in FakeReply(output: #"{"JobStatus": "IN_PROGRESS"}"#) }
    let client = account.client()
    let report = try scene.collect(client) { $0.pollSeconds = seconds }
    #expect(
      report.refused.map(\.error) == [
        "not finished after \(seconds.grouped) s; increase --poll-timeout"
      ])
    #expect(report.manifest.refusalWords.first?.hasPrefix("timed out: aws iam get-service") == true)
    #expect(client.now > seconds * 1000 && client.now < seconds * 1000 + 10_000)
  }

  @Test("if no job ever ends, hundreds of roles are not waited for one after another")
  func allEndless() throws {
    var account = account { _, _ in FakeReply(output: #"{"JobStatus": "IN_PROGRESS"}"#) }
    account.roles = (1...200).map { "arn:aws:iam::123456789012:role/r\($0)" }
    let client = account.client()
    let report = try scene.collect(client)
    #expect(client.now < 2 * 1_800_000)
    #expect(report.refused.reduce(0) { $0 + 1 + $1.notAsked } == 200)
  }

  @Test("endless pages are stopped, and the answer is marked as truncated")
  func endlessPages() throws {
    var page = 0
    let account = account { [self] _, _ in
      page += 1
      return self.page("s3", marker: "m\(page)")
    }
    let report = try scene.collect(account.client())
    #expect(report.refused.map(\.error) == ["the response has more than 100 pages"])
    #expect(page == 100)
  }

  @Test("a failed job, a page without Marker and a circular Marker are recorded as failed")
  func broken() throws {
    let replies = [
      FakeReply(output: #"{"JobStatus": "FAILED", "Error": {"Message": "x"}}"#),
      FakeReply(output: #"{"JobStatus": "COMPLETED", "IsTruncated": true}"#),
      page("s3", marker: "a"),
    ]
    for reply in replies {
      let scene = try CollectScene()
      let client = account { _, _ in reply }.client()
      #expect(try scene.collect(client).refused.map(\.operation) == [LastAccessedCollectTests.get])
      #expect(client.count(LastAccessedCollectTests.get) <= 2)
    }
  }

  @Test("many jobs take two calls each, and only a few wait at the same time")
  func many() throws {
    var account = FakeAccount()
    account.roles = (1...500).map { "arn:aws:iam::123456789012:role/r\($0)" }
    var open = 0
    var maximumOpen = 0
    account.replies["iam generate-service-last-accessed-details"] = { _, words in
      open += 1
      maximumOpen = max(maximumOpen, open)
      let job = FakeClient.value("arn", in: words)?.split(separator: "/").last ?? ""
      return FakeReply(output: #"{"JobId": "\#(job)"}"#)
    }
    account.replies[LastAccessedCollectTests.get] = { [self] _, _ in
      open -= 1
      return page("s3", marker: nil)
    }
    let client = account.client()
    let report = try scene.collect(client)
    #expect(report.refused.isEmpty)
    #expect(client.count(LastAccessedCollectTests.get) == 500)
    #expect(client.maximum == 8)
    #expect(maximumOpen <= 8 + 32)
  }
}
