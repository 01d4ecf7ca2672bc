/// The stable id of a checklist item, such as `users.mfa`, used in sessions, exports and scripts.
public struct ItemID: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
  /// The id as text.
  public let rawValue: String

  /// The id `rawValue`.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// The id `text`.
  public init(_ text: String) { rawValue = text }

  /// The id as text.
  public var description: String { rawValue }
}
