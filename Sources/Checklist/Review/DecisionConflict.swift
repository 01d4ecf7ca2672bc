internal import Model

/// Two decisions on one target that were made apart from each other and do not agree.
///
/// The decision that bears it holds what they agree on. It counts as undecided until a person takes
/// one side or decides anew.
public struct DecisionConflict: Hashable, Sendable {
  /// What both began from; nil is undecided.
  public var base: Decision? { bases.first }
  /// A decision cannot hold another but in a list.
  private let bases: [Decision]
  /// What each says, in an order that does not depend on who merged; nil is undecided.
  public let sides: [Decision?]
  /// The names of the parts in which they differ, sorted.
  public let fields: [String]
  var unknown = UnknownMembers()

  init(base: Decision?, sides: [Decision?], fields: [String]) {
    bases = base.map { [$0] } ?? []
    self.sides = sides
    self.fields = fields
  }
}

extension DecisionConflict {
  /// Which side `reviewer` is on; the first where they are on neither or both.
  public func side(of reviewer: Reviewer) -> Int {
    let isFirst = sides[0]?.by.isSamePerson(as: reviewer) ?? false
    let isSecond = sides[1]?.by.isSamePerson(as: reviewer) ?? false
    return isSecond && !isFirst ? 1 : 0
  }

  var json: JSONValue {
    .record(
      [
        ("base", base?.json), ("sides", .array(sides.map { $0?.json ?? .null })),
        ("fields", .array(fields.map(JSONValue.string))),
      ], unknown)
  }

  init(_ node: JSONNode) throws(SessionError) {
    var reader = try RecordReader(node)
    let base = try reader.optional("base").map { node throws(SessionError) in try Decision(node) }
    var sides: [Decision?] = []
    for side in try reader.list("sides") { sides.append(side.isNull ? nil : try Decision(side)) }
    guard sides.count == 2, sides.contains(where: { $0 != nil }) else {
      throw node.expected("two \"sides\", one of them a decision")
    }
    self.init(base: base, sides: sides, fields: try reader.texts("fields"))
    unknown = reader.unknown
  }
}
