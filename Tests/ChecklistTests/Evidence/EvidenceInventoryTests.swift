import Evidence
import Model
import Platform
import Reports
import TestSupport
import Testing

@testable import Checklist

@Suite struct EvidenceInventoryTests {
  private static let now = Instant(seconds: 1_795_168_800)  // 2026-11-20T10:00:00Z

  /// The inventory of a folder with `files`, and its lines two days after the evidence.
  private func inventory(
    _ files: KeyValuePairs<String, String>
  ) throws -> (EvidenceInventory, lines: [String]) {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(Array(text.utf8), to: name) }
    let account = try EvidenceLoader.load(.path(folder.path))
    let inventory = EvidenceInventory(Checklist.assess(account, settings: Settings()))
    return (
      inventory, inventory.lines(of: account, at: EvidenceInventoryTests.now.adding(days: 2))
    )
  }

  private let summary = #"{"SummaryMap": {"AccountMFAEnabled": 1}}"#

  private func manifest(digest: String) -> String {
    """
    {"tool": "iam-review", "version": "1", "account": "123456789012", "alias": "prod",
     "started": "2026-11-20T09:00:00Z", "finished": "2026-11-20T10:00:00Z", "calls": [
      {"arguments": ["iam", "get-account-summary"], "exitStatus": 0, "file": "s.json",
       "sha256": "\(digest)", "at": "2026-11-20T09:30:00Z"},
      {"arguments": ["iam", "list-saml-providers"], "exitStatus": 0, "file": "gone.json",
       "sha256": "00", "at": "2026-11-20T09:30:00Z"},
      {"arguments": ["iam", "get-account-password-policy"], "exitStatus": 254,
       "error": "An error occurred (NoSuchEntity) when calling the X operation: none"},
      {"arguments": ["ec2", "describe-instances"], "region": "eu-west-1", "exitStatus": 254,
       "error": "An error occurred (UnauthorizedOperation) when calling the X operation: no"}]}
    """
  }

  @Test("each kind is complete, missing with its reason and open items, or absent")
  func kinds() throws {
    let (inventory, lines) = try inventory([
      "manifest.json": manifest(digest: SHA256Digest(of: summary).description),
      "s.json": summary, "a.json": #"{"AccountAliases": ["prod"]}"#,
    ])
    func entry(_ kind: EvidenceKind) throws -> EvidenceInventory.Entry {
      try #require(inventory.entries.first { $0.status.kind == kind })
    }
    #expect(inventory.entries.count == EvidenceKind.allCases.count { !$0.isOptional })
    #expect(try entry(.accountSummary).status.state == .whole)
    #expect(try entry(.passwordPolicy).status.state == .none)
    #expect(try entry(.instances).status.state == .missing)
    #expect(
      try Set(entry(.instances).opens).isSuperset(of: [
        Item.rolesInstanceProfiles.id, Item.policiesAccessAnalyzer.id,
      ]))
    #expect(lines[0] == "Account 123456789012 (prod)")
    #expect(lines[1] == "Evidence as of 2026-11-20 10:00 UTC (from the manifest), 2 days old")
    #expect(
      lines.contains(
        "complete account summary                                1 file      2026-11-20"))
    let place = try #require(lines.firstIndex(of: "missing  EC2 instances"))
    #expect(
      lines[place + 1].hasPrefix(
        "         access denied (missing ec2:DescribeInstances): aws ec2 describe-instances"
          + " --region=eu-west-1: "))
    #expect(
      lines[place + 2]
        == "         affects: roles.instance-profiles, policies.access-analyzer")
    #expect(lines[place + 3] == "         collect: aws ec2 describe-instances --region REGION")
  }

  @Test("changed, missing and added files are distinguished")
  func digests() throws {
    let (inventory, lines) = try inventory([
      "manifest.json": manifest(digest: "11"), "s.json": summary,
      "a.json": #"{"AccountAliases": ["prod"]}"#,
    ])
    #expect(!inventory.matchesManifest)
    #expect(inventory.matching == 0)
    #expect(
      inventory.discrepancies.map { "\($0.file) \($0.kind)" } == [
        "s.json changed", "gone.json gone", "a.json unlisted",
      ])
    #expect(lines.contains("gone.json: missing since collection"))
  }

  @Test("without a manifest, nothing is reported about changes")
  func bare() throws {
    let (inventory, lines) = try inventory(["s.json": summary])
    #expect(inventory.matchesManifest)
    #expect(inventory.discrepancies.isEmpty)
    #expect(lines.last == "No manifest: it is unknown when and how the evidence was collected.")
  }
}
