import Testing

@testable import Model

/// Whether the root has service control policies enabled, and what follows for those attached.
@Suite struct ControlPolicyStatusTests {
  /// What is attached to the account and to the root.
  enum Attached: Sendable { case both, none, unknown }

  struct Row: Sendable {
    let types: String
    var attached = Attached.both
    let state: EvidenceStatus.State
    /// The status of the root on which they are not enabled, or `enabled`, or `unknown`.
    let status: String
    /// Whether policies limit the principals.
    let limits: Bool
  }

  private static let rows: [Row] = [
    Row(
      types: #"[{"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]"#, state: .whole,
      status: "enabled", limits: true),
    Row(
      types:
        #"[{"Type": "TAG_POLICY"}, {"Type": "SERVICE_CONTROL_POLICY", "Status": "ENABLED"}]"#,
      state: .whole, status: "enabled", limits: true),
    // Not shown at all: what is attached is in effect.
    Row(types: "", state: .whole, status: "unknown", limits: true),
    // Attached, but not in effect: one of the answers is out of date.
    Row(types: "[]", state: .partial, status: "not listed", limits: false),
    Row(
      types: #"[{"Type": "TAG_POLICY", "Status": "ENABLED"}]"#, state: .partial,
      status: "not listed", limits: false),
    Row(
      types: #"[{"Type": "SERVICE_CONTROL_POLICY", "Status": "PENDING_DISABLE"}]"#,
      state: .partial, status: "PENDING_DISABLE", limits: false),
    Row(
      types: #"[{"Type": "SERVICE_CONTROL_POLICY", "Status": "PENDING_ENABLE"}]"#,
      state: .partial, status: "PENDING_ENABLE", limits: false),
    // Nothing is attached, as AWS says where the type is not enabled.
    Row(types: "[]", attached: .none, state: .whole, status: "not listed", limits: false),
    Row(types: "[]", attached: .unknown, state: .whole, status: "not listed", limits: false),
    Row(types: "", attached: .unknown, state: .missing, status: "unknown", limits: false),
    // A damaged list shows nothing.
    Row(types: #"[{"Status": "ENABLED"}]"#, state: .whole, status: "unknown", limits: true),
    Row(types: #"[{"Type": 7}]"#, state: .partial, status: "unknown", limits: false),
    Row(types: #""none""#, state: .partial, status: "unknown", limits: false),
  ]

  private static func account(_ row: Row) throws -> Account {
    let types = row.types.isEmpty ? "" : #", "PolicyTypes": \#(row.types)"#
    func attached(to target: String, _ policies: String) -> String {
      """
      {"Request": {"command": "organizations list-policies-for-target", "TargetId": "\(target)",
       "filter": "SERVICE_CONTROL_POLICY"}, "Response": {"Policies": [\(policies)]}}
      """
    }
    let full =
      #"{"Id": "p-FullAWSAccess", "Name": "FullAWSAccess", "Type": "SERVICE_CONTROL_POLICY"}"#
    let guardPolicy = #"{"Id": "p-guard", "Name": "guard", "Type": "SERVICE_CONTROL_POLICY"}"#
    var evidence = EvidenceFiles([
      "caller.json":
        #"{"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/x", "UserId": "A"}"#,
      "roots.json": #"{"Roots": [{"Id": "r-ab12"\#(types)}]}"#,
      "parents.json": """
      {"Request": {"command": "organizations list-parents", "ChildId": "123456789012"},
       "Response": {"Parents": [{"Id": "r-ab12", "Type": "ROOT"}]}}
      """,
      "details.json": EvidenceFiles.details(roles: EvidenceFiles.role),
    ])
    func add(_ name: String, _ text: String) { evidence.files.append((name, Array(text.utf8))) }
    if row.attached != .unknown {
      let isAttached = row.attached == .both
      add("a.json", attached(to: "123456789012", isAttached ? full : ""))
      add("r.json", attached(to: "r-ab12", isAttached ? "\(full), \(guardPolicy)" : ""))
      add(
        "guard.json",
        #"""
        {"Policy": {"PolicySummary": {"Id": "p-guard", "Name": "guard",
          "Type": "SERVICE_CONTROL_POLICY"},
         "Content": "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":\"iam:*\",\"Resource\":\"*\"}]}"}}
        """#)
    }
    return try evidence.account(asOf: "2026-06-30T00:00:00Z")
  }

  @Test("the status of the policy type on the root decides", arguments: rows)
  func status(_ row: Row) throws {
    let account = try Self.account(row)
    let control = account.controlPolicies
    #expect(control.state == row.state, "\(control.shortcoming ?? "")")
    let notEnabled = control.value?.notEnabled
    let isListed = row.types.contains("SERVICE_CONTROL_POLICY")
    switch row.status {
    case "enabled", "unknown": #expect(notEnabled == nil)
    case "not listed": #expect(notEnabled != nil && notEnabled?.status == nil && !isListed)
    default: #expect(notEnabled?.status == row.status)
    }
    if notEnabled != nil {
      #expect(notEnabled?.text.contains("not enabled on the root r-ab12") == true)
    }
    let levels = AccessEngine(account).levels
    let limits = levels.contains { level in level.policies.contains { $0.source.name == "guard" } }
    #expect(limits == row.limits)
  }

  @Test("two answers on the same root that differ are a contradiction, and nothing is in effect")
  func contradiction() throws {
    var row = Self.rows[0]
    let enabled = try Self.account(row)
    row = Self.rows[3]
    let disabled = try Self.account(row)
    #expect(enabled.controlPolicies.isWhole && !disabled.controlPolicies.isWhole)
    #expect(
      disabled.controlPolicies.shortcoming?.contains("but policies are attached") == true)
  }
}
