import Checklist
import Model
import Reports

extension PageTopic {
  /// The answer to a question about access.
  static func answer(_ question: AccessQuestion) -> PageTopic {
    PageTopic(AnswerPage(question: question))
  }

  var isAnswer: Bool { record is AnswerPage }
}

/// The record of the page.
private struct AnswerPage: PageRecord {
  let question: AccessQuestion

  var subject: PageSubject? { question.subject }

  func step(isNamed: Bool, _ inventory: Inventory) -> String {
    "can \(question.request.action)"
      + (isNamed ? "" : " by \(inventory.title(of: question.subject))")
  }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    AnswerText(context, question)?.add(to: &text)
  }
}

/// The answer to a question about access, with the deciding statements.
struct AnswerText {
  let context: TextContext
  let question: AccessQuestion
  private let answer: AccessExplanation

  /// Nil for policies, which are not principals.
  init?(_ context: TextContext, _ question: AccessQuestion) {
    let access = context.model.access
    guard let principal = access.principal(question.subject, in: context.model.inventory) else {
      return nil
    }
    self.context = context
    self.question = question
    answer = AccessExplanation(question.request, by: principal, in: access.engine)
  }

  func add(to text: inout TextBuilder) {
    text.paragraph(answer.headline, role: answer.decision.role)
    for pair in question.given { text.pair("given", pair) }
    if case .group = question.subject {
      text.pair(
        "note", "a group cannot make requests: this is the access that it gives its members")
    }
    let printer = StatementText(inventory: context.model.inventory, subject: question.subject)
    for line in answer.lines {
      guard let statement = line.statement else {
        text.pair(line.label, line.text)
        continue
      }
      text.pair(line.label, line.text, role: .link, link: printer.link(to: statement))
      printer.addBody(of: statement.statement, indent: TextBuilder.valueColumn + 2, to: &text)
    }
    text.blank()
    text.entry(
      "Show all allowed actions of \(question.subject.kind) "
        + context.model.inventory.name(of: question.subject),
      link: .topic(.access(question.subject)))
    text.blank()
    text.paragraph(
      "Resource-based policies, session policies and resource control policies are not evaluated."
        + " c asks again.",
      role: .muted)
  }
}

extension AccessDecision {
  fileprivate var role: StyleRole {
    switch outcome {
    case .allowed: isConditional ? .warning : .good
    case .explicitlyDenied, .implicitlyDenied: .error
    }
  }
}
