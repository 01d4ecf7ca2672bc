internal import Checklist
internal import Model
internal import Platform

/// The change of a policy that fixes a finding, with names in capital letters where the reader fills
/// in a value.
enum SuggestedChange {
  static func lines(_ finding: Finding, _ statement: Statement?) -> [Code.Line] {
    switch finding.item.rawValue {
    case "roles.cross-account-trust": return trust(finding, statement)
    case "roles.ci-oidc": return federation(statement)
    case "roles.permission-boundaries":
      return [
        added(
          "\"Condition\": { \"StringEquals\": { \"iam:PermissionsBoundary\":"
            + " \"arn:aws:iam::ACCOUNT:policy/BOUNDARY\" } }")
      ]
    case "policies.resource-wildcards":
      guard let statement, case .only(let resources)? = statement.resources,
        resources.contains("*")
      else { return [] }
      return [
        removed("\"Resource\": \"*\""), added("\"Resource\": [\"ARN_OF_EACH_RESOURCE_IN_USE\"]"),
      ]
    case "organization.root-scp":
      return [
        added(
          "{ \"Effect\": \"Deny\", \"Action\": \"*\", \"Resource\": \"*\", \"Condition\":"
            + " { \"StringLike\": { \"aws:PrincipalArn\": \"arn:aws:iam::*:root\" } } }")
      ]
    case "organization.iam-user-scp", "organization.trail-config-scp":
      let open = finding.facts.first { $0.name == "open" }?.value ?? ""
      let actions = open.split(separator: " ").map { JSONValue.string(String($0)).compactText }
      guard !actions.isEmpty else { return [] }
      return [
        added(
          "{ \"Effect\": \"Deny\", \"Action\": [\(actions.joined(separator: ", "))],"
            + " \"Resource\": \"*\" }")
      ]
    default: return []
    }
  }

  private static func trust(_ finding: Finding, _ statement: Statement?) -> [Code.Line] {
    guard let statement, let principals = statement.principals else { return [] }
    var lines: [Code.Line] = []
    if principals.list.contains(where: \.isEveryone) {
      lines.append(removed("\"Principal\": \"*\""))
      lines.append(added("\"Principal\": { \"AWS\": \"arn:aws:iam::ACCOUNT:role/ROLE\" },"))
    }
    guard finding.facts.contains(where: { $0.name == "boundedBy" && $0.value == "nothing" }) else {
      return lines
    }
    return lines + [
      added(
        "\"Condition\": { \"StringEquals\": { \"sts:ExternalId\": \"SECRET_OF_THE_PARTNER\" } }")
    ]
  }

  private static func federation(_ statement: Statement?) -> [Code.Line] {
    guard let statement,
      statement.principals?.list.contains(where: {
        $0.value.hasSuffix("token.actions.githubusercontent.com")
      }) == true
    else { return [] }
    return [
      added(
        "\"Condition\": { \"StringEquals\": {"
          + " \"token.actions.githubusercontent.com:aud\": \"sts.amazonaws.com\","
          + " \"token.actions.githubusercontent.com:sub\":"
          + " \"repo:OWNER/REPOSITORY:ref:refs/heads/main\" } }")
    ]
  }

  private static func added(_ text: String) -> Code.Line { Code.Line(kind: .added, text: text) }

  private static func removed(_ text: String) -> Code.Line {
    Code.Line(kind: .removed, text: text)
  }
}
