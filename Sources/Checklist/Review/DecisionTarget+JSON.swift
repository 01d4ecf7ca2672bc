internal import Model
package import Platform

extension JSONValue {
  /// Values by target: an object for findings and one for items.
  static func targets<Kept>(
    _ kept: [DecisionTarget: Kept], _ unknown: UnknownMembers = UnknownMembers(),
    _ json: (Kept) -> JSONValue
  ) -> JSONValue {
    var (findings, items): ([(String, JSONValue?)], [(String, JSONValue?)]) = ([], [])
    for (target, value) in kept {
      switch target {
      case .finding(let id): findings.append((id.rawValue, json(value)))
      case .item(let id): items.append((id.rawValue, json(value)))
      }
    }
    return .record([("findings", .record(findings)), ("items", .record(items))], unknown)
  }
}

extension RecordReader {
  /// Reads values by target.
  mutating func targets<Kept>(
    _ read: (JSONNode) throws(SessionError) -> Kept
  ) throws(SessionError) -> [DecisionTarget: Kept] {
    var kept: [DecisionTarget: Kept] = [:]
    for (id, node) in try map("findings") { kept[.finding(FindingID(id))] = try read(node) }
    for (id, node) in try map("items") { kept[.item(ItemID(id))] = try read(node) }
    return kept
  }
}

extension DecisionTarget {
  package var json: JSONValue {
    switch self {
    case .finding(let id): .record([("finding", .string(id.rawValue))])
    case .item(let id): .record([("item", .string(id.rawValue))])
    }
  }

  init(_ node: JSONNode) throws(SessionError) {
    if let id = node["finding"]?.string {
      self = .finding(FindingID(id))
    } else if let id = node["item"]?.string {
      self = .item(ItemID(id))
    } else {
      throw node.expected("an object with \"finding\" or \"item\"")
    }
  }
}
