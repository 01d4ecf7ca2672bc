import Checklist
import Model

/// How a principal may gain power, step by step, and who may become it.
struct EscalationText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func add(_ principal: AccessSubject, to text: inout TextBuilder) {
    let model = context.model
    if let report = model.escalations(of: principal.arn) {
      let ways = report.open + report.contained
      if !ways.isEmpty { text.heading("Ways to more power", count: ways.count) }
      if report.chain.count > 1 {
        text.pair("in the end", report.chain.map(\.text).joined(separator: ", then "), role: .high)
      }
      for way in ways { add(way, from: principal, to: &text) }
    }
    let others = model.escalations(into: principal.arn)
    guard !others.isEmpty else { return }
    text.heading("Who may become it", count: others.count)
    for report in others {
      let paths = report.open.filter { $0.target == principal.arn && $0.gain != .another }.map(
        \.path.id)
      text.entry(
        report.subject.resource, aside: paths.joined(separator: " "),
        link: model.inventory.page(of: report.subject).map(Link.page))
    }
  }

  /// The policy that allows a step, or the role whose trust does.
  private func page(of step: Escalation.Step, by principal: AccessSubject) -> PageSubject? {
    let inventory = context.model.inventory
    if let statement = step.statements.first {
      return context.model.page(
        of: statement.source, bornBy: inventory.page(of: principal.arn))
    }
    return step.resource.flatMap { inventory.page(of: ARN($0)) }
  }

  /// The way, its steps in order, and what stops it.
  private func add(
    _ way: Escalation, from principal: AccessSubject, to text: inout TextBuilder
  ) {
    let model = context.model
    let isStopped = !way.barriers.isEmpty
    let target = way.target.flatMap { $0 == principal.arn ? nil : $0 }
    text.add(
      TextLine(
        [
          .init(SafeText("  " + way.path.id), isStopped ? .muted : .high),
          .init(SafeText("  " + way.gainText)),
          .init(SafeText(target.map { " through \($0.resource)" } ?? ""), .link),
        ], link: target.flatMap(model.inventory.page(of:)).map(Link.page)), hanging: 4)
    for (place, step) in way.steps.enumerated() {
      let on = step.resource.map { " on \($0)" } ?? ""
      let statement = step.statements.first
      text.add(
        TextLine(
          [
            .init(SafeText("    \(place + 1). \(step.action)\(on)")),
            .init(SafeText("  by \(statement?.label ?? "its trust policy")"), .muted),
          ],
          link: page(of: step, by: principal).map(Link.page)), hanging: 7)
    }
    for barrier in way.barriers {
      text.add(TextLine([.init(SafeText("    contained by \(barrier)"), .good)]), hanging: 7)
    }
  }
}
