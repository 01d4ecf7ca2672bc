internal import Model

/// Who reviews: the name they go by and the machine they sit at.
public struct Reviewer: Hashable, Sendable, CustomStringConvertible {
  /// The name, such as the login name or what `--reviewer` says.
  public let name: String
  /// The machine.
  public let host: String
  /// The fingerprint of the person's public key, as `ssh-keygen -l` prints it; nil where it is not
  /// known.
  public let key: String?
  var unknown = UnknownMembers()

  /// The reviewer `name` at `host`, who has the key with the fingerprint `key`.
  public init(name: String, host: String, key: String? = nil) {
    self.name = name
    self.host = host
    self.key = key
  }

  /// Whether both are one person, at whatever machine: of one name, or with one key.
  public func isSamePerson(as other: Reviewer) -> Bool {
    if let key, key == other.key { return true }
    return name.lowercased() == other.name.lowercased()
  }

  /// `alice@jump1`, or the name alone where the machine is not known.
  public var description: String { host.isEmpty ? name : "\(name)@\(host)" }
}

/// Members of a record that this version does not know; a newer one wrote them, and they are
/// written back as they were.
struct UnknownMembers: Hashable, Sendable {
  var members: [JSONMember] = []
}
