internal import Model
package import Platform

/// A reviewer: name, host and key.
public struct Reviewer: Hashable, Sendable, CustomStringConvertible {
  /// The login name, or the value of `--reviewer`.
  public let name: String
  /// The host name.
  public let host: String
  /// The fingerprint of the person's public key, as `ssh-keygen -l` prints it; nil if unknown.
  public let key: String?
  package var unknown = UnknownMembers()

  /// The reviewer `name` at `host` with the key fingerprint `key`.
  public init(name: String, host: String, key: String? = nil) {
    self.name = name
    self.host = host
    self.key = key
  }

  /// Whether both are the same person, on any host: they have the same name or the same key.
  public func isSamePerson(as other: Reviewer) -> Bool {
    if let key, key == other.key { return true }
    return name.lowercased() == other.name.lowercased()
  }

  /// `alice@jump1`, or only the name if the host is unknown.
  public var description: String { host.isEmpty ? name : "\(name)@\(host)" }
}

/// Unknown members of a record, written by a newer version; they are written back unchanged.
package struct UnknownMembers: Hashable, Sendable {
  package var members: [JSONMember] = []
}
