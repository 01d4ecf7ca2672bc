import Platform

extension TextContext {
  /// The mark before a severity that a person set; a space or nothing for an automated one.
  func severityMark(_ finding: Int, elseSpace: Bool = true) -> TextLine.Span {
    guard statuses.isOverridden(finding: finding) else {
      return TextLine.Span(elseSpace ? " " : "")
    }
    return TextLine.Span("!", StyleRole(statuses.severity(ofFinding: finding, in: model)))
  }
}
