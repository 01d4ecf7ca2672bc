/// A known way for a principal to gain more than it was given.
///
///     ec2-001⇥new-passrole⇥iam:PassRole ec2:RunInstances⇥ec2.amazonaws.com
///
/// Ids with a number are those of DataDog's pathfinding.cloud. Where each path comes from is told in
/// `docs/escalation-paths.md`.
public struct EscalationPath: Hashable, Sendable {
  /// How the power is gained.
  public enum Category: String, Hashable, Sendable {
    /// By changing one's own policies, or those of one's groups.
    case selfEscalation = "self-escalation"
    /// By becoming another user or role, or a new one.
    case principalAccess = "principal-access"
    /// By passing a role to a service that then acts with it.
    case newPassRole = "new-passrole"
    /// By using or changing a service's resource that acts with a role already.
    case existingPassRole = "existing-passrole"
    /// By giving oneself access through IAM Identity Center, where this account administers it.
    case identityCenter = "identity-center"
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
    // By bytes: this is read at each start, and characters take ten times as long.
    func parts(_ bytes: ArraySlice<UInt8>, _ separator: Unicode.Scalar) -> [ArraySlice<UInt8>] {
      bytes.split(separator: UInt8(ascii: separator), omittingEmptySubsequences: false)
    }
    func string(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
    func words(_ bytes: ArraySlice<UInt8>) -> [String] {
      parts(bytes, " ").filter { !$0.isEmpty }.map(string)
    }
    return parts(Array(text.utf8)[...], "\n").compactMap { line in
      guard line.first != UInt8(ascii: "#") else { return nil }
      let cells = parts(line, "\t")
      guard cells.count == 4, let category = Category(rawValue: string(cells[1])) else {
        return nil
      }
      return EscalationPath(
        id: string(cells[0]), category: category, permissions: words(cells[2]),
        services: words(cells[3]))
    }
  }

  /// Whether one of its permissions is among `actions`.
  func uses(_ actions: [String]) -> Bool { permissions.contains(where: actions.contains) }
}
