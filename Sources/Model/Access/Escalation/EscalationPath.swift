/// A known combination of permissions that allows privilege escalation.
///
///     ec2-001⇥new-passrole⇥iam:PassRole ec2:RunInstances⇥ec2.amazonaws.com
///
/// Numbered ids are those of DataDog's pathfinding.cloud. `docs/escalation-paths.md` lists the
/// sources.
public struct EscalationPath: Hashable, Sendable {
  /// The category of a path.
  public enum Category: String, Hashable, Sendable {
    /// Changes the principal's own policies, or those of its groups.
    case selfEscalation = "self-escalation"
    /// Takes over another user or role, or a new one.
    case principalAccess = "principal-access"
    /// Passes a role to a service that then uses it.
    case newPassRole = "new-passrole"
    /// Uses or changes a resource of a service that already has a role.
    case existingPassRole = "existing-passrole"
    /// Grants access through IAM Identity Center, if this account administers it.
    case identityCenter = "identity-center"
  }

  /// The path's id, such as `iam-001`.
  public let id: String
  /// The category.
  public let category: Category
  /// The permissions that it requires, all of them.
  public let permissions: [String]
  /// The services, of which the role must trust one; empty for paths without a service.
  public let services: [String]

  /// The bundled paths.
  public static let bundled: [EscalationPath] = parse(
    String(decoding: embeddedFile("Data/escalation-paths.tsv"), as: UTF8.self))

  /// Parses a table with one path per line; `#` begins a comment.
  static func parse(_ text: String) -> [EscalationPath] {
    // By bytes, because this is read at each start and characters take ten times as long.
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
