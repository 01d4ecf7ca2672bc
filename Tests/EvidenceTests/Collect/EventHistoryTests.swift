import TestSupport
import Testing

@testable import Evidence
@testable import Model
@testable import Platform

/// The event history: paging, parts, limits and resuming. The fake has one event every ten minutes,
/// two in each second, the newest first.
@Suite struct EventHistoryTests {
  private let scene: CollectScene
  private static let command = "cloudtrail lookup-events"
  /// The time of the run, and of the newest event.
  private static let now = Instant(seconds: 1_795_168_800)

  init() throws { scene = try CollectScene() }

  private static func event(_ place: Int) -> String {
    let time = now.adding(seconds: Int64(-600 * (place / 2)))
    let record = """
      {"eventVersion": "1.10", "eventTime": "\(time)", "eventSource": "ec2.amazonaws.com",
       "eventName": "Event\(place % 3)", "awsRegion": "eu-west-1", "eventType": "AwsApiCall",
       "eventCategory": "Management", "recipientAccountId": "123456789012", "eventID": "\(place)",
       "userIdentity": {"type": "IAMUser", "accountId": "123456789012",
        "arn": "arn:aws:iam::123456789012:user/u"}}
      """
    return #"{"EventId": "\#(place)", "EventTime": 1.5, "CloudTrailEvent": "#
      + JSONValue.string(record.replacing("\n", with: "")).compactText + "}"
  }

  /// A region with `count` events, as AWS answers: a period with its ends, in pages of four.
  private static func answer(_ words: [String], count: Int) -> FakeReply {
    func time(_ option: String) -> Int64 {
      FakeClient.value(option, in: words).flatMap { Instant($0)?.seconds } ?? 0
    }
    let all = (0..<count).filter { place in
      let seconds = now.seconds - Int64(600 * (place / 2))
      return seconds >= time("start-time") && seconds <= time("end-time")
    }
    let start = FakeClient.value("next-token", in: words).flatMap { Int($0) } ?? 0
    let end = min(start + 4, all.count)
    let token = end < all.count ? #", "NextToken": "\#(end)""# : ""
    return FakeReply(
      output: "{\"Events\": [\(all[start..<end].map(event).joined(separator: ","))]\(token)}")
  }

  private func account(events: Int) -> FakeAccount {
    var account = FakeAccount()
    account.replies[Self.command] = { _, words in
      Self.answer(words, count: words.contains("--region=eu-west-1") ? events : 0)
    }
    return account
  }

  private func activity() throws -> Evidence<AccountActivity> {
    try EvidenceLoader.load(.path(scene.path), asOf: Self.now.adding(seconds: 60)).activity
  }

  private func count(_ activity: Evidence<AccountActivity>) -> Int? {
    activity.value?.coverage.events
  }

  private func set(_ days: Int, _ pages: Int = 20_000) -> (inout CollectSettings) -> Void {
    { settings in
      settings.activityDays = days
      settings.maximumPages = pages
      settings.regions = []
    }
  }

  @Test("all events of the period are counted once, and two requests a second are made")
  func whole() throws {
    let client = account(events: 41).client()
    let report = try scene.collect(client, change: set(1))
    #expect(report.refused.isEmpty)
    let activity = try activity()
    #expect(count(activity) == 41)
    #expect(activity.isWhole, "\(activity.shortcoming ?? "")")
    #expect(activity.value?.coverage.histories.map(\.region) == ["eu-west-1", "us-east-1"])
    #expect(client.count(Self.command) == 12)
    // Eleven pages of one region: ten times half a second between them.
    #expect(client.now >= 10 * 500)
    // Only the events of the period.
    let other = try CollectScene()
    try other.collect(account(events: 1000).client(), change: set(1))
    let loaded = try EvidenceLoader.load(.path(other.path), asOf: Self.now.adding(seconds: 60))
    #expect(loaded.activity.value?.coverage.events == 2 * (24 * 6 + 1))
  }

  @Test("without the option, the event history is not read")
  func none() throws {
    let client = account(events: 9).client()
    try scene.collect(client)
    #expect(client.count(Self.command) == 0)
  }

  @Test("what is beyond the limit is a gap, and a second run continues", arguments: [1, 2, 3, 7])
  func limit(_ pages: Int) throws {
    let account = account(events: 41)
    let report = try scene.collect(account.client(), change: set(1, pages))
    #expect(report.refused.map(\.region) == ["eu-west-1"])
    #expect(report.manifest.refusalWords.first?.hasPrefix("not read completely: aws") == true)
    let part = try activity()
    #expect(part.state == .partial)
    // The second of the oldest event on a page can be incomplete.
    #expect(count(part) == pages * 4 - 2)
    #expect(
      part.shortcoming?.hasPrefix("the event history of eu-west-1 was not read from") == true)
    let gap = part.value?.coverage.unread.first
    #expect(gap?.to == Self.now.adding(seconds: Int64(-600 * (pages * 2 - 1))))
    var runs = 1
    while try scene.collect(account.client(), resuming: true, change: set(1, pages)).refused.count
      > 0
    { runs += 1 }
    let activity = try activity()
    #expect(count(activity) == 41)
    #expect(activity.isWhole, "\(activity.shortcoming ?? "")")
    #expect(runs >= 40 / (pages * 4))
    let again = account.client()
    try scene.collect(again, resuming: true, change: set(1, pages))
    #expect(again.count(Self.command) == 0)
  }

  @Test("a run that is interrupted at any request and resumed counts each event once")
  func interrupted() throws {
    let account = account(events: 41)
    for calls in stride(from: 20, through: 46, by: 2) {
      let scene = try CollectScene()
      do throws(CollectError) {
        try scene.collect(account.client(), stopAfter: calls, change: set(1))
      } catch { #expect(error.message.contains("--resume")) }
      try scene.collect(account.client(), resuming: true, change: set(1))
      let loaded = try EvidenceLoader.load(.path(scene.path), asOf: Self.now.adding(seconds: 60))
      #expect(loaded.activity.value?.coverage.events == 41)
      #expect(loaded.activity.isWhole, "\(calls) \(loaded.activity.shortcoming ?? "")")
    }
  }

  @Test("a resumed run can read a longer period, and a changed part is read again")
  func longer() throws {
    let account = account(events: 1000)
    try scene.collect(account.client(), change: set(1))
    let client = account.client()
    try scene.collect(client, resuming: true, change: set(2))
    #expect(count(try activity()) == 2 * (48 * 6 + 1))
    #expect(client.count(Self.command) < 80)
    try scene.parent.write(Array("{}".utf8), to: "out/regions/eu-west-1/event-history.ndjson")
    try scene.collect(account.client(), resuming: true, change: set(2))
    #expect(count(try activity()) == 2 * (48 * 6 + 1))
    #expect(try activity().isWhole)
  }

  @Test("long histories are stored in parts, each event once")
  func parts() throws {
    // More pages than one part has.
    let events = RegionHistory.pagesPerPart * 4 + 30
    try scene.collect(account(events: events).client(), change: set(90))
    let names = try scene.files().keys.filter { $0.contains("event-history") }.sorted()
    #expect(
      names == [
        "regions/eu-west-1/event-history-2.ndjson", "regions/eu-west-1/event-history.ndjson",
        "regions/us-east-1/event-history.ndjson",
      ])
    #expect(count(try activity()) == events)
    #expect(try activity().value?.coverage.histories.count == 2)
  }

  @Test(
    "a region that cannot be read is a gap with its reason",
    arguments: [
      (FakeReply.error("AccessDeniedException"), "access denied (missing cloudtrail:LookupEvents)"),
      (FakeReply(output: "{}"), "the response has no member Events"),
      (FakeReply(output: "no"), "the response is not JSON"),
      (
        FakeReply(output: #"{"Events": [{"EventId": "1"}]}"#),
        "the response contains an event without a valid record"
      ),
      (FakeReply(output: "{}", takes: 1_000_000), "no response in time"),
    ])
  func refused(_ reply: FakeReply, _ words: String) throws {
    var account = account(events: 9)
    let usual = account.replies[Self.command]
    account.replies[Self.command] = { client, call in
      call.contains("--region=us-east-1") ? reply : usual?(client, call) ?? reply
    }
    let report = try scene.collect(account.client(), change: set(1))
    #expect(report.refused.map(\.region) == ["us-east-1"])
    let activity = try activity()
    #expect(count(activity) == 9)
    #expect(activity.state == .partial)
    #expect(activity.shortcoming?.contains(words) == true, "\(activity.shortcoming ?? "")")
    #expect(
      activity.shortcoming?.contains(
        "the event history of 1 enabled region was not read: us-east-1")
        == true)
    // The next run reads it.
    try scene.collect(self.account(events: 9).client(), resuming: true, change: set(1))
    #expect(try self.activity().isWhole)
  }

  @Test("throttled requests are repeated later")
  func throttled() throws {
    var account = account(events: 9)
    let usual = account.replies[Self.command]
    account.replies[Self.command] = { client, call in
      client.count(Self.command) == 3
        ? FakeReply.error("ThrottlingException") : usual?(client, call) ?? FakeReply()
    }
    let client = account.client()
    let report = try scene.collect(client, change: set(1))
    #expect(report.refused.isEmpty)
    #expect(client.now >= 8000)
    #expect(count(try activity()) == 9)
  }

  @Test("a history that is not sorted is only counted as a whole")
  func unsorted() throws {
    var account = FakeAccount()
    account.replies[Self.command] = { _, words in
      let isFirst = FakeClient.value("next-token", in: words) == nil
      return FakeReply(
        output:
          "{\"Events\": [\([isFirst ? 6 : 1, isFirst ? 9 : 8].map(Self.event).joined(separator: ","))]"
          + (isFirst ? #", "NextToken": "x"}"# : "}"))
    }
    account.regions = ["eu-west-1"]
    try scene.collect(account.client(), change: set(1, 1))
    #expect(count(try activity()) == 1)
    let other = try CollectScene()
    try other.collect(account.client(), change: set(1))
    let loaded = try EvidenceLoader.load(.path(other.path), asOf: Self.now.adding(seconds: 60))
    #expect(loaded.activity.value?.coverage.events == 4)
    #expect(loaded.activity.isWhole)
  }

  @Test("the expected time is stated")
  func time() {
    var settings = CollectSettings(version: "test")
    #expect(settings.historyWords == nil)
    settings.activityDays = 90
    let words = settings.historyWords ?? ""
    #expect(words.contains("100,000 events of a region take 17 min"))
    #expect(words.contains("at most 20,000 requests (2 h 47 min) in a region"))
  }
}
