internal import Checklist
internal import Model
internal import Platform

/// A statement as lines of JSON, with the lines that are the reason for a finding.
enum StatementText {
  /// The number of values of a list that are shown.
  private static let maximum = 8

  /// The statement in one line of any length.
  static func line(_ statement: Statement) -> String {
    "{ " + members(statement).map(\.text).joined(separator: ", ") + " }"
  }

  private static func members(_ statement: Statement) -> [Code.Line.Part] {
    var members: [Code.Line.Part] = []
    if let sid = statement.sid { members.append(Code.Line.Part(text: "\"Sid\": \(quoted(sid))")) }
    members.append(Code.Line.Part(text: "\"Effect\": \(quoted(statement.effect.rawValue))"))
    if let principals = statement.principals { members.append(principal(principals)) }
    let allows = statement.effect == .allow
    members.append(scope("Action", statement.actions, allows))
    if let resources = statement.resources { members.append(scope("Resource", resources, allows)) }
    if let conditions = conditions(statement.conditions) { members.append(conditions) }
    return members
  }

  static func lines(_ statement: Statement) -> [Code.Line] {
    let members = members(statement)
    let length = members.reduce(0) { $0 + $1.text.count + 2 }
    if length <= Code.width {
      let parts = members.enumerated().flatMap { place, member in
        [Code.Line.Part(text: place == 0 ? "{ " : ", "), member]
      }
      return [Code.Line(parts + [Code.Line.Part(text: " }")])]
    }
    let lines = members.enumerated().map { place, member in
      Code.Line([
        Code.Line.Part(text: "  "), member,
        Code.Line.Part(text: place + 1 < members.count ? "," : ""),
      ])
    }
    return [Code.Line(text: "{")] + lines + [Code.Line(text: "}")]
  }

  /// An element and its values; values with a wildcard are the usual reason for a finding.
  private static func scope(
    _ name: String, _ scope: Statement.Scope, _ allows: Bool
  ) -> Code.Line.Part {
    switch scope {
    case .only(let values):
      let isOpen = values.contains { $0 == "*" || $0.hasSuffix(":*") || $0.hasSuffix("*") }
      return Code.Line.Part(
        text: "\"\(name)\": \(list(values))", isHighlighted: allows && isOpen)
    case .allBut(let values):
      return Code.Line.Part(text: "\"Not\(name)\": \(list(values))", isHighlighted: allows)
    }
  }

  private static func principal(_ principals: Statement.Principals) -> Code.Line.Part {
    let (name, isInverted) =
      switch principals {
      case .only: ("Principal", false)
      case .allBut: ("NotPrincipal", true)
      }
    if principals.list.contains(where: { $0.kind == .everyone }) {
      return Code.Line.Part(text: "\"\(name)\": \"*\"", isHighlighted: true)
    }
    var parts: [String] = []
    for kind in [Principal.Kind.aws, .service, .federated, .canonicalUser] {
      let values = principals.list.filter { $0.kind == kind }.map(\.value)
      if !values.isEmpty { parts.append("\(quoted(kind.rawValue)): \(list(values))") }
    }
    let isHighlighted = isInverted || principals.list.contains { $0.kind != .service }
    return Code.Line.Part(
      text: "\"\(name)\": { \(parts.joined(separator: ", ")) }", isHighlighted: isHighlighted)
  }

  private static func conditions(_ conditions: [Condition]) -> Code.Line.Part? {
    guard !conditions.isEmpty else { return nil }
    var order: [String] = []
    var operators: [String: [String]] = [:]
    for condition in conditions {
      if operators[condition.operatorName] == nil { order.append(condition.operatorName) }
      operators[condition.operatorName, default: []].append(
        "\(quoted(condition.key)): \(list(condition.values))")
    }
    let parts = order.map {
      "\(quoted($0)): { \((operators[$0] ?? []).joined(separator: ", ")) }"
    }
    return Code.Line.Part(text: "\"Condition\": { \(parts.joined(separator: ", ")) }")
  }

  /// One value, or a list of the first values and the number of others.
  private static func list(_ values: [String]) -> String {
    if values.count == 1 { return quoted(values[0]) }
    let shown = values.prefix(maximum).map(quoted)
    let more =
      values.count > maximum ? [" … \((values.count - maximum).counted("more value"))"] : []
    return "[" + shown.joined(separator: ", ") + more.joined() + "]"
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(text).compactText }
}
