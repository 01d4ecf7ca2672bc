internal import Model

/// A deviation that the rule of an item found. The item makes it a finding, with its id.
struct Deviation: Sendable {
  /// What distinguishes it from others of the item, such as the kind and the name of the subject.
  let parts: [String]
  /// The user, role, policy or other resource that it is about.
  let subject: Subject
  /// The severity according to the rule.
  let severity: Severity
  /// The subject and the fact that matters, in one line.
  let summary: String
  /// The values that it is based on.
  let facts: [Fact]
  /// The citations of the evidence.
  let evidence: [Citation]
  /// The advice.
  let advice: Advice
  /// The values behind the facts; nil if the facts say everything.
  let detail: FindingDetail?

  /// A deviation; `parts` distinguish it from others of the item.
  init(
    _ parts: String..., subject: Subject, severity: Severity, summary: String, facts: [Fact],
    evidence: [Citation], advice: Advice, detail: FindingDetail? = nil
  ) {
    self.init(
      parts: parts, subject: subject, severity: severity, summary: summary, facts: facts,
      evidence: evidence, advice: advice, detail: detail)
  }

  /// The same for a variable number of parts.
  init(
    parts: [String], subject: Subject, severity: Severity, summary: String, facts: [Fact],
    evidence: [Citation], advice: Advice, detail: FindingDetail? = nil
  ) {
    self.parts = parts
    self.subject = subject
    self.severity = severity
    self.summary = summary
    self.facts = facts
    self.evidence = evidence
    self.advice = advice
    self.detail = detail
  }
}

extension Finding {
  /// A deviation as a finding of `item`.
  init(_ deviation: Deviation, of item: ItemID) {
    self.init(
      id: FindingID(item, deviation.parts), item: item, subject: deviation.subject,
      severity: deviation.severity, summary: deviation.summary, facts: deviation.facts,
      evidence: deviation.evidence, advice: deviation.advice, detail: deviation.detail)
  }
}
