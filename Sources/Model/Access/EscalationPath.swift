/// A known way for a principal to gain more than it was given.
///
///     ec2-001⇥new-passrole⇥iam:PassRole ec2:RunInstances⇥ec2.amazonaws.com
///
/// The table comes from DataDog's pathfinding.cloud; what it leaves out, from Rhino Security Labs'
/// list, stands at its end.
public struct EscalationPath: Hashable, Sendable {
  /// How the power is gained.
  public enum Category: String, Hashable, Sendable {
    /// By changing one's own policies, or those of one's groups.
    case selfEscalation = "self-escalation"
    /// By becoming another user or role.
    case principalAccess = "principal-access"
    /// By passing a role to a service that then acts with it.
    case newPassRole = "new-passrole"
    /// By changing a service's resource that acts with a role already.
    case existingPassRole = "existing-passrole"
  }

  /// The path's id, such as `iam-001`.
  public let id: String
  /// How the power is gained.
  public let category: Category
  /// The permissions that it needs, all of them.
  public let permissions: [String]
  /// The services, one of which the role must trust; empty for paths without a service.
  public let services: [String]

  /// All paths of the table inside the binary.
  public static let bundled: [EscalationPath] = parse(
    String(decoding: embeddedFile("Data/escalation-paths.tsv"), as: UTF8.self))

  /// The paths of a table: a line each; `#` begins a comment.
  static func parse(_ text: String) -> [EscalationPath] {
    text.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard !line.hasPrefix("#"), cells.count >= 3, let named = Category(rawValue: cells[1]) else {
        return nil
      }
      let permissions = cells[2].split(separator: " ").map(String.init)
      // One that passes no role can only use the role that a resource has already.
      let category =
        named == .newPassRole && !permissions.contains("iam:PassRole") ? .existingPassRole : named
      var services = (cells.count > 3 ? cells[3] : "").split(separator: " ").map(String.init)
      if services.isEmpty, category == .newPassRole || category == .existingPassRole {
        services = [service(ofPath: cells[0])]
      }
      return EscalationPath(
        id: cells[0], category: category, permissions: permissions, services: services)
    }
  }

  /// The service that acts with the role, where the table does not say.
  private static func service(ofPath id: String) -> String {
    let prefix = id.split(separator: "-").first.map(String.init) ?? ""
    switch prefix {
    case "ssm", "ec2instanceconnect": return "ec2.amazonaws.com"
    case "apprunner": return "tasks.apprunner.amazonaws.com"
    case "bedrock": return "bedrock-agentcore.amazonaws.com"
    default: return prefix + ".amazonaws.com"
    }
  }
}
