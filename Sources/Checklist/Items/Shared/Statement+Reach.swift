import Model

extension Statement {
  /// The operators and keys of the conditions, as text; empty if there are none.
  var conditionsText: String {
    conditions.map { "\($0.operatorName) \($0.key)" }.joined(separator: ", ")
  }

  /// The actions as written.
  var actionsText: String {
    switch actions {
    case .only(let patterns): patterns.joined(separator: " ")
    case .allBut(let patterns): "all but " + patterns.joined(separator: " ")
    }
  }
}
