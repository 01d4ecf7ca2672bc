/// A decision that was begun and not made: what the fields of its form said.
public struct Draft: Hashable, Sendable {
  /// What was being said.
  public let disposition: Disposition
  /// On what.
  public let targets: [DecisionTarget]
  /// The fields by their names, as typed.
  public let fields: [String: String]

  /// A draft with `fields`.
  public init(_ disposition: Disposition, on targets: [DecisionTarget], fields: [String: String]) {
    self.disposition = disposition
    self.targets = targets
    self.fields = fields
  }
}
