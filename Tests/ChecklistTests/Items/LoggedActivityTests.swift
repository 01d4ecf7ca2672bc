import Model
import Testing

@testable import Checklist
@testable import Platform

/// What CloudTrail logs add to findings: sentences and facts, and never another outcome.
@Suite struct LoggedActivityTests {
  /// Calls as one row of activity.
  struct Calls: Sendable {
    var principal = "arn:aws:iam::123456789012:user/ci"
    var account = "123456789012"
    var source = "iam.amazonaws.com"
    var event = "CreateUser"
    var result = "allowed"
    var region = "us-east-1"
    var key = ""
    var agent = ""
    var resources: [String] = []
    var count = 1
    var addresses: [String] = []
    var daysAgo = 1

    var row: ActivityRow {
      let values: [ActivityColumn: String] = [
        .principal: principal, .principalType: "IAMUser", .account: account, .source: source,
        .event: event, .eventType: "AwsApiCall", .category: "Management", .result: result,
        .region: region, .recipient: TinyAccount.id, .accessKey: key, .agent: agent,
        .resources: resources.joined(separator: String(ActivityColumn.separator)),
      ]
      let last = TinyAccount.asOf.adding(days: -daysAgo)
      return ActivityRow(
        values: ActivityColumn.allCases.map { values[$0] ?? "" }, count: count,
        first: last.adding(days: -9), last: last, weeks: [], sessions: .init(names: [], count: 0),
        addresses: .init(names: addresses, count: addresses.count))
    }
  }

  private static func add(_ calls: [Calls], isWhole: Bool = true, to tiny: inout TinyAccount) {
    let rows = calls.map(\.row).sorted { $0.values.lexicographicallyPrecedes($1.values) }
    var coverage = ActivityCoverage()
    for row in rows { coverage.add(row) }
    let activity = AccountActivity(rows, coverage: coverage)
    tiny.account.activity =
      isWhole ? TinyAccount.whole(activity) : TinyAccount.partial(activity)
  }

  private static let root = Calls(
    principal: "arn:aws:iam::123456789012:root", agent: "console", count: 2,
    addresses: ["192.0.2.1"])

  private static func rootAccount(used: CredentialRow.Moment) -> TinyAccount {
    var tiny = TinyAccount()
    tiny.account.credentialReport = TinyAccount.whole(
      CredentialReport(
        generated: nil, root: TinyAccount.row("<root_account>", passwordUsed: used), users: []))
    return tiny
  }

  @Test("root.daily-use says what the root user did, and from where")
  func root() throws {
    var tiny = Self.rootAccount(used: TinyAccount.ago(5))
    let before = try #require(tiny.judgement(.rootDailyUse).findings.first)
    var login = Self.root
    (login.source, login.event, login.result) = ("signin.amazonaws.com", "ConsoleLogin", "error")
    (login.addresses, login.daysAgo) = (["198.51.100.7"], 0)
    Self.add([Self.root, login, Calls()], to: &tiny)
    let finding = try #require(tiny.judgement(.rootDailyUse).findings.first)
    #expect(
      finding.advice.text.hasPrefix(
        "In the logs of 2026-11-10 to 2026-11-20, the root user made 4 calls, the last on 2026-11-20"
          + " from 192.0.2.1 and 198.51.100.7 with console; 2 of them failed: ConsoleLogin (2) and"
          + " iam:CreateUser (2). Find the event"))
    #expect(
      finding.facts == before.facts + [
        Fact("actionsInLogs", "ConsoleLogin iam:CreateUser"),
        Fact("addressesInLogs", "192.0.2.1 198.51.100.7"),
      ])
    #expect(finding.summary == before.summary)
    #expect(finding.evidence.count == before.evidence.count + 1)
  }

  @Test("logs never change an outcome", arguments: [true, false])
  func outcomes(_ isWhole: Bool) throws {
    for used in [TinyAccount.ago(5), .noInformation, .notStated] {
      var tiny = Self.rootAccount(used: used)
      let before = tiny.judgement(.rootDailyUse).line
      for calls in [[Self.root], [Calls()]] {
        Self.add(calls, isWhole: isWhole, to: &tiny)
        #expect(tiny.judgement(.rootDailyUse).line == before)
      }
    }
  }

  @Test("logs without calls of the principal add nothing")
  func nothing() throws {
    var tiny = Self.rootAccount(used: TinyAccount.ago(5))
    func findings() -> [Finding] {
      tiny.judgement(.rootDailyUse).findings.map { Finding($0, of: Item.rootDailyUse.id) }
    }
    let before = findings()
    Self.add([Calls()], to: &tiny)
    #expect(findings() == before)
  }

  private static func users(_ rows: CredentialRow...) -> TinyAccount {
    var tiny = TinyAccount()
    tiny.account.credentialReport = TinyAccount.whole(
      CredentialReport(generated: nil, root: nil, users: rows))
    tiny.account.identities = TinyAccount.whole(
      Identities(
        users: rows.map { User(identity: TinyAccount.identity("user", $0.name), groups: []) }))
    return tiny
  }

  private static let oldKey = TinyAccount.key(
    1, true, rotated: TinyAccount.ago(400), used: TinyAccount.ago(300))

  @Test("findings about access keys say which key was used, from where, and with what")
  func keys() throws {
    var tiny = Self.users(TinyAccount.row("ci", keys: [Self.oldKey, TinyAccount.key(2, false)]))
    let calls = Calls(key: "AKIA1", agent: "terraform", count: 3, addresses: ["192.0.2.1"])
    var other = calls
    (other.key, other.count, other.agent, other.addresses) = ("AKIA2", 1, "", [])
    var session = calls
    session.key = "temporary"
    let first =
      "In the logs of 2026-11-10 to 2026-11-19, access key AKIA1 made 3 calls, the last on 2026-11-19"
      + " from 192.0.2.1 with terraform: iam:CreateUser (3). "
    let second =
      "In the logs of 2026-11-10 to 2026-11-19, access key AKIA2 made 1 call, the last on 2026-11-19:"
      + " iam:CreateUser (1). "
    let third =
      "In the logs of 2026-11-10 to 2026-11-19, ci made 3 calls, the last on 2026-11-19 from 192.0.2.1"
      + " with terraform: iam:CreateUser (3). "
    for (item, sentences) in [
      (Item.usersKeyRotation, first + second), (.usersUnused, first + second + third),
      (.rolesCIOIDC, first + second),
    ] {
      tiny.account.activity = .missing("")
      let before = try #require(tiny.judgement(item).findings.first)
      Self.add([calls, other, session], to: &tiny)
      let after = try #require(tiny.judgement(item).findings.first)
      #expect(after.advice.text == sentences + before.advice.text)
      #expect(after.facts == before.facts)
    }
  }

  @Test(
    "a key that a pipeline uses is mentioned if the name of its user does not show it",
    arguments: [("github-actions", true), ("jenkins", true), ("aws-cli", false), ("", false)])
  func pipelines(_ agent: String, _ isMentioned: Bool) throws {
    let key = TinyAccount.key(1, true, rotated: TinyAccount.ago(1), used: TinyAccount.ago(1))
    var tiny = Self.users(TinyAccount.row("ann", keys: [key, TinyAccount.key(2, false)]))
    let before = tiny.judgement(.rolesCIOIDC)
    Self.add(
      [Calls(principal: "arn:aws:iam::123456789012:user/ann", key: "AKIA1", agent: agent)],
      to: &tiny)
    let after = tiny.judgement(.rolesCIOIDC)
    #expect(after.line == before.line)
    let notes = after.notes.filter { !before.notes.contains($0) }
    #expect(notes.count == (isMentioned ? 1 : 0))
    if isMentioned {
      #expect(notes[0].hasPrefix("ann has an access key that a CI/CD program uses. In the logs of"))
    }
  }

  private static let role = "arn:aws:iam::123456789012:role/r"

  private static func arrival(_ account: String, _ count: Int = 1) -> Calls {
    Calls(
      principal: account, account: account, source: "sts.amazonaws.com", event: "AssumeRole",
      resources: [role], count: count)
  }

  private static let own = Calls(
    principal: "arn:aws:iam::123456789012:user/a", source: "sts.amazonaws.com",
    event: "AssumeRole", resources: [role])

  @Test(
    "a trusted account came, never came, or the logs cannot show it",
    arguments: [
      (
        [arrival("210987654321", 4), own], true, "account 210987654321 assumed the role 4 times",
        "yes"
      ),
      ([arrival("210987654321")], false, "account 210987654321 assumed the role 1 time", "yes"),
      ([arrival("333333333333"), own], true, "account 210987654321 did not assume the role", "no"),
      ([own], true, "account 210987654321 did not assume the role", "no"),
      // A part of the logs is missing.
      ([own], false, nil, nil),
      // The logs contain no such events at all.
      ([Calls()], true, nil, nil),
      ([], true, nil, nil),
    ] as [([Calls], Bool, String?, String?)])
  func arrivals(_ calls: [Calls], _ isWhole: Bool, _ words: String?, _ fact: String?) throws {
    var tiny = try Self.trusting(#"{"AWS":"210987654321"}"#)
    let before = tiny.judgement(.rolesCrossAccountTrust)
    if !calls.isEmpty { Self.add(calls, isWhole: isWhole, to: &tiny) }
    let after = tiny.judgement(.rolesCrossAccountTrust)
    #expect(after.line == before.line)
    let finding = try #require(after.findings.first)
    #expect(finding.facts.first { $0.name == "assumedInLogs" }?.value == fact)
    #expect(finding.advice.text.contains("In the logs of") == (words != nil))
    if let words { #expect(finding.advice.text.contains(words), "\(finding.advice.text)") }
  }

  /// An account with a role that trusts `principal`, as in JSON.
  private static func trusting(_ principal: String) throws -> TinyAccount {
    var tiny = TinyAccount()
    let statement = #"{"Effect":"Allow","Principal":\#(principal),"Action":"sts:AssumeRole"}"#
    tiny.account.identities = TinyAccount.whole(
      Identities(roles: [TinyAccount.role("r", trust: try TinyAccount.document(statement))]))
    return tiny
  }

  @Test("a role that everyone can assume names the accounts that came")
  func everyone() throws {
    var tiny = try Self.trusting(#""*""#)
    Self.add([Self.arrival("333333333333"), Self.arrival("210987654321", 2), Self.own], to: &tiny)
    let finding = try #require(tiny.judgement(.rolesCrossAccountTrust).findings.first)
    #expect(finding.facts.contains(Fact("assumedInLogs", "210987654321 333333333333")))
    #expect(
      finding.advice.text.contains(
        "account 210987654321 assumed the role 2 times, last on 2026-11-19 and account 333333333333"
          + " assumed the role 1 time, last on 2026-11-19. "))
  }

  @Test("the region policy says which calls it would have blocked, without global services")
  func regions() throws {
    var tiny = TinyAccount()
    func advice(_ calls: [Calls]) throws -> String {
      Self.add(calls, to: &tiny)
      return try #require(tiny.judgement(.organizationRegionSCP).findings.first).advice.text
    }
    tiny.account.organization = .absent(
      Absence(answer: "AWSOrganizationsNotInUseException", citation: TinyAccount.nowhere))
    let home = Calls(
      source: "ec2.amazonaws.com", event: "RunInstances", region: "eu-west-1", count: 9)
    var away = home
    (away.region, away.count) = ("us-west-2", 2)
    var denied = away
    (denied.region, denied.result) = ("us-east-2", "denied")
    let words =
      "most calls, 9, were in eu-west-1. A policy that approves only this region would have"
    #expect(
      try advice([home, away, denied, Calls()]).contains(
        words + " blocked 2 calls in us-west-2 (ec2:RunInstances)."))
    #expect(try !advice([home, denied, Calls()]).contains("In the logs of"))
  }

  @Test(
    "logs that do not cover the last 90 days are out of date, or add nothing that is unused",
    arguments: [
      // The last call, last-accessed details, whether the logs are out of date, whether they are partial.
      (1, false, false, false), (80, false, false, false), (91, false, true, false),
      (800, false, true, false), (1, true, false, true), (800, true, false, true),
    ])
  func coverage(
    _ daysAgo: Int, _ hasDetails: Bool, _ isOutdated: Bool, _ isPartial: Bool
  ) throws {
    var tiny = TinyAccount()
    let inline = InlinePolicy(
      name: "all",
      document: try TinyAccount.document(#"{"Effect":"Allow","Action":"*","Resource":"*"}"#),
      citation: TinyAccount.nowhere)
    let role = TinyAccount.role("r", inline: [inline])
    tiny.account.identities = TinyAccount.whole(Identities(roles: [role]))
    Self.add([Calls(principal: role.identity.arn.description, daysAgo: daysAgo)], to: &tiny)
    if hasDetails {
      let details = LastAccessed(
        subject: role.identity.arn,
        services: [.init(namespace: "iam", name: "IAM", used: nil, actions: nil)],
        isActionLevel: false, isTruncated: false, citation: TinyAccount.nowhere)
      tiny.account.lastAccessed = TinyAccount.whole([role.identity.arn.description: details])
    }
    let judgement = tiny.judgement(.rolesAccessAdvisor)
    let reasons = judgement.missing.map(\.reason)
    #expect(reasons.contains { $0.hasSuffix(", before the last 90 days") } == isOutdated)
    #expect(judgement.notes.contains { $0.contains("do not cover the last 90 days") } == isPartial)
    let summary = judgement.findings.first?.summary ?? ""
    #expect(summary.contains("in the logs of") == !hasDetails)
    #expect(!summary.contains("has not used any") || hasDetails && daysAgo > 90)
  }
}
