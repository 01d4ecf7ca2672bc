import Model

@testable import Checklist
@testable import Evidence
@testable import Platform

/// A small folder of evidence, on which items pass as long as it is undamaged.
struct DamagedFolder {
  private(set) var files: [(name: String, bytes: [UInt8])] = []
  private(set) var asOf: Instant?

  static let manifest = "manifest.json"
  static let header =
    "user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,"
    + "password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,"
    + "access_key_1_last_used_date,access_key_2_active,access_key_2_last_rotated,"
    + "access_key_2_last_used_date,cert_1_active,cert_2_active"

  init(files: [(name: String, bytes: [UInt8])]) { self.files = files }

  init() {
    set(
      "details.json",
      """
      {"UserDetailList": [{"UserName": "ann", "UserId": "AIDA1", "Path": "/", "GroupList": ["staff"],
        "AttachedManagedPolicies": [], "Arn": "arn:aws:iam::123456789012:user/ann", "CreateDate": "2025-01-01T00:00:00Z"}],
       "GroupDetailList": [{"GroupName": "staff", "GroupId": "AGPA1", "Path": "/",
        "GroupPolicyList": [], "AttachedManagedPolicies": [],
        "Arn": "arn:aws:iam::123456789012:group/staff", "CreateDate": "2025-01-01T00:00:00Z"}],
       "RoleDetailList": [{"RoleName": "fn", "RoleId": "AROA1", "Path": "/",
        "Arn": "arn:aws:iam::123456789012:role/fn", "CreateDate": "2025-01-01T00:00:00Z",
        "AssumeRolePolicyDocument": {"Statement": [{"Effect": "Allow",
         "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]},
        "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": {"Statement": [
         {"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}]}}],
        "AttachedManagedPolicies": [], "RoleLastUsed": {}}],
       "Policies": []}
      """)
    set(
      "report.csv",
      [
        DamagedFolder.header, DamagedFolder.row("<root_account>", "root"),
        DamagedFolder.row("ann", "user/ann"),
      ].joined(separator: "\n"))
    set("functions-eu-west-1.json", DamagedFolder.functions("eu-west-1", "one"))
    set("functions-eu-central-1.json", #"{"Functions": []}"#)
  }

  static func row(_ name: String, _ resource: String, mfa: Bool = true) -> String {
    "\(name),arn:aws:iam::123456789012:\(resource),2020-01-01T00:00:00Z,true,2026-11-19T00:00:00Z,"
      + "2026-11-01T00:00:00Z,N/A,\(mfa),false,N/A,N/A,false,N/A,N/A,false,false"
  }

  static func functions(_ region: String, _ names: String..., account: String = "123456789012")
    -> String
  {
    let list = names.map { name in
      #"{"FunctionName": "\#(name)", "Role": "arn:aws:iam::\#(account):role/fn", "FunctionArn":"#
        + #" "arn:aws:lambda:\#(region):\#(account):function:\#(name)"}"#
    }
    return #"{"Functions": [\#(list.joined(separator: ", "))]}"#
  }

  mutating func set(_ name: String, _ text: String) { set(name, Array(text.utf8)) }

  mutating func set(_ name: String, _ bytes: [UInt8]) {
    files.removeAll { $0.name == name }
    files.append((name, bytes))
    files.sort { $0.name < $1.name }
  }

  mutating func remove(_ name: String) { files.removeAll { $0.name == name } }

  mutating func replace(_ name: String, _ old: String, _ new: String) {
    set(name, text(name).replacing(old, with: new))
  }

  func text(_ name: String) -> String {
    String(decoding: files.first { $0.name == name }?.bytes ?? [], as: UTF8.self)
  }

  mutating func judge(asOf: String) { self.asOf = Instant(asOf) }

  /// Writes a manifest that lists all files in their current state.
  mutating func list(finished: String = "2026-11-20T00:00:00Z") {
    let calls = files.map { file in
      let name = file.name.split(separator: "/").last ?? ""
      let operation = CollectOperation.all.filter {
        name.hasPrefix($0.file.split(separator: "/").last ?? "?")
      }.max { $0.file.count < $1.file.count }
      let command =
        operation?.command
        ?? (name.hasPrefix("role-")
          ? "iam get-service-last-accessed-details"
          : name == "details.json"
            ? "iam get-account-authorization-details" : "iam get-credential-report")
      let words = command.split(separator: " ").map { #""\#($0)""# }.joined(separator: ", ")
      return #"{"arguments": [\#(words)], "exitStatus": 0, "file": "\#(file.name)", "bytes":"#
        + #" \#(file.bytes.count), "sha256": "\#(SHA256Digest(of: file.bytes))"}"#
    }
    set(
      DamagedFolder.manifest,
      #"{"tool": "iam-review", "version": "1", "account": "123456789012", "started": "#
        + #""\#(finished)", "finished": "\#(finished)", "calls": [\#(calls.joined(separator: ", "))]}"#
    )
  }

  func assessment() throws(EvidenceError) -> Assessment {
    Checklist.assess(
      try EvidenceLoader.load(
        files: files, asOf: asOf, newest: Instant("2026-11-25T00:00:00Z")), settings: Settings())
  }
}
