import Model
import Platform

@testable import Checklist
@testable import TUI

/// A small account in which each kind of row, page and state occurs once.
enum Fixture {
  static let asOf = Instant(seconds: 1_795_168_800)  // 2026-11-20T10:00:00Z
  static let now = Instant(seconds: 1_795_503_600)  // 2026-11-24T07:00:00Z
  static let reviewer = Reviewer(name: "alex", host: "jump1")

  static func at(_ place: String, in file: String = "auth.json", line: Int? = nil) -> Citation {
    Citation(file: file, place: place, line: line)
  }

  static func arn(_ resource: String) -> ARN { ARN("arn:aws:iam::123456789012:\(resource)") }

  static func identity(
    _ kind: String, _ name: String, id: String = "", attached: [AttachedPolicy] = [],
    inline: [InlinePolicy] = [], boundary: AttachedPolicy? = nil, tags: [Tag] = []
  ) -> Identity {
    Identity(
      name: name, path: "/", arn: arn("\(kind)/\(name)"), uniqueID: id,
      created: asOf.adding(days: -400), inlinePolicies: inline, attachedPolicies: attached,
      boundary: boundary, tags: tags, citation: at("/\(kind)/\(name)"))
  }

  static let administrator = AttachedPolicy(
    name: "AdministratorAccess", arn: ARN("arn:aws:iam::aws:policy/AdministratorAccess"),
    citation: at("/attached"))
  static let limit = AttachedPolicy(
    name: "Limit", arn: arn("policy/Limit"), citation: at("/boundary"))

  /// A document whose statements are at `place`.
  static func document(_ text: String, at place: String, statements: Int) -> PolicyDocument {
    PolicyDocument(
      version: "2012-10-17",
      statements: (0..<statements).map { index in
        Statement(
          index: index, sid: nil, effect: .allow,
          principals: place.hasSuffix("Trust")
            ? .only([
              Principal(kind: .aws, value: "arn:aws:iam::123456789012:user/alice"),
              Principal(kind: .service, value: "ec2.amazonaws.com"),
            ]) : nil,
          actions: .only(["s3:*"]), resources: .only(["*"]), conditions: [],
          citation: at("\(place)/Statement/\(index)", line: 40 + index))
      },
      text: text, citation: at(place))
  }

  static let inlineDocument = document(
    #"{"Version":"2012-10-17","Statement":[{"Sid":"Read","Effect":"Allow","Action":["s3:GetObject","#
      + #""s3:ListBucket"],"Resource":"arn:aws:s3:::logs/*"},"#
      + #"{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}"#,
    at: "/RoleDetailList/0/RolePolicyList/0/PolicyDocument", statements: 2)
  static let trust = document(
    #"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Service":"#
      + #""ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}"#,
    at: "/RoleDetailList/0/Trust", statements: 1)

  static let deploy = Role(
    identity: identity(
      "role", "Deploy", id: "AROADEPLOY", attached: [administrator],
      inline: [
        InlinePolicy(
          name: "logs", document: inlineDocument, citation: at("/RoleDetailList/0/RolePolicyList/0")
        )
      ],
      boundary: limit, tags: [Tag(key: "env", value: "prod")]),
    trust: trust, instanceProfiles: [],
    lastUsed: .at(asOf.adding(days: -3), region: "eu-west-1"))

  static func policy(_ attached: AttachedPolicy, text: String) -> ManagedPolicy {
    ManagedPolicy(
      name: attached.name, arn: attached.arn, uniqueID: "ANPA", defaultVersion: "v1",
      versionCount: 1, document: document(text, at: "/Policies/\(attached.name)", statements: 1),
      attachmentCount: 1, boundaryCount: 0, citation: at("/Policies/\(attached.name)"))
  }

  static let star =
    #"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"#

  static func row(_ name: String, password: Bool, mfa: Bool, line: Int) -> CredentialRow {
    CredentialRow(
      name: name, arn: arn("user/\(name)"), created: .at(asOf.adding(days: -400)),
      passwordEnabled: password, passwordUsed: .at(asOf.adding(days: -2)),
      passwordChanged: .at(asOf.adding(days: -300)), mfaActive: mfa,
      keys: [
        CredentialRow.Key(
          slot: 1, isActive: true, rotated: .at(asOf.adding(days: -398)),
          used: .at(asOf.adding(days: -10)), usedRegion: "eu-west-1", usedService: "s3")
      ], activeCertificates: 0, citation: at("line \(line)", in: "credentials.csv", line: line))
  }

  static var account: Account {
    var account = Account(id: "123456789012", asOf: .init(asOf, origin: .manifest))
    account.alias = "prod"
    account.identities = .collected(
      Identities(
        users: [
          User(
            identity: identity("user", "alice", id: "AIDAALICE", boundary: limit),
            groups: ["admins"]),
          User(identity: identity("user", "bob", id: "AIDABOB"), groups: []),
        ],
        groups: [Group(identity: identity("group", "admins", attached: [administrator]))],
        roles: [
          deploy,
          Role(
            identity: identity("role", "Reader"), trust: nil, instanceProfiles: [],
            lastUsed: .never),
        ],
        policies: [policy(administrator, text: star), policy(limit, text: star)]),
      files: ["auth.json"])
    account.credentialReport = .collected(
      CredentialReport(
        generated: asOf, root: nil,
        users: [
          row("alice", password: true, mfa: false, line: 3),
          row("bob", password: true, mfa: true, line: 4),
        ]),
      files: ["credentials.csv"])
    account.controlPolicies = .collected(
      ControlPolicies(
        path: [
          .init(target: "123456789012", policies: []),
          .init(
            target: "r-ab12",
            policies: [
              ControlPolicy(
                id: "p-full", name: "FullAWSAccess",
                arn: ARN("arn:aws:organizations::aws:policy/service_control_policy/p-full"),
                document: document(star, at: "/p-full", statements: 1), citation: at("/p-full"))
            ]),
        ], unattached: []),
      files: ["scp.json"])
    return account
  }
}
