import Model

extension FindingID {
  /// The id made of an item and what tells the finding from its neighbours.
  ///
  /// A slash or percent sign inside a part is percent-encoded, so that no two lists of parts make
  /// the same id, whatever the evidence calls things.
  init(_ item: String, _ parts: [String]) {
    self.init(([item] + parts.map(Self.escaped)).joined(separator: "/"))
  }

  private static func escaped(_ part: String) -> String {
    guard part.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "%") }) else {
      return part
    }
    return part.reduce(into: "") { result, character in
      switch character {
      case "/": result += "%2F"
      case "%": result += "%25"
      default: result.append(character)
      }
    }
  }
}

extension Finding {
  /// A finding of `item`, told from its neighbours by `parts`, which make its id with the item's.
  init(
    _ item: String, _ parts: String..., subject: Subject, severity: Severity, summary: String,
    facts: [Fact], evidence: [Citation], advice: Advice
  ) {
    self.init(
      item, parts: parts, subject: subject, severity: severity, summary: summary, facts: facts,
      evidence: evidence, advice: advice)
  }

  /// The same for parts whose number varies.
  init(
    _ item: String, parts: [String], subject: Subject, severity: Severity, summary: String,
    facts: [Fact], evidence: [Citation], advice: Advice
  ) {
    self.init(
      id: FindingID(item, parts), item: ItemID(item), subject: subject, severity: severity,
      summary: summary, facts: facts, evidence: evidence, advice: advice)
  }
}
