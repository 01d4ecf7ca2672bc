@testable import Model
@testable import Platform

/// A small account for one row of a test table.
struct SmallAccount {
  static let id = "123456789012"
  static let nowhere = Citation(file: "small.json", place: "", line: 1)

  var partition = "aws"
  var identities = Identities()
  var levels: [[PolicyDocument]] = []
  var managementAccount = "999999999999"
  var functions: [LambdaFunction] = []
  var instances: [Instance] = []
  /// The unique ids of users and roles, by name.
  var uniqueIDs: [String: String] = [:]
  /// The tags of users and roles that are created afterwards.
  var tags: [Tag] = []

  static func arn(_ kind: String, _ name: String) -> ARN {
    ARN("arn:aws:iam::\(id):\(kind)/\(name)")
  }

  @discardableResult
  mutating func role(
    _ name: String, _ policies: [PolicyDocument] = [], path: String = "/",
    attached: [String] = [], boundary: String? = nil, trusts: String? = nil,
    trust: PolicyDocument? = nil, profile: String? = nil
  ) -> ARN {
    let identity = identity("role", name, policies, path, attached, boundary)
    let trust =
      trust
      ?? trusts.map {
        document(
          #"{"Effect":"Allow","Principal":\#($0),"Action":"sts:AssumeRole"}"#)
      }
    let profiles = profile.map {
      [InstanceProfile(name: $0, arn: Self.arn("instance-profile", $0), roles: [name])]
    }
    identities.roles.append(
      Role(identity: identity, trust: trust, instanceProfiles: profiles ?? [], lastUsed: .unknown))
    return identity.arn
  }

  @discardableResult
  mutating func user(
    _ name: String, _ policies: [PolicyDocument] = [], groups: [String] = [],
    attached: [String] = [], boundary: String? = nil
  ) -> ARN {
    let identity = identity("user", name, policies, "/", attached, boundary)
    identities.users.append(User(identity: identity, groups: groups))
    return identity.arn
  }

  @discardableResult
  mutating func group(
    _ name: String, _ policies: [PolicyDocument], attached: [String] = []
  ) -> ARN {
    let identity = identity("group", name, policies, "/", attached, nil)
    identities.groups.append(Group(identity: identity))
    return identity.arn
  }

  mutating func managed(_ name: String, _ document: PolicyDocument, versions: Int = 2) {
    identities.policies.append(
      ManagedPolicy(
        name: name, arn: Self.arn("policy", name), uniqueID: "", defaultVersion: "v\(versions)",
        versionCount: versions, document: document, attachmentCount: nil, boundaryCount: nil,
        citation: Self.nowhere))
  }

  private func identity(
    _ kind: String, _ name: String, _ policies: [PolicyDocument], _ path: String,
    _ attached: [String], _ boundary: String?
  ) -> Identity {
    func attachment(_ name: String) -> AttachedPolicy {
      AttachedPolicy(name: name, arn: Self.arn("policy", name), citation: Self.nowhere)
    }
    return Identity(
      name: name, path: path, arn: ARN("arn:\(partition):iam::\(Self.id):\(kind)\(path)\(name)"),
      uniqueID: uniqueIDs[name] ?? "", created: nil,
      inlinePolicies: policies.enumerated().map {
        InlinePolicy(name: "inline\($0.offset)", document: $0.element, citation: Self.nowhere)
      },
      attachedPolicies: attached.map(attachment), boundary: boundary.map(attachment), tags: tags,
      citation: Self.nowhere)
  }

  /// Whether the account is known not to be in an organization.
  var isAlone = false

  var account: Account {
    var account = Account(
      id: Self.id, asOf: Account.AsOf(Instant(seconds: 1_800_000_000), origin: .given))
    account.identities = .collected(identities, files: [])
    account.organization = .collected(
      Organization(
        id: "o-1", managementAccount: managementAccount, featureSet: "ALL",
        citation: Self.nowhere), files: [])
    let path = levels.enumerated().map { index, documents in
      ControlPolicies.Step(
        target: index == 0 ? Self.id : "ou-\(index)",
        policies: documents.enumerated().map {
          ControlPolicy(
            id: "p-\(index)-\($0.offset)", name: "scp\(index)\($0.offset)",
            arn: ARN("arn:aws:organizations::999999999999:policy/o-1/p-\(index)-\($0.offset)"),
            document: $0.element, citation: Self.nowhere)
        })
    }
    account.controlPolicies = .collected(ControlPolicies(path: path, unattached: []), files: [])
    if isAlone {
      account.organization = .absent(
        Absence(answer: "AWSOrganizationsNotInUseException", citation: Self.nowhere))
    }
    account.functions = .collected(functions, files: [])
    account.instances = .collected(instances, files: [])
    return account
  }

  var engine: AccessEngine { AccessEngine(account) }
}

/// A document of statements in JSON.
func document(_ statements: String...) -> PolicyDocument {
  let text = #"{"Version":"2012-10-17","Statement":[\#(statements.joined(separator: ","))]}"#
  do {
    let json = try JSONDocument(Array(text.utf8))
    return try PolicyReader.read(Cursor(node: json.root, file: "small.json", pointer: ""))
  } catch {
    preconditionFailure("the test's policy is no JSON: \(text)")
  }
}

/// A statement that allows `actions` on `resources`, under a condition in JSON.
func allow(_ actions: String..., on resources: [String] = ["*"], when: String? = nil) -> String {
  statement("Allow", "Action", actions, "Resource", resources, when)
}

/// A statement that denies `actions` on `resources`, under a condition in JSON.
func deny(_ actions: String..., on resources: [String] = ["*"], when: String? = nil) -> String {
  statement("Deny", "Action", actions, "Resource", resources, when)
}

/// A statement with the given parts.
func statement(
  _ effect: String, _ actionWord: String, _ actions: [String], _ resourceWord: String,
  _ resources: [String], _ when: String? = nil
) -> String {
  func list(_ texts: [String]) -> String {
    "[" + texts.map { "\"\($0)\"" }.joined(separator: ",") + "]"
  }
  let condition = when.map { #","Condition":\#($0)"# } ?? ""
  return
    #"{"Effect":"\#(effect)","\#(actionWord)":\#(list(actions)),"\#(resourceWord)":\#(list(resources))\#(condition)}"#
}

/// A condition on a key that is unknown in all tests.
let ifSecure = #"{"Bool":{"aws:SecureTransport":"true"}}"#
