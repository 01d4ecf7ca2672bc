import Model
import Platform

extension PageTopic {
  /// The access of a principal to one service, by action.
  static func service(_ service: String, _ principal: PageSubject) -> PageTopic {
    PageTopic(ServicePage(service: service, principal: principal))
  }
}

/// The record of the page.
private struct ServicePage: PageRecord {
  let service: String
  let principal: PageSubject

  var subject: PageSubject? { principal }

  func step(isNamed: Bool, _ inventory: Inventory) -> String {
    isNamed ? service : "\(service) for \(inventory.title(of: principal))"
  }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    ServiceText(context, principal, service)?.add(to: &text)
  }
}

/// The access of a principal to one service: the statements, and the actions one by one.
struct ServiceText {
  private let whole: AccessText
  private let service: String
  private let row: ServiceAccess

  /// Nil if no action of the service is allowed or blocked.
  init?(_ context: TextContext, _ subject: PageSubject, _ service: String) {
    guard let whole = AccessText(context, subject),
      let row = whole.rows.first(where: { $0.name == service })
    else { return nil }
    self.whole = whole
    self.service = service
    self.row = row
  }

  func add(to text: inout TextBuilder) {
    let access = whole.access
    text.paragraph(
      "Access to \(service): \(whole.subject.kind) \(whole.principal.name)", role: .heading)
    text.pair(
      "allowed", "\(row.isWhole ? "all \(row.count)" : "\(row.count) of \(row.totalCount)") actions"
    )
    for contained in access.contained {
      let count = contained.actions.subtracting(access.allowed).count(ofService: service)
      if count > 0 {
        text.pair("blocked", "\(count.counted("action")) by the \(contained.by.label)", role: .good)
      }
    }
    if let use = whole.use?.byService[service] {
      text.pair("last used", use.text, role: use.isIdle ? .warning : .text)
    }
    addGrants(to: &text)
    addContained(to: &text)
    for level in AccessLevel.byPower { add(level, to: &text) }
  }

  private func addGrants(to text: inout TextBuilder) {
    let grants = whole.access.grants.filter {
      $0.allowed.union($0.contained).count(ofService: service) > 0
    }
    text.heading("Statements", count: grants.count)
    let statements = StatementText(
      inventory: whole.context.model.inventory, subject: whole.subject)
    for grant in grants { statements.add(grant.place, to: &text) }
  }

  private func addContained(to text: inout TextBuilder) {
    let access = whole.access
    for contained in access.contained {
      let actions = contained.actions.subtracting(access.allowed).actions(ofService: service)
      guard !actions.isEmpty else { continue }
      text.heading("Limited by the \(contained.by.label)", count: actions.count)
      text.paragraph(actions.map(shortName).joined(separator: " "), indent: 2)
    }
  }

  /// The actions of an access level, one per line, with restrictions and last use.
  private func add(_ level: AccessLevel, to text: inout TextBuilder) {
    let access = whole.access
    let names = access.allowed.filtered(levels: [level]).actions(ofService: service)
    guard !names.isEmpty else { return }
    text.heading(
      level.title + (row.isWhole(level) ? ", all actions" : ""), count: names.count)
    let width = min(names.map { shortName($0).count }.max() ?? 0, text.columns / 2)
    for name in names {
      let short = shortName(name)
      var notes = [access.onAllResources.contains(name) ? "all resources" : "named resources"]
      if !access.unconditional.contains(name) { notes.append("if") }
      if let use = use(of: short) { notes.append(use) }
      let gap = String(repeating: " ", count: max(1, width - short.count + 2))
      text.add(
        TextLine([
          .init(SafeText("  " + short)),
          .init(SafeText(gap + notes.joined(separator: "  ")), .muted),
        ]), hanging: 6)
    }
  }

  /// The last use of an action, if AWS tracks it.
  private func use(of action: String) -> String? {
    let entry = whole.accessed?.services.first { $0.namespace.lowercased() == service.lowercased() }
    let tracked = entry?.actions?.first { $0.name.lowercased() == action.lowercased() }
    return tracked.map { action in
      action.used.map { "used \(CalendarDay(containing: $0))" } ?? "never used"
    }
  }

  private func shortName(_ action: String) -> String { String(action.dropFirst(service.count + 1)) }
}
