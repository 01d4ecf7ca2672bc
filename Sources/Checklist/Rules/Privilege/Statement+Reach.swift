import Model

extension Statement {
  /// The operators and keys of the conditions, as text; empty if there are none.
  var conditionsText: String {
    conditions.map { "\($0.operatorName) \($0.key)" }.joined(separator: ", ")
  }

  /// The actions for a sentence: `all actions`, `all ec2 actions`, `iam:Get* and s3:*Object`.
  var actionsWords: String {
    func words(_ pattern: String) -> String {
      let parts = pattern.split(separator: ":", maxSplits: 1).map(String.init)
      guard let last = parts.last, last.contains("*"), last.allSatisfy({ $0 == "*" || $0 == "?" }),
        last.count(where: { $0 == "?" }) <= 1
      else { return pattern }
      if parts.count == 1 || parts[0].allSatisfy({ $0 == "*" }) { return "all actions" }
      return parts[0].contains("*") || parts[0].contains("?")
        ? pattern : "all \(parts[0].lowercased()) actions"
    }
    switch actions {
    case .only(let patterns):
      let words = patterns.map(words).uniqued
      return words.contains("all actions") ? "all actions" : englishList(words)
    case .allBut(let patterns): return "all actions except \(englishList(patterns))"
    }
  }

  /// The actions as written.
  var actionsText: String {
    switch actions {
    case .only(let patterns): patterns.joined(separator: " ")
    case .allBut(let patterns): "all but " + patterns.joined(separator: " ")
    }
  }
}
