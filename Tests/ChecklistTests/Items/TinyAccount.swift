@testable import Checklist
@testable import Model
@testable import Platform

/// A tiny account for one row of an item's truth table.
struct TinyAccount {
  static let id = "123456789012"
  /// 2026-11-20T10:00:00Z.
  static let asOf = Instant(seconds: 1_795_168_800)
  static let nowhere = Citation(file: "tiny.json", place: "", line: 1)

  var account = Account(id: TinyAccount.id, asOf: .init(TinyAccount.asOf, origin: .given))

  /// The time `days` (and `seconds`) before the evidence was collected.
  static func ago(_ days: Int, seconds: Int64 = 0) -> CredentialRow.Moment {
    .at(Instant(seconds: asOf.adding(days: -days).seconds - seconds))
  }

  static func arn(_ resource: String) -> ARN { ARN("arn:aws:iam::\(id):\(resource)") }

  static func whole<Value>(_ value: Value) -> Evidence<Value> {
    .collected(value, files: ["tiny.json"])
  }

  static func partial<Value>(_ value: Value) -> Evidence<Value> {
    .partial(value, files: ["tiny.json"], reason: "truncated")
  }

  static func key(
    _ slot: Int, _ isActive: Bool?, rotated: CredentialRow.Moment = .notApplicable,
    used: CredentialRow.Moment = .notApplicable
  ) -> CredentialRow.Key {
    CredentialRow.Key(
      slot: slot, isActive: isActive, rotated: rotated, used: used, usedRegion: nil,
      usedService: nil)
  }

  static let noKeys = [key(1, false), key(2, false)]

  static func row(
    _ name: String, password: Bool? = false, passwordUsed: CredentialRow.Moment = .notApplicable,
    mfa: Bool? = false, created: CredentialRow.Moment = ago(400),
    keys: [CredentialRow.Key] = noKeys, certificates: Int = 0
  ) -> CredentialRow {
    CredentialRow(
      name: name, arn: arn(name == "<root_account>" ? "root" : "user/\(name)"), created: created,
      passwordEnabled: password, passwordUsed: passwordUsed, passwordChanged: .notStated,
      mfaActive: mfa, keys: keys, activeCertificates: certificates,
      citation: Citation(file: "credential-report.csv", place: "line 2", line: 2))
  }

  static func identity(
    _ kind: String, _ name: String, path: String = "/", inline: [InlinePolicy] = []
  ) -> Identity {
    Identity(
      name: name, path: path, arn: arn("\(kind)\(path)\(name)"), uniqueID: "ID\(name)",
      created: nil, inlinePolicies: inline, attachedPolicies: [], boundary: nil, tags: [],
      citation: nowhere)
  }

  static func role(
    _ name: String, path: String = "/", trust: PolicyDocument? = nil,
    profiles: [InstanceProfile] = [], inline: [InlinePolicy] = []
  ) -> Role {
    Role(
      identity: identity("role", name, path: path, inline: inline), trust: trust,
      instanceProfiles: profiles, lastUsed: .unknown)
  }

  /// The policy document with `statements`, given in JSON with commas between them.
  static func document(
    _ statements: String, version: String = "2012-10-17"
  ) throws -> PolicyDocument {
    let text = #"{"Version":"\#(version)","Statement":[\#(statements)]}"#
    let json = try JSONDocument(Array(text.utf8))
    return try PolicyReader.read(Cursor(node: json.root, file: "tiny.json", pointer: ""))
  }

  /// The result of `item` for the account.
  func judgement(_ item: Item, settings: Settings = Settings()) -> Judgement {
    item.evaluate(Examination(account: account, settings: settings))
  }
}

extension Judgement {
  /// The outcome and the findings, without the item's id, in one line: `fail: user/alice high`.
  var line: String {
    let found = findings.map { finding in
      Finding(finding, of: ItemID("i")).id.rawValue.dropFirst(2) + " \(finding.severity)"
    }
    return found.isEmpty
      ? outcome.rawValue : "\(outcome.rawValue): \(found.joined(separator: ", "))"
  }
}
