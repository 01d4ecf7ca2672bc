import Checklist
import Model

/// Why a principal may or may not do something.
struct AnswerText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func body(of request: AccessRequest, by subject: PageSubject) -> TextBody {
    var text = TextBuilder(columns: context.columns)
    guard let principal = context.model.principal(subject) else { return text.body }
    let answer = AccessExplanation(request, by: principal, in: context.model.engine)
    text.paragraph(answer.headline, role: role(of: answer.decision))
    text.blank()
    for line in answer.lines {
      text.pair(
        line.label, line.text,
        link: line.statement.flatMap { context.model.page(of: $0.source, bornBy: subject) }
          .map(Link.page))
      if let citation = line.citation {
        text.pair("", "\(citation.file)  \(citation.where)", role: .muted)
      }
    }
    text.blank()
    text.entry("all that it can do", link: .access(subject))
    text.entry("\(subject.kind) \(principal.name)", link: .page(subject))
    text.blank()
    text.paragraph(
      "Resource policies, session policies and resource control policies are not in the evidence.",
      role: .muted)
    return text.body
  }

  private func role(of decision: AccessDecision) -> StyleRole {
    switch decision.outcome {
    case .allowed: decision.isConditional ? .warning : .good
    case .explicitlyDenied, .implicitlyDenied: .error
    }
  }
}
