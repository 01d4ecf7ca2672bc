internal import Model
package import Platform

/// Two decisions on the same target that were made independently and do not agree.
///
/// The decision that contains it has the values on which both agree. It counts as undecided until a
/// person takes one side or makes a new decision.
public struct DecisionConflict: Hashable, Sendable {
  /// The decision that both started from; nil if undecided.
  public var base: Decision? { bases.first }
  /// An array, because a decision cannot contain another one directly.
  private let bases: [Decision]
  /// Both decisions, in an order that does not depend on who merged; nil if undecided.
  public let sides: [Decision?]
  /// The names of the fields in which they differ, sorted.
  public let fields: [String]
  var unknown = UnknownMembers()

  init(base: Decision?, sides: [Decision?], fields: [String]) {
    bases = base.map { [$0] } ?? []
    self.sides = sides
    self.fields = fields
  }
}

extension DecisionConflict {
  /// The index of the decision of `reviewer`; 0 if neither or both are theirs.
  public func side(of reviewer: Reviewer) -> Int {
    let isFirst = sides[0]?.by.isSamePerson(as: reviewer) ?? false
    let isSecond = sides[1]?.by.isSamePerson(as: reviewer) ?? false
    return isSecond && !isFirst ? 1 : 0
  }

  package var json: JSONValue {
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
