import Checklist
import Model

/// The escalation paths of a principal, step by step, and the principals that can take it over.
///
///     nadia.cherif
///     ├─ sts:AssumeRole on role/serverless-deployer
///     │    statement 1 of policy assume-serverless-deployer
///     └─ assumes role serverless-deployer (sts-001)
///        ├─ lambda:UpdateFunctionCode …
struct EscalationText {
  let context: TextContext
  let subject: PageSubject
  private let report: EscalationReport?
  private let arrivals: [EscalationIndex.Arrival]
  private let inventory: Inventory

  /// Nil for policies, which are not principals.
  init?(_ context: TextContext, _ subject: PageSubject) {
    guard subject.isPrincipal, let arn = context.model.inventory.arn(of: subject) else {
      return nil
    }
    self.context = context
    self.subject = subject
    inventory = context.model.inventory
    report = context.model.access.escalations.report(on: arn)
    arrivals = context.model.access.escalations.arrivals(at: arn)
  }

  func add(to text: inout TextBuilder) {
    addWays(to: &text)
    addArrivals(to: &text)
  }

  private func addWays(to text: inout TextBuilder) {
    let open = report?.open ?? []
    let contained = report?.contained ?? []
    if !open.isEmpty {
      text.heading("Privilege-escalation paths", count: open.count)
      addChain(to: &text)
      let first = report?.chain.first?.escalation.path.id
      for way in open where way.path.id != first { add(way, to: &text) }
    }
    if !contained.isEmpty {
      text.heading("Blocked privilege-escalation paths", count: contained.count)
      for way in contained { add(way, to: &text) }
    }
    let isAdministrator = report?.administrator == .yes || report?.administrator == .conditional
    guard open.isEmpty, contained.isEmpty, !isAdministrator else { return }
    text.heading("Privilege-escalation paths", count: 0)
    text.paragraph("none known", role: .muted, indent: 2)
  }

  /// The paths that a finding is about.
  enum Part { case open, blocked }

  /// The paths of a finding: the chain to administrator access, or each path.
  func addPath(of part: Part, to text: inout TextBuilder) {
    guard let report else { return }
    switch part {
    case .blocked: for way in report.obstructed { add(way, to: &text) }
    case .open where report.chain.isEmpty:
      for way in report.unobstructed { add(way, to: &text) }
    case .open: addChain(to: &text)
    }
  }

  /// The path to administrator access step by step, each principal further indented.
  func addChain(to text: inout TextBuilder, indent: Int = 2) {
    guard let chain = report?.chain, let first = chain.first else { return }
    text.add(
      TextLine([
        .init(SafeText(String(repeating: " ", count: indent))),
        .init(SafeText(first.from.resourceName), .heading),
      ]))
    for (number, hop) in chain.enumerated() {
      add(
        hop, depth: indent + number * 3, isFirst: number == 0,
        isLast: number == chain.count - 1, to: &text)
    }
  }

  private func add(
    _ hop: EscalationReport.Hop, depth: Int, isFirst: Bool, isLast: Bool,
    to text: inout TextBuilder
  ) {
    let way = hop.escalation
    let margin = String(repeating: " ", count: depth)
    func line(_ sign: String, _ spans: [TextLine.Span], link: Link? = nil) {
      text.add(
        TextLine([.init(SafeText(margin + sign), .border)] + spans, link: link),
        hanging: depth + 8)
    }
    for step in way.steps {
      line(
        "├─ ", [.init(SafeText(step.action), .heading), .init(SafeText(object(of: step, in: way)))])
      for statement in step.statements {
        line(
          "│    ",
          [.init(SafeText(statement.label), .link), .init(SafeText(place(statement)), .muted)],
          link: link(to: statement, by: hop.from))
      }
      if let trust = step.trust {
        let place = way.target.flatMap { inventory.place(ofTrust: trust, of: $0) }
        line(
          "│    ",
          [.init(SafeText("\(trust.label) of the trust policy"), place == nil ? .text : .link)],
          link: place.map(Link.statement))
      }
    }
    if let session = way.session, isFirst {
      line("│  ", [.init(SafeText("if \(session.condition)"), .good)])
    }
    for condition in way.openConditions {
      line("│  ", [.init(SafeText("if " + condition.text), .good)])
    }
    for denial in way.possibleDenials {
      line(
        "│  ",
        [
          .init(SafeText("unless "), .good), .init(SafeText(denial.label), .link),
          .init(SafeText(" denies it"), .good),
        ], link: link(to: denial, by: hop.from))
    }
    let target = way.target.flatMap { $0 == hop.from ? nil : inventory.page(of: $0) }
    let end =
      target.map { "\(way.verb) \($0.kind) \(inventory.name(of: $0))" }
      ?? "changes its own permissions"
    line(
      "└─ ",
      [
        .init(SafeText(end), target == nil ? .guilty : .link),
        .init(
          SafeText(
            " (\(way.path.id))" + (isLast && way.gain != .another ? ", \(way.gainText)" : ""))),
      ], link: target.map(Link.page))
  }

  /// The position of a statement in the evidence, with the file if there is room for its name.
  private func place(_ statement: PolicyStatement) -> String {
    let citation = statement.statement.citation
    let line = citation.line.map { "line \($0)" } ?? citation.place
    return context.columns >= 100
      ? "  \(citation.file) \(line)" : context.columns < 72 ? "" : "  \(line)"
  }

  private func add(_ way: Escalation, to text: inout TextBuilder) {
    let own = inventory.arn(of: subject) ?? ARN("")
    let target = way.target.flatMap { target in
      target == own
        ? nil : " through " + (way.newObject(target.description) ?? words(for: target))
    }
    // A blocked path is only a possibility.
    let gain =
      way.limitedBy.isEmpty || !way.gainText.hasPrefix("can ")
      ? way.gainText : "could " + way.gainText.dropFirst(4)
    add(way, by: own, "- \(gain)\(target ?? "") (\(way.path.id))", to: &text)
  }

  private func add(
    _ way: Escalation, by from: ARN, _ words: String, to text: inout TextBuilder
  ) {
    let target = way.target.flatMap { $0 == from ? nil : inventory.page(of: $0) }
    text.add(
      TextLine(
        [
          .init(SafeText("  ")), .init(SafeText(words), target == nil ? .text : .link),
        ], link: target.map(Link.page)), hanging: 6)
    for barrier in way.limitedBy {
      text.paragraph("blocked by the \(barrier.label)", role: .good, indent: 6)
    }
    for step in way.steps { add(step, of: way, by: from, to: &text) }
    for condition in way.openConditions {
      text.paragraph("if " + condition.text, role: .good, indent: 6)
    }
    if let session = way.session {
      text.paragraph("if \(session.condition)", role: .good, indent: 6)
    }
    if way.dependsOnUnknown, way.openConditions.isEmpty, way.possibleDenials.isEmpty {
      text.paragraph("if the resources that the path needs exist", role: .good, indent: 6)
    }
    for denial in way.possibleDenials {
      text.add(
        TextLine(
          [
            .init(SafeText("      unless "), .good), .init(SafeText(denial.label), .link),
            .init(SafeText(" denies it"), .good),
          ], link: link(to: denial, by: from)), hanging: 8)
    }
  }

  private func add(
    _ step: Escalation.Step, of way: Escalation, by principal: ARN, to text: inout TextBuilder
  ) {
    text.paragraph(step.action + object(of: step, in: way), indent: 6)
    for statement in step.statements {
      text.add(
        TextLine(
          [.init(SafeText("        ")), .init(SafeText(statement.label), .link)],
          link: link(to: statement, by: principal)), hanging: 10)
    }
    if let trust = step.trust {
      let place = way.target.flatMap { inventory.place(ofTrust: trust, of: $0) }
      text.add(
        TextLine(
          [
            .init(SafeText("        ")),
            .init(SafeText("\(trust.label) of the trust policy"), place == nil ? .text : .link),
          ], link: place.map(Link.statement)), hanging: 10)
    }
  }

  private func link(to statement: PolicyStatement, by principal: ARN) -> Link? {
    let holder = inventory.page(of: principal) ?? subject
    return inventory.place(of: statement, on: holder).map(Link.statement)
  }

  /// The resource and the detail of the step, each after a space.
  private func object(of step: Escalation.Step, in way: Escalation) -> String {
    let resource = step.resource.map { resource in
      " on "
        + (way.newObject(resource)
          ?? (resource.hasPrefix("arn:") ? ARN(resource).resource : resource))
    }
    return (resource ?? "") + (step.detail.map { " " + $0 } ?? "")
  }

  /// The principal as `role deploy`.
  private func words(for target: ARN) -> String {
    inventory.page(of: target).map { "\($0.kind) \(inventory.name(of: $0))" } ?? target.resource
  }

  private func addArrivals(to text: inout TextBuilder) {
    guard !arrivals.isEmpty else { return }
    text.heading("Principals that can escalate to this \(subject.kind)", count: arrivals.count)
    for arrival in arrivals {
      guard let page = inventory.page(of: arrival.from) else { continue }
      let through = arrival.through.map { $0.resourceName }
      let aside =
        (through.isEmpty ? "" : "through \(through.joined(separator: ", then "))  ")
        + arrival.paths.joined(separator: ", ")
      text.entry("\(page.kind) \(inventory.name(of: page))", aside: aside, link: .page(page))
    }
  }
}
