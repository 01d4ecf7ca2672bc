extension Statement {
  /// Whether `Action` or `NotAction` covers `action`.
  package func covers(_ action: String) -> Bool {
    switch actions {
    case .only(let patterns): patterns.contains { ActionPattern($0).matches(action) }
    case .allBut(let patterns): !patterns.contains { ActionPattern($0).matches(action) }
    }
  }
}
