import Testing

@testable import Checklist
@testable import Model

/// Damage to identities, policies and workloads that leaves every entry readable.
@Suite struct DamagedIdentitiesTests {
  typealias Row = DamagedEvidenceTests.Row

  private static let details = "details.json"
  private static let west = "functions-eu-west-1.json"
  private static let roles = "roles.administrator-access"

  private static func version(_ id: String, _ isDefault: String?, _ action: String) -> String {
    #"{"VersionId": "\#(id)", "Document": {"Statement": {"Effect": "Allow", "Action":"#
      + #" "\#(action)", "Resource": "*"}}"#
      + (isDefault.map { #", "IsDefaultVersion": \#($0)"# } ?? "") + "}"
  }

  private static func versions(
    _ what: String, named: String?, passes: Bool = false, _ versions: [String]
  ) -> Row {
    Row(what: "versions: \(what)", item: roles, passes: passes) {
      let name = named.map { #""DefaultVersionId": "\#($0)", "# } ?? ""
      $0.replace(
        details, #""Policies": []"#,
        #""Policies": [{"PolicyName": "p", "Arn": "arn:aws:iam::123456789012:policy/p", \#(name)"#
          + #""PolicyVersionList": [\#(versions.joined(separator: ", "))]}]"#)
    }
  }

  static let policies: [Row] = [
    versions("one default", named: "v1", passes: true, [version("v1", "true", "sqs:Get*")]),
    versions(
      "an old one", named: "v2", passes: true,
      [version("v2", "true", "sqs:Get*"), version("v1", "false", "*")]),
    versions("only marked", named: nil, passes: true, [version("v1", "true", "sqs:Get*")]),
    versions("only named", named: "v1", passes: true, [version("v1", nil, "sqs:Get*")]),
    versions(
      "two marked", named: nil, [version("v1", "true", "sqs:Get*"), version("v2", "true", "*")]),
    versions(
      "another one marked", named: "v1",
      [version("v1", "true", "sqs:Get*"), version("v2", "true", "*")]),
    versions(
      "the other one marked", named: "v1",
      [version("v1", nil, "sqs:Get*"), version("v2", "true", "*")]),
    versions("marked as text", named: "v1", [version("v1", #""true""#, "sqs:Get*")]),
    versions("marked with a number", named: "v1", [version("v1", "1", "sqs:Get*")]),
    versions("marked with null", named: "v1", [version("v1", "null", "sqs:Get*")]),
    versions(
      "an old one marked as text", named: "v1",
      [version("v1", "true", "sqs:Get*"), version("v2", #""false""#, "*")]),
    versions("none marked or named", named: nil, [version("v1", nil, "sqs:Get*")]),
    versions("a missing one named", named: "v3", [version("v1", "true", "sqs:Get*")]),
    versions(
      "the named one twice", named: "v1",
      [version("v1", "true", "sqs:Get*"), version("v1", nil, "*")]),
    Row(what: "a policy with the ARN of a role", item: roles) {
      $0.replace(
        details, #""Policies": []"#,
        #""Policies": [{"Arn": "arn:aws:iam::123456789012:role/p", "PolicyVersionList": ["#
          + version("v1", "true", "sqs:Get*") + "]}]")
    },
    Row(what: "an AWS managed policy", item: roles, passes: true) {
      $0.replace(
        details, #""Policies": []"#,
        #""Policies": [{"Arn": "arn:aws:iam::aws:policy/service-role/p", "PolicyVersionList": ["#
          + version("v1", "true", "sqs:Get*") + "]}]")
    },
  ]

  private static func value(_ old: String, _ new: String, passes: Bool = false) -> Row {
    Row(what: "\(old) is \(new)", item: roles, passes: passes) { $0.replace(details, old, new) }
  }

  static let statements: [Row] = [
    value(#""sqs:ListQueues""#, #""* ""#), value(#""sqs:ListQueues""#, "5"),
    value(#""sqs:ListQueues""#, #"["sqs:ListQueues", "*\u200b"]"#),
    value(#""sqs:ListQueues""#, #""ListQueues""#),
    value(#""sqs:ListQueues""#, #""sqs:List*""#, passes: true),
    value(#""sqs:ListQueues""#, #""new-service:*""#, passes: true),
    value(#""Resource": "*""#, #""Resource": "* ""#), value(#""Resource": "*""#, #""Resource": 5"#),
    value(#""Resource": "*""#, #""Resource": ["x"]"#),
    value(#""Resource": "*""#, #""Resource": "arn:aws:*:*:*:*""#, passes: true),
    value(#"{"Effect": "Allow", "Action": "sqs:ListQueues", "Resource": "*"}"#, ""),
    Row(what: "an empty trust policy", item: "roles.cross-account-trust") {
      let text = $0.text(details)
      let start = text.firstRange(of: #"AssumeRolePolicyDocument": {"Statement": ["#)?.upperBound
      let end = text.firstRange(of: #""sts:AssumeRole"}"#)?.upperBound
      guard let start, let end else { return }
      $0.set(details, String(text[..<start] + text[end...]))
    },
    Row(what: "an empty list of principals", item: "roles.cross-account-trust") {
      $0.replace(details, #"{"Service": "#, #"{"AWS": [], "Service": "#)
    },
    Row(what: "a trust policy for nobody's action", item: "roles.cross-account-trust") {
      $0.replace(details, #""sts:AssumeRole""#, #""sts:AssumeRole ""#)
    },
  ]

  private static func arn(_ resource: String, item: String = roles, passes: Bool = false) -> Row {
    Row(what: "a role with the ARN \(resource)", item: item, passes: passes) {
      $0.replace(details, #""Arn": "arn:aws:iam::123456789012:role/fn""#, #""Arn": "\#(resource)""#)
      if passes { $0.remove(west) }
    }
  }

  static let names: [Row] = [
    arn("x"), arn("arn:aws:iam::123456789012:user/fn"), arn("arn:aws:iam:::role/fn"),
    arn("arn:aws:iam::12345678901:role/fn"), arn("ARN:AWS:iam::123456789012:role/fn"),
    arn("arn:aws:iam::123456789012:role/fn "), arn("arn:aws:s3::123456789012:role/fn"),
    arn("arn:aws:iam::123456789012:role/"), arn("arn:awk:iam::123456789012:role/fn"),
    arn("arn:aws:iam::123456789012:role/a/b/fn", passes: true),
    arn("arn:aws-cn:iam::123456789012:role/fn", passes: true),
    Row(what: "a user with the ARN of a group", item: "users.administrator-access") {
      $0.replace(details, "user/ann", "group/ann")
    },
    Row(what: "a group with the ARN of a user", item: "users.administrator-access") {
      $0.replace(details, "group/staff", "user/staff")
    },
    Row(what: "a path of a service-linked role without the ARN of one", item: roles) {
      $0.replace(details, #""RoleId": "AROA1", "Path": "/""#, #""Path": "/aws-service-role/x/""#)
    },
    Row(what: "an ARN of a service-linked role without the path of one", item: roles) {
      $0.replace(details, ":role/fn", ":role/aws-service-role/x/fn")
    },
    Row(what: "a path of Identity Center without the ARN of one", item: roles) {
      $0.replace(
        details, #""RoleId": "AROA1", "Path": "/""#, #""Path": "/aws-reserved/sso.amazonaws.com/""#)
    },
    Row(what: "a path that is a number", item: roles) {
      $0.replace(details, #""RoleId": "AROA1", "Path": "/""#, #""Path": 7"#)
    },
    Row(what: "a path that differs otherwise", item: roles, passes: true) {
      $0.replace(details, #""RoleId": "AROA1", "Path": "/""#, #""Path": "/other/""#)
    },
  ]

  private static func function(_ old: String, _ new: String, passes: Bool = false) -> Row {
    Row(what: "a function: \(old) is \(new)", passes: passes) { $0.replace(west, old, new) }
  }

  static let workloads: [Row] = [
    function("arn:aws:iam::123456789012:role/fn", ""),
    function("arn:aws:iam::123456789012:role/fn", "x"),
    function("arn:aws:iam::123456789012:role/fn", "arn:aws:iam::123456789012:user/fn"),
    function("arn:aws:iam::123456789012:role/fn", "arn:aws:iam::aws:role/fn"),
    function("arn:aws:iam::123456789012:role/fn", "arn:aws:iam::123456789012:role/"),
    function("arn:aws:lambda:eu-west-1:123456789012:function:one", "one"),
    function("function:one", "function:one:3", passes: true),
    Row(what: "an instance profile without an ARN", item: "roles.instance-profiles") {
      $0.set("instances-eu-west-1.json", instances(profile: "x"))
    },
    Row(what: "an instance profile with the ARN of a role", item: "roles.instance-profiles") {
      $0.set(
        "instances-eu-west-1.json", instances(profile: "arn:aws:iam::123456789012:role/fn"))
    },
    Row(what: "an instance profile", item: "roles.instance-profiles", passes: true) {
      addProfile(&$0)
      $0.set(
        "instances-eu-west-1.json",
        instances(profile: "arn:aws:iam::123456789012:instance-profile/fn"))
    },
  ]

  /// Adds the instance profile `fn` with the role `fn`.
  static func addProfile(_ folder: inout DamagedFolder) {
    folder.replace(
      details, #""RoleLastUsed": {}"#,
      #""RoleLastUsed": {}, "InstanceProfileList": [{"InstanceProfileName": "fn","#
        + #" "Arn": "arn:aws:iam::123456789012:instance-profile/fn"}]"#)
  }

  static func instances(profile: String, zone: String = "eu-west-1a") -> String {
    #"{"Reservations": [{"OwnerId": "123456789012", "Instances": [{"InstanceId": "i-1","#
      + #" "State": {"Name": "running"}, "Placement": {"AvailabilityZone": "\#(zone)"},"#
      + #" "IamInstanceProfile": {"Arn": "\#(profile)"}}]}]}"#
  }

  @Test(
    "an item only passes on identities, policies and workloads as AWS prints them",
    arguments: policies + statements + names + workloads)
  func damage(row: Row) throws {
    try DamagedEvidenceTests().damage(row: row)
  }
}
