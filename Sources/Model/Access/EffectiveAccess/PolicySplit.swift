public import Platform

/// Divides the statements of a policy into several documents that fit into managed policies.
///
/// A statement that is too long itself is divided by its actions, or else by its resources: a list
/// means each of its elements, so the parts together allow and deny the same. `NotAction` and
/// `NotResource` cannot be divided.
public struct PolicySplit: Sendable {
  /// The AWS quota for a managed policy, in characters without white space. See
  /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html.
  public static let quota = 6_144

  /// The documents, in the order of their statements; the same statements give the same documents.
  public let documents: [JSONValue]

  private static let frame = PolicySplit.characters(in: PolicySplit.document([]).compactText)

  /// Divides `statements`; nil if one of them cannot be divided far enough.
  init?(_ statements: [JSONValue], quota: Int = PolicySplit.quota) {
    let room = quota - Self.frame
    var parts: [(statements: [JSONValue], size: Int)] = []
    for statement in statements.flatMap({ Self.pieces($0, room: room) }) {
      // One more for the comma before it.
      let size = Self.size(of: statement) + 1
      guard size - 1 <= room else { return nil }
      if let place = parts.firstIndex(where: { $0.size + size <= room }) {
        parts[place].statements.append(statement)
        parts[place].size += size
      } else {
        parts.append(([statement], size - 1))
      }
    }
    documents = parts.map { Self.document($0.statements) }
  }

  /// The length of a document as AWS counts it: without white space.
  public static func characters(in text: String) -> Int {
    text.unicodeScalars.count { !$0.properties.isWhitespace }
  }

  static func document(_ statements: [JSONValue]) -> JSONValue {
    ["Version": "2012-10-17", "Statement": .array(statements)]
  }

  private static func size(of statement: JSONValue) -> Int {
    characters(in: statement.compactText)
  }

  /// The statement, or pieces of it that are not longer than `room`, if there are any.
  private static func pieces(_ statement: JSONValue, room: Int) -> [JSONValue] {
    guard size(of: statement) > room, case .object(let members) = statement else {
      return [statement]
    }
    for name in ["Action", "Resource"] {
      guard let place = members.firstIndex(where: { $0.name == name }),
        let list = members[place].value.array, list.count > 1
      else { continue }
      let middle = (list.count + 1) / 2
      return [list[..<middle], list[middle...]].flatMap { half in
        var members = members
        members[place] = JSONMember(name, .array(Array(half)))
        return pieces(.object(members), room: room)
      }
    }
    return [statement]
  }
}
