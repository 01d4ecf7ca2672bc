import Checklist
import Model

/// What a principal can really do, service by service.
struct AccessText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func body(of subject: PageSubject) -> TextBody {
    var text = TextBuilder(columns: context.columns)
    guard let principal = context.model.principal(subject) else { return text.body }
    let table = AccessTable(principal, in: context.model)
    text.paragraph("what \(subject.kind) \(principal.name) can do", role: .heading)
    add(table, to: &text)
    text.heading("Services", count: table.rows.count)
    table.add(table.rows[...], to: &text)
    addContained(table.access, to: &text)
    addStatements(table.access, of: subject, to: &text)
    text.blank()
    text.paragraph(
      ": asks whether it may do something, for instance  can s3:GetObject arn:aws:s3:::bucket/key",
      role: .muted)
    return text.body
  }

  /// The summary that stands above the table, and on the principal's own page.
  func add(_ table: AccessTable, to text: inout TextBuilder) {
    switch table.access.administrator {
    case .yes: text.pair("administrator", "yes: it may do everything", role: .critical)
    case .conditional: text.pair("administrator", "where conditions hold", role: .high)
    case .contained:
      let containers = table.access.administratorContainers.map { "the \($0.label)" }
      text.pair("administrator", "no: \(containers.joined(separator: ", ")) contains it")
    case .no: break
    }
    let levels = table.levelCounts.map { "\($0.count) \($0.level.words)" }
    text.pair("allowed", levels.isEmpty ? "nothing" : levels.joined(separator: ", "))
    for lack in table.access.unjudged { text.pair("not judged", lack, role: .warning) }
  }

  private func addContained(_ access: EffectiveAccess, to text: inout TextBuilder) {
    guard !access.contained.isEmpty else { return }
    text.heading("Allowed by its policies, and contained")
    for contained in access.contained {
      let services = contained.actions.services
      text.entry(
        contained.by.label,
        aside: "\(contained.actions.count) actions of \(services.prefix(6).joined(separator: ", "))"
          + (services.count > 6 ? " and \(services.count - 6) more" : ""))
    }
  }

  private func addStatements(
    _ access: EffectiveAccess, of subject: PageSubject, to text: inout TextBuilder
  ) {
    text.heading("By these statements", count: access.grants.count)
    for grant in access.grants {
      let statement = grant.statement
      let isContained = grant.allowed.isEmpty && !grant.contained.isEmpty
      let condition = statement.conditions.isEmpty ? "" : ", under conditions"
      text.entry(
        grant.place.label,
        aside: "\(grant.allowed.count) actions\(condition)\(isContained ? ", contained" : "")",
        link: context.model.page(of: grant.source, bornBy: subject).map(Link.page))
    }
  }
}

extension PageText {
  /// The summary, the services that matter most, and the ways to more power.
  func addAccess(of subject: PageSubject, to text: inout TextBuilder) {
    guard let principal = context.model.principal(subject) else { return }
    let table = AccessTable(principal, in: context.model)
    text.heading("Effective access")
    AccessText(context).add(table, to: &text)
    if table.access.administrator == .no || table.access.administrator == .contained {
      table.add(table.rows.prefix(8), to: &text)
    }
    if !table.rows.isEmpty {
      text.entry("all \(table.rows.count) services, by level", link: .access(subject))
    }
    EscalationText(context).add(principal, to: &text)
  }
}
