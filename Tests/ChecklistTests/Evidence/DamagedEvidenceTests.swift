import Testing

@testable import Checklist
@testable import Model

/// Changes to evidence, and whether an item still passes on it.
@Suite struct DamagedEvidenceTests {
  struct Row: Sendable, CustomTestStringConvertible {
    let what: String
    var item = "roles.lambda-scope"
    var passes = false
    let change: @Sendable (inout DamagedFolder) -> Void

    var testDescription: String { what }
  }

  private static let west = "functions-eu-west-1.json"
  private static let central = "functions-eu-central-1.json"
  private static let details = "details.json"
  private static let regions =
    #"{"Regions": [{"RegionName": "eu-west-1"}, {"RegionName": "eu-central-1"},"#
    + #" {"RegionName": "X", "OptInStatus": "Y"}]}"#

  private static func regions(_ name: String, _ status: String) -> String {
    regions.replacing("X", with: name).replacing("Y", with: status)
  }

  static let manifest: [Row] = [
    Row(what: "nothing", passes: true) { _ in },
    Row(what: "all files listed and unchanged", passes: true) { $0.list() },
    Row(what: "a listed file is missing") {
      $0.list()
      $0.remove(central)
    },
    Row(what: "a listed file was changed") {
      $0.list()
      $0.replace(central, "[]", "[ ]")
    },
    Row(what: "a listed file is truncated") {
      $0.list()
      $0.replace(central, "]}", "")
    },
    Row(what: "a listed file no longer contains evidence") {
      $0.list()
      $0.set(central, "{}")
    },
    Row(what: "a listed file has another size, and no digest is known") {
      $0.list()
      $0.replace(DamagedFolder.manifest, "sha256", "md5")
      $0.replace(central, "[]", "[ ]")
    },
    Row(what: "the manifest is truncated", item: "roles.administrator-access") {
      $0.list()
      $0.replace(DamagedFolder.manifest, "]}", "")
    },
    Row(what: "a file that is not listed is truncated") { $0.replace(central, "]}", "") },
  ]

  static let accounts: [Row] = [
    Row(what: "functions of another account") {
      $0.set(
        "functions-us-east-1.json",
        DamagedFolder.functions("us-east-1", "x", account: "222222222222"))
    },
    Row(what: "a role of another account, no groups", item: "roles.cross-account-trust") {
      $0.replace(details, "arn:aws:iam::123456789012:role/fn", "arn:aws:iam::222222222222:role/fn")
      $0.replace(details, "GroupDetailList", "Others")
    },
    Row(what: "instances of another account", item: "roles.instance-profiles") {
      $0.set("instances-eu-west-1.json", #"{"Reservations": []}"#)
      $0.set(
        "instances-us-east-1.json",
        #"{"Reservations": [{"OwnerId": "222222222222", "Instances": []}]}"#)
    },
    Row(what: "no instances", item: "roles.instance-profiles", passes: true) {
      $0.set("instances-eu-west-1.json", #"{"Reservations": []}"#)
    },
    Row(what: "the organization's analyzer, trail and policies", passes: true) {
      $0.set(
        "analyzers-eu-west-1.json",
        #"{"analyzers": [{"arn": "arn:aws:access-analyzer:eu-west-1:222222222222:analyzer/o","#
          + #" "type": "ORGANIZATION", "status": "ACTIVE"}]}"#)
      $0.set(
        "trails.json",
        #"{"trailList": [{"Name": "t", "IsOrganizationTrail": true,"#
          + #" "TrailARN": "arn:aws:cloudtrail:eu-west-1:222222222222:trail/t"}]}"#)
    },
  ]

  static let conflicts: [Row] = [
    Row(what: "an identical copy in a subfolder", passes: true) {
      $0.set("old/" + west, $0.text(west))
    },
    Row(what: "a copy with other spaces", passes: true) {
      $0.set("old/" + west, $0.text(west).replacing(": ", with: " :  "))
    },
    Row(what: "a copy with another role") {
      $0.set("old/" + west, $0.text(west).replacing("role/fn", with: "role/gn"))
    },
    Row(what: "a copy that lists one more function") {
      $0.set("old/" + west, DamagedFolder.functions("eu-west-1", "one", "two"))
    },
    Row(what: "an empty answer beside one that lists functions") {
      $0.set("old/" + west, #"{"Functions": []}"#)
    },
    Row(what: "a role twice in one file", item: "roles.administrator-access") {
      let text = $0.text(details)
      let role = text[(text.firstRange(of: #"{"RoleName""#)?.lowerBound ?? text.startIndex)...]
      let one = role[..<(role.firstRange(of: #""RoleLastUsed": {}}"#)?.upperBound ?? role.endIndex)]
      $0.set(
        details, text.replacing(one, with: one + ", " + one.replacing("ListQueues", with: "*")))
    },
    Row(what: "pages without a page token", item: "roles.administrator-access", passes: true) {
      let second =
        #"{"RoleDetailList": [{"RoleName": "gn", "Arn": "arn:aws:iam::123456789012:role/gn","#
        + #" "RolePolicyList": [], "AttachedManagedPolicies": [],"#
        + #" "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow","#
        + #" "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}]}"#
      $0.set("details-2.json", second)
    },
  ]

  static let entries: [Row] = [
    Row(what: "an entry that is null") { $0.replace(central, "[]", "[null]") },
    Row(what: "an entry that is a number") { $0.replace(central, "[]", "[7]") },
    Row(what: "an entry without its role") {
      $0.replace(central, "[]", #"[{"FunctionName": "x"}]"#)
    },
    Row(what: "null instead of the list") { $0.replace(central, "[]", "null") },
    Row(what: "a string instead of the list") { $0.replace(central, "[]", #""none""#) },
    Row(what: "a group that is not a string", item: "users.administrator-access") {
      $0.replace(details, #"["staff"]"#, #"["staff", null]"#)
    },
    Row(what: "attached policies that are not a list", item: "roles.administrator-access") {
      $0.replace(details, #""AttachedManagedPolicies": []"#, #""AttachedManagedPolicies": 1"#)
    },
    Row(what: "an action that is not a string", item: "roles.administrator-access") {
      $0.replace(details, #""sqs:ListQueues""#, #"["sqs:ListQueues", {}]"#)
    },
    Row(what: "a part of a principal that is not a string", item: "roles.cross-account-trust") {
      $0.replace(details, #""lambda.amazonaws.com""#, #""lambda.amazonaws.com", "AWS": [1, {}]"#)
    },
    Row(what: "a principal of an unknown kind", item: "roles.cross-account-trust") {
      $0.replace(details, #""Service""#, #""Servant""#)
    },
    Row(what: "a principal that is null", item: "roles.cross-account-trust") {
      $0.replace(details, #"{"Service": "lambda.amazonaws.com"}"#, "null")
    },
    Row(what: "a trust policy without a principal", item: "roles.cross-account-trust") {
      $0.replace(details, #""Principal""#, #""Principle""#)
    },
    Row(what: "a condition that is null", item: "roles.administrator-access") {
      $0.replace(details, #""Resource": "*""#, #""Resource": "*", "Condition": null"#)
    },
    Row(what: "an invalid date", item: "roles.administrator-access") {
      $0.replace(details, #""RoleLastUsed": {}"#, #""RoleLastUsed": {"LastUsedDate": "soon"}"#)
    },
  ]

  static let dates: [Row] = [
    Row(what: "a use half an hour after the collection", item: "users.mfa", passes: true) {
      $0.replace("report.csv", "2026-11-19T00:00:00Z", "2026-11-20T00:30:00Z")
      $0.list()
    },
    Row(what: "a use two hours after the collection", item: "users.mfa") {
      $0.replace("report.csv", "2026-11-19T00:00:00Z", "2026-11-20T02:00:00Z")
      $0.list()
    },
    Row(what: "a role created after the collection", item: "roles.administrator-access") {
      $0.replace(details, "2025-01-01T00:00:00Z", "2027-01-01T00:00:00Z")
      $0.list()
    },
    Row(
      what: "a role used after an older report was generated", item: "roles.administrator-access",
      passes: true
    ) {
      $0.replace(
        details, #""RoleLastUsed": {}"#,
        #""RoleLastUsed": {"LastUsedDate": "2026-11-19T07:00:00Z"}"#)
    },
    Row(what: "a given date before facts in the evidence", item: "users.mfa") {
      $0.list()
      $0.judge(asOf: "2026-11-18T00:00:00Z")
    },
    Row(what: "a given date after the evidence", item: "users.mfa", passes: true) {
      $0.list()
      $0.judge(asOf: "2026-12-01T00:00:00Z")
    },
  ]

  static let pages: [Row] =
    [
      (#""IsTruncated": true"#, false), (#""IsTruncated": "true""#, false),
      (#""IsTruncated": 1"#, false), (#""isTruncated": "True""#, false),
      (#""IsTruncated": {}"#, false), (#""NextToken": "x""#, false),
      (#""nextToken": 5"#, false), (#""NextMarker": "x""#, false),
      (#""nextMarker": "x""#, false), (#""Marker": "x""#, false),
      (#""IsTruncated": false, "Marker": "x""#, true), (#""IsTruncated": "false""#, true),
      (#""IsTruncated": 0"#, true), (#""NextToken": null"#, true), (#""NextMarker": """#, true),
    ].map { member, passes in
      Row(what: "functions with \(member)", passes: passes) {
        $0.replace(central, "{", "{\(member), ")
      }
    } + [
      Row(what: "details with NextToken", item: "roles.administrator-access") {
        $0.replace(details, #""Policies": []"#, #""Policies": [], "NextToken": "x""#)
      }
    ]

  static let regional: [Row] = [
    Row(what: "an enabled region that was not queried") {
      $0.set("regions.json", regions("eu-north-1", "opt-in-not-required"))
    },
    Row(what: "an opted-in region that was not queried") {
      $0.set("regions.json", regions("af-south-1", "opted-in"))
    },
    Row(what: "a region that is not enabled", passes: true) {
      $0.set("regions.json", regions("af-south-1", "not-opted-in"))
    },
    Row(what: "every enabled region was queried", passes: true) {
      $0.set("regions.json", regions("eu-north-1", "opted-in"))
      $0.set("functions-eu-north-1.json", #"{"Functions": []}"#)
    },
    Row(what: "a region not queried, item on users", item: "users.mfa", passes: true) {
      $0.set("regions.json", regions("eu-north-1", "opt-in-not-required"))
    },
    Row(what: "a region whose name cannot be read") {
      $0.set("regions.json", regions("eu-north-1", "opted-in"))
      $0.set("functions.json", #"{"Functions": []}"#)
    },
  ]

  static let reports: [Row] = [
    Row(what: "lines that end in CR", item: "users.mfa", passes: true) {
      $0.replace("report.csv", "\n", "\r")
    },
    Row(what: "lines that end in CRLF", item: "users.mfa", passes: true) {
      $0.replace("report.csv", "\n", "\r\n")
    },
    Row(what: "a repeated column", item: "users.mfa") {
      $0.replace("report.csv", "cert_2_active", "mfa_active")
    },
    Row(what: "two rows for root", item: "users.mfa") {
      let root = DamagedFolder.row("<root_account>", "root")
      $0.set("report.csv", $0.text("report.csv") + "\n" + root)
    },
    Row(what: "a user twice, with and without MFA", item: "users.unused") {
      let ann = DamagedFolder.row("ann", "user/ann", mfa: false)
      $0.set("report.csv", $0.text("report.csv") + "\n" + ann)
    },
  ]

  @Test(
    "an item passes only on complete evidence, and damage is reported",
    arguments: manifest + accounts + conflicts + entries + dates + pages + regional + reports)
  func damage(row: Row) throws {
    var folder = DamagedFolder()
    row.change(&folder)
    let assessment = try folder.assessment()
    let result = try #require(assessment.items.first { $0.id.rawValue == row.item })
    let reasons = result.missing.map(\.reason) + assessment.account.problems.map(\.message)
    #expect((result.outcome == .pass) == row.passes, "\(result.outcome): \(reasons)")
    #expect(row.passes || !reasons.isEmpty)
  }
}
