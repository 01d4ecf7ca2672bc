import Model

extension FindingID {
  /// The id of an item and the parts that distinguish the finding from others.
  ///
  /// Slashes and percent signs in parts are percent-encoded, so that different parts never give the
  /// same id, whatever the names in the evidence.
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
  /// A finding of `item`; `parts` distinguish it from others and are part of its id.
  init(
    _ item: String, _ parts: String..., subject: Subject, severity: Severity, summary: String,
    facts: [Fact], evidence: [Citation], advice: Advice
  ) {
    self.init(
      item, parts: parts, subject: subject, severity: severity, summary: summary, facts: facts,
      evidence: evidence, advice: advice)
  }

  /// The same for a variable number of parts.
  init(
    _ item: String, parts: [String], subject: Subject, severity: Severity, summary: String,
    facts: [Fact], evidence: [Citation], advice: Advice
  ) {
    self.init(
      id: FindingID(item, parts), item: ItemID(item), subject: subject, severity: severity,
      summary: summary, facts: facts, evidence: evidence, advice: advice)
  }
}
