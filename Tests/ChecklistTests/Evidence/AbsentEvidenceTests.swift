import TestSupport
import Testing

@testable import Checklist
@testable import Evidence
@testable import Model
@testable import Reports

/// Evidence that does not exist according to AWS is reported the same way in every output. New
/// kinds of evidence are covered automatically.
@Suite struct AbsentEvidenceTests {
  private static let answer = "An error occurred (NoSuchThing) when calling the GetThing operation"
  private static let absence = Absence(
    answer: answer, citation: Citation(file: "manifest.json", place: "/calls/7", line: 9))

  /// The sample account with a single role, so that many evaluations and exports take little time.
  private static let account = Result {
    let details = """
      {"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [
        {"RoleName": "Deploy", "RoleId": "AROAEXAMPLEEXAMPLE001", "Path": "/",
         "Arn": "arn:aws:iam::640817295314:role/Deploy", "CreateDate": "2025-01-01T00:00:00Z",
         "RolePolicyList": [], "AttachedManagedPolicies": [],
         "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow",
           "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}]}
      """
    let files = SampleAccount.files.map { file in
      file.name == "account-authorization-details.json" ? (file.name, Array(details.utf8)) : file
    }
    return try EvidenceLoader.load(files: files)
  }

  private static func assessment(_ change: (inout Account) -> Void) throws -> Assessment {
    var account = try account.get()
    change(&account)
    return Checklist.assess(account, settings: Settings())
  }

  /// Every output for an assessment, by the name of its format.
  private static func texts(_ assessment: Assessment) -> [String: String] {
    let moment = assessment.account.asOf.instant
    let report = ReviewReport(assessment: assessment, session: ReviewSession(), now: moment)
    let inventory = EvidenceInventory(assessment).lines(of: assessment.account, at: moment)
    var texts = ["evidence": inventory.joined(separator: "\n")]
    for format in ExportFormat.own where format.isText {
      texts["\(format)"] = format.render(report)
    }
    for format in CheckReport.Format.allCases {
      texts["check \(format)"] = CheckReport.render(assessment, as: format)
    }
    return texts
  }

  @Test(
    "evidence, check and all exports report that it does not exist, and suggest no command",
    arguments: EvidenceKind.allCases.filter { !$0.isOptional }) func agreement(kind: EvidenceKind)
    throws
  {
    let assessment = try Self.assessment { $0.answer(kind, with: Self.absence) }
    let unknown = try Self.assessment {
      $0.answer(kind, with: Self.absence)
      $0.degrade(kind, by: "NotAsked", isDamage: false)
    }
    for (item, other) in zip(assessment.items, unknown.items) where item.outcome == .pass {
      #expect(other.outcome == .pass, "\(item.id) passes because there is none")
    }
    let status = assessment.account.status(of: kind)
    #expect(status.state == .none && status.reason == Self.answer)
    #expect(assessment.items.allSatisfy { $0.missing.allSatisfy { $0.kind != kind } })
    let missing = Self.texts(unknown)
    for (name, text) in Self.texts(assessment) {
      let asks = text.contains("collect: \(kind.command)\n") || text.contains("\(kind.title): not ")
      #expect(!asks, "\(name) asks for a call")
      // A format that mentions missing evidence of the kind also mentions that it does not exist.
      let wouldSay = missing[name]?.contains("NotAsked") == true
      let says = text.contains("NoSuchThing")
      #expect(says == wouldSay, "\(name)")
    }
  }
}
