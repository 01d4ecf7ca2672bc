import Testing

@testable import Checklist
@testable import Model

/// Damage to answers about last access, findings, trails and the organization.
@Suite struct DamagedSubjectsTests {
  private static let access = "last-accessed/role-fn.json"
  private static let findings = "findings-eu-west-1.json"
  private static let root = "organization/policies-for-r-1.json"

  struct Row: Sendable, CustomTestStringConvertible {
    let what: String
    let kind: EvidenceKind
    var isWhole = false
    let change: @Sendable (inout DamagedFolder) -> Void

    var testDescription: String { what }
  }

  private static let bare = """
    {"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "IsTruncated": false,
     "ServicesLastAccessed": [{"ServiceName": "S3", "ServiceNamespace": "s3"}]}
    """
  private static let used = bare.replacing(
    #""s3"}"#, with: #""s3", "LastAuthenticated": "2026-11-01T00:00:00Z"}"#)

  private static func accesses(
    _ what: String, isWhole: Bool = false, _ files: KeyValuePairs<String, String>
  ) -> Row {
    let files = files.map { ($0.key, $0.value) }
    return Row(what: "last access: \(what)", kind: .lastAccessed, isWhole: isWhole) {
      $0.remove(access)
      for (name, text) in files { $0.set(name, text) }
    }
  }

  static let accesses: [Row] = [
    accesses("one", isWhole: true, ["fn.json": bare]),
    accesses("a copy", isWhole: true, ["fn.json": bare, "old/fn.json": bare]),
    accesses("an old copy", ["fn.json": bare, "old/fn.json": used]),
    accesses("two names", ["role-fn.json": used, "fn.json": bare]),
    accesses(
      "an envelope and a bare answer",
      [
        access: #"{"Request": {"Arn": "arn:aws:iam::123456789012:role/fn"}, "Response": \#(bare)}"#,
        "fn.json": used,
      ]),
    accesses(
      "an old copy with fewer services",
      [
        "fn.json": bare,
        "old/fn.json": bare.replacing("s3", with: "iam")
          .replacing("[{", with: #"[{"ServiceName": "S3", "ServiceNamespace": "s3"}, {"#),
      ]),
    accesses(
      "another level", isWhole: true,
      ["fn.json": bare, "s/fn.json": used.replacing("ACTION_LEVEL", with: "SERVICE_LEVEL")]),
    accesses("two roles", isWhole: true, ["fn.json": bare, "store.json": used]),
    accesses("the first page", ["fn.json": bare.replacing("false", with: "true")]),
    accesses(
      "both pages", isWhole: true,
      ["fn.json": bare, "1/fn.json": bare.replacing("false", with: "true")]),
  ]

  private static func finding(
    _ what: String, _ old: String, _ new: String, isWhole: Bool = false
  ) -> Row {
    Row(what: "findings: \(what)", kind: .analyzerFindings, isWhole: isWhole) {
      $0.replace(findings, old, new)
    }
  }

  static let analyzerFindings: [Row] = [
    finding("a known type", #""id""#, #""findingType": "UnusedPermission", "id""#, isWhole: true),
    finding("a new type", #""id""#, #""findingType": "UnusedBucket", "id""#, isWhole: true),
    finding("internal access", #""id""#, #""findingType": "InternalAccess", "id""#, isWhole: true),
    finding("an unknown type", #""id""#, #""findingType": "Foo", "id""#),
    finding("another spelling", #""id""#, #""findingType": "EXTERNAL_ACCESS", "id""#),
    finding("another case", #""id""#, #""findingType": "externalAccess", "id""#),
    finding("a space", #""id""#, #""findingType": "ExternalAccess ", "id""#),
    finding("an empty type", #""id""#, #""findingType": "", "id""#),
    finding("no owner", #""resourceOwnerAccount": "123456789012""#, #""x": 1"#, isWhole: true),
    finding("an empty owner", #"Account": "123456789012""#, #"Account": """#),
    finding("eleven digits", #"Account": "123456789012""#, #"Account": "12345678901""#),
  ]

  private static func status(_ arn: String) -> String {
    #"{"Request": {"Name": "\#(arn)"}, "Response": {"IsLogging": true}}"#
  }

  private static func trail(_ arn: String, isOrganization: Bool = false) -> String {
    #"{"trailList": [{"Name": "t", "TrailARN": "\#(arn)", "IsOrganizationTrail":"#
      + #" \#(isOrganization)}]}"#
  }

  private static let own = "arn:aws:cloudtrail:eu-west-1:123456789012:trail/t"
  private static let foreign = "arn:aws:cloudtrail:eu-west-1:222222222222:trail/t"

  static let recorders: [Row] = [
    Row(what: "status of the own trail", kind: .recorderStatus, isWhole: true) {
      $0.set("trails.json", trail(own))
      $0.set("trail-status-t.json", status(own))
    },
    Row(what: "status of a foreign trail", kind: .recorderStatus) {
      $0.set("trails.json", trail(own))
      $0.set("trail-status-t.json", status(foreign))
    },
    Row(what: "status of an organization trail", kind: .recorderStatus, isWhole: true) {
      $0.set("trails.json", trail(foreign, isOrganization: true))
      $0.set("trail-status-t.json", status(foreign))
    },
    Row(what: "status of a trail by name", kind: .recorderStatus, isWhole: true) {
      $0.set("trails.json", trail(own))
      $0.set("trail-status-t.json", status("t"))
    },
    Row(what: "status of a foreign recorder", kind: .recorderStatus) {
      $0.set(
        "config-recorder-status-eu-west-1.json",
        #"{"ConfigurationRecordersStatus": [{"name": "d", "recording": true, "arn":"#
          + #" "arn:aws:config:eu-west-1:222222222222:configuration-recorder/d/x"}]}"#)
    },
    Row(what: "status of a recorder of another region", kind: .recorderStatus) {
      $0.set(
        "config-recorder-status-eu-west-1.json",
        #"{"ConfigurationRecordersStatus": [{"name": "d", "recording": true, "arn":"#
          + #" "arn:aws:config:eu-north-1:123456789012:configuration-recorder/d/x"}]}"#)
    },
  ]

  private static func roots(_ status: String) -> String {
    #"{"Roots": [{"Id": "r-1", "PolicyTypes": [{"Type": "SERVICE_CONTROL_POLICY", "Status":"#
      + #" "\#(status)"}]}]}"#
  }

  private static func attached(_ policies: String, filter: String = "") -> String {
    #"{"Request": {"TargetId": "r-1"\#(filter)}, "Response": {"Policies": [\#(policies)]}}"#
  }

  static let organization: [Row] = [
    Row(what: "policies of the organization", kind: .controlPolicies, isWhole: true) {
      $0.set("organization/roots.json", roots("ENABLED"))
    },
    Row(what: "no policy on the root", kind: .controlPolicies) {
      $0.set("organization/roots.json", roots("ENABLED"))
      $0.set(root, attached(""))
    },
    Row(what: "policies of an empty type", kind: .controlPolicies) {
      $0.replace(root, "SERVICE_CONTROL_POLICY", "")
    },
    Row(what: "policies of a type in lower case", kind: .controlPolicies) {
      $0.replace(root, "SERVICE_CONTROL_POLICY", "service_control_policy")
    },
    Row(what: "policies of a type that is a number", kind: .controlPolicies) {
      $0.replace(root, #""SERVICE_CONTROL_POLICY""#, "7")
    },
    Row(what: "policies of a type that the filter excludes", kind: .controlPolicies) {
      $0.set(
        root,
        attached(
          #"{"Id": "p-2", "Type": "TAG_POLICY"}"#, filter: #", "filter": "SERVICE_CONTROL_POLICY""#)
      )
    },
    Row(what: "tag policies too", kind: .controlPolicies, isWhole: true) {
      $0.set("organization/tags.json", attached(#"{"Id": "p-2", "Type": "TAG_POLICY"}"#))
    },
    Row(what: "policies of a new type too", kind: .controlPolicies, isWhole: true) {
      $0.set("organization/s3.json", attached(#"{"Id": "p-2", "Type": "S3_POLICY"}"#))
    },
    Row(what: "a management account that is not an id", kind: .organization) {
      $0.replace("organization/organization.json", #""111111111111""#, #""11111111111""#)
    },
    Row(what: "a refused call for a policy", kind: .controlPolicies) {
      $0.list()
      $0.replace(
        DamagedFolder.manifest, #""calls": ["#,
        #""calls": [{"arguments": ["organizations", "describe-policy"], "exitStatus": 254,"#
          + #" "error": "An error occurred (AccessDeniedException) when calling"}, "#)
    },
  ]

  @Test(
    "damage makes its kind partial, and nothing passes on it",
    arguments: accesses + analyzerFindings + recorders + organization)
  func damage(row: Row) throws {
    var folder = DamagedFolder.failing()
    row.change(&folder)
    let assessment = try folder.assessment()
    let account = assessment.account
    let reason = account.evidence(of: row.kind).shortcoming
    #expect((reason == nil) == row.isWhole, "\(reason ?? ""); \(account.problems)")
    let organization = assessment.items.filter { $0.id.rawValue.hasPrefix("organization.") }
    #expect(organization.allSatisfy { $0.outcome != .pass })
  }

  @Test(
    "a finding of unknown type or owner counts as external access to this account",
    arguments: [
      (#""findingType": "Foo""#, 1), (#""findingType": "EXTERNAL_ACCESS""#, 1),
      (#""findingType": """#, 1), (#""findingType": "ExternalAccess""#, 1),
      (#""findingType": "UnusedPermission""#, 0), (#""findingType": "InternalAccess""#, 0),
    ])
  func findingTypes(member: String, count: Int) throws {
    var folder = DamagedFolder.failing()
    folder.replace(Self.findings, #""id""#, member + #", "id""#)
    folder.replace(Self.findings, #"Account": "123456789012""#, #"Account": "1""#)
    let item = try folder.assessment().items.first { $0.id.rawValue == "policies.access-analyzer" }
    #expect(item?.findings.count == count)
    #expect(item?.missing.isEmpty == false)
  }
}
