/// An unfinished decision or severity: the content of its form.
public struct Draft: Hashable, Sendable {
  /// The disposition; nil for the severity of findings.
  public let disposition: Disposition?
  /// The targets.
  public let targets: [DecisionTarget]
  /// The fields as typed, by name.
  public let fields: [String: String]

  /// A draft with `fields`.
  public init(_ disposition: Disposition?, on targets: [DecisionTarget], fields: [String: String]) {
    self.disposition = disposition
    self.targets = targets
    self.fields = fields
  }
}
