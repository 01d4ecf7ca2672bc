internal import Model

/// Who reviews: the name they go by and the machine they sit at.
public struct Reviewer: Hashable, Sendable, CustomStringConvertible {
  /// The name, such as the login name or what `--reviewer` says.
  public let name: String
  /// The machine.
  public let host: String
  var unknown = UnknownMembers()

  /// The reviewer `name` at `host`.
  public init(name: String, host: String) {
    self.name = name
    self.host = host
  }

  /// `alice@jump1`, or the name alone where the machine is not known.
  public var description: String { host.isEmpty ? name : "\(name)@\(host)" }
}

/// Members of a record that this version does not know; a newer one wrote them, and they are
/// written back as they were.
struct UnknownMembers: Hashable, Sendable {
  var members: [JSONMember] = []
}
