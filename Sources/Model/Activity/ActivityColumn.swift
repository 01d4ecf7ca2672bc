/// The properties of calls that identify an activity row, in the order in which rows are sorted.
///
/// `docs/activity.md` describes each of them. All are text; an unknown value is empty. A list is
/// sorted and joined by `ActivityColumn.separator`.
public enum ActivityColumn: Int, CaseIterable, Sendable {
  case principal, principalType, account, source, event, eventType, category, result
  case region, recipient, accessKey, mfa, via, agent, resources, passes

  /// The name in files.
  public var name: String { Self.names[rawValue] }

  /// The names by number, because deriving one takes longer than writing the rest of a value.
  private static let names = allCases.map { "\($0)" }

  /// Whether the value is a list.
  public var isList: Bool { self == .resources || self == .passes }

  /// Separates the elements of a list; it never occurs in one.
  public static let separator: Character = "\u{1F}"
}
