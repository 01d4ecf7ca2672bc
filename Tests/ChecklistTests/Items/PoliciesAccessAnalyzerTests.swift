import Model
import Testing

@testable import Checklist

@Suite struct PoliciesAccessAnalyzerTests {
  private static func analyzer(_ type: String, _ status: String = "ACTIVE") -> AccessAnalyzer {
    AccessAnalyzer(
      arn: ARN("arn:aws:access-analyzer:eu-west-1:123456789012:analyzer/a"), name: "a",
      type: type, status: status, citation: TinyAccount.nowhere)
  }

  private static func found(
    _ id: String, type: String = "ExternalAccess", status: String = "ACTIVE",
    isPublic: Bool = false, account: String = TinyAccount.id, principal: String? = nil
  ) -> AnalyzerFinding {
    AnalyzerFinding(
      id: id, resource: "arn:aws:s3:::bucket", resourceType: "AWS::S3::Bucket", account: account,
      type: type, status: status, isPublic: isPublic, principal: principal, actions: [],
      citation: TinyAccount.nowhere)
  }

  private static func account(
    _ analyzers: [String: [AccessAnalyzer]], _ findings: [AnalyzerFinding] = []
  ) -> TinyAccount {
    var tiny = TinyAccount()
    tiny.account.instances = TinyAccount.whole([])
    tiny.account.functions = TinyAccount.whole([])
    tiny.account.analyzers = TinyAccount.whole(analyzers)
    tiny.account.analyzerFindings = TinyAccount.whole(findings)
    return tiny
  }

  @Test(
    "only an active external access analyzer counts",
    arguments: [
      ([analyzer("ACCOUNT")], "pass"), ([analyzer("ORGANIZATION")], "pass"),
      ([], "fail: region/eu-west-1 medium"),
      ([analyzer("ACCOUNT", "CREATING")], "fail: region/eu-west-1 medium"),
      ([analyzer("ACCOUNT", "DISABLED")], "fail: region/eu-west-1 medium"),
      ([analyzer("ACCOUNT_UNUSED_ACCESS")], "fail: region/eu-west-1 medium"),
      ([analyzer("ACCOUNT_INTERNAL_ACCESS")], "fail: region/eu-west-1 medium"),
    ] as [([AccessAnalyzer], String)])
  func coverage(_ analyzers: [AccessAnalyzer], _ line: String) {
    #expect(
      Self.account(["eu-west-1": analyzers]).judgement(.policiesAccessAnalyzer).line == line)
  }

  @Test("a region in use that was not queried is missing evidence")
  func regionNotAsked() {
    var tiny = Self.account(["eu-west-1": [Self.analyzer("ACCOUNT")]])
    func instance(_ state: String) -> Instance {
      Instance(
        id: "i-1", name: nil, state: state, region: "us-east-1", account: nil, profile: nil,
        citation: TinyAccount.nowhere)
    }
    tiny.account.instances = TinyAccount.whole([instance("terminated")])
    #expect(tiny.judgement(.policiesAccessAnalyzer).line == "pass")
    tiny.account.instances = TinyAccount.whole([instance("running")])
    let judgement = tiny.judgement(.policiesAccessAnalyzer)
    #expect(judgement.line == "unavailable")
    #expect(
      judgement.missing.map(\.command) == [
        "aws accessanalyzer list-analyzers --region=us-east-1"
      ])
  }

  @Test(
    "active external access findings on the account's own resources count",
    arguments: [
      (found("f"), "fail: finding/f high"),
      (found("f", isPublic: true), "fail: finding/f critical"),
      (found("f", type: ""), "fail: finding/f high"), (found("f", status: "ARCHIVED"), "pass"),
      (found("f", status: "RESOLVED"), "pass"), (found("f", type: "UnusedIAMRole"), "pass"),
      (found("f", account: "210987654321"), "pass"),
    ])
  func findings(_ finding: AnalyzerFinding, _ line: String) {
    let judgement = Self.account(["eu-west-1": [Self.analyzer("ACCOUNT")]], [finding])
      .judgement(.policiesAccessAnalyzer)
    #expect(judgement.line == line)
    #expect(judgement.notes.isEmpty == (finding.status != "ACTIVE" || line != "pass"))
  }

  @Test("the same finding from both API versions counts once, with its principal")
  func twice() throws {
    let judgement = Self.account(
      ["eu-west-1": [Self.analyzer("ACCOUNT")]],
      [Self.found("f"), Self.found("f", type: "", principal: "AWS: 210987654321")]
    ).judgement(.policiesAccessAnalyzer)
    #expect(judgement.line == "fail: finding/f high")
    #expect(
      judgement.findings.first?.facts.contains(Fact("principal", "AWS: 210987654321")) == true)
  }

  @Test("missing evidence keeps the item from passing")
  func missing() {
    let whole = Self.account(["eu-west-1": [Self.analyzer("ACCOUNT")]])
    #expect(whole.judgement(.policiesAccessAnalyzer).line == "pass")
    #expect(Self.account([:]).judgement(.policiesAccessAnalyzer).line == "unavailable")
    let changes: [(inout Account) -> Void] = [
      { $0.analyzers = .missing("denied") }, { $0.analyzerFindings = .missing("denied") },
      { $0.instances = .missing("denied") }, { $0.functions = TinyAccount.partial([]) },
      { $0.analyzerFindings = TinyAccount.partial([]) },
    ]
    for change in changes {
      var tiny = whole
      change(&tiny.account)
      #expect(tiny.judgement(.policiesAccessAnalyzer).line == "unavailable")
      #expect(tiny.judgement(.policiesAccessAnalyzer).missing.count == 1)
    }
  }
}
