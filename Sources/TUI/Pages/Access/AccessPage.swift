import Checklist
import Model
import Platform

extension PageTopic {
  /// The access of a user, group or role, by service.
  static func access(_ principal: PageSubject) -> PageTopic {
    PageTopic(AccessPage(principal: principal))
  }
}

/// The record of the page.
private struct AccessPage: PageRecord {
  let principal: PageSubject

  var subject: PageSubject? { principal }
  var start: PageStart { .firstRow }

  func step(isNamed: Bool, _ inventory: Inventory) -> String {
    isNamed ? "access" : "access of \(inventory.title(of: principal))"
  }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    AccessText(context, principal)?.addAll(to: &text)
  }
}

/// The access of a user, group or role, as a summary on its page and as a separate page.
struct AccessText {
  let context: TextContext
  let subject: PageSubject
  let principal: AccessSubject
  let access: EffectiveAccess
  /// What the principal used of its access.
  private let evidence: SubjectUse

  /// Nil for policies, which are not principals.
  init?(_ context: TextContext, _ subject: PageSubject) {
    let account = context.model.access
    guard let principal = account.principal(subject, in: context.model.inventory) else {
      return nil
    }
    self.context = context
    self.subject = subject
    self.principal = principal
    let access = account.engine.effectiveAccess(of: principal)
    self.access = access
    evidence = SubjectUse(
      of: principal, access, in: context.model.account,
      within: context.model.assessment.settings.maxAgeDays)
  }

  /// The number of services in the summary; a key shows the others.
  private static let maximumInDigest = 8

  /// The last use of each service; nil without evidence.
  var use: GrantedUse? { evidence.use }

  var rows: [ServiceAccess] {
    ServiceAccess.all(
      access, totals: context.model.access.totals,
      sensitive: context.model.assessment.settings.sensitiveServices)
  }

  /// The summary on the principal's page: the most important access, and the key for the rest.
  func addDigest(to text: inout TextBuilder) {
    text.heading("Effective access")
    addSummary(to: &text)
    guard access.administrator == .no || access.administrator == .contained else {
      addWay(to: "Enter or a shows all \(access.allowed.services.count) services", to: &text)
      return
    }
    let rows = rows
    guard !rows.isEmpty else { return }
    let shown =
      rows.count <= Self.maximumInDigest + 1 ? rows : Array(rows.prefix(Self.maximumInDigest))
    add(shown, isWhole: false, to: &text)
    if shown.count < rows.count {
      addWay(to: "\(rows.count - shown.count) more services; Enter or a shows them", to: &text)
    }
  }

  /// The whole page.
  func addAll(to text: inout TextBuilder) {
    let rows = rows
    text.paragraph("Effective access of \(subject.kind) \(principal.name)", role: .heading)
    addSummary(to: &text)
    if let accessed {
      text.pair(
        "usage data",
        "\(accessed.citation.file) (by \(accessed.isActionLevel ? "action" : "service")"
          + (accessed.isTruncated ? ", truncated)" : ")"),
        role: accessed.isTruncated ? .warning : .muted)
    } else {
      text.pair(
        "usage data",
        evidence.observed == nil ? "not in the evidence" : "only \(evidence.period)",
        role: .muted)
    }
    addNoLongerAllowed(rows, to: &text)
    guard !rows.isEmpty else { return }
    text.blank()
    add(rows, isWhole: true, to: &text)
  }

  /// The last-accessed details; nil if there are none.
  var accessed: LastAccessed? { evidence.answer }

  private func addWay(to words: String, to text: inout TextBuilder) {
    text.entry(words, link: .topic(.access(subject)))
  }

  private func add(_ rows: [ServiceAccess], isWhole: Bool, to text: inout TextBuilder) {
    let table = ServiceTable(
      rows, columns: text.columns, uses: use?.byService,
      asOf: context.model.account.asOf.instant)
    text.table(
      titles: table.heading,
      rows: rows.map { table.line($0, link: .topic(.service($0.name, subject))) })
    guard isWhole else { return }
    text.blank()
    text.paragraph(table.legend, role: .muted, indent: 2)
  }

  private func addSummary(to text: inout TextBuilder) {
    addAdministrator(to: &text)
    let count = access.allowed.count
    guard count > 0 || !access.contained.isEmpty else {
      text.paragraph(
        access.granted.isEmpty
          ? "no policy allows any action"
          : "all allowed actions are blocked",
        role: .muted, indent: 2)
      addDoubts(to: &text)
      return
    }
    let free = access.unrestricted.count
    let services = access.allowed.services.count
    text.pair(
      "  allowed",
      "\(count.counted("action")) of \(services.counted("service")); "
        + "\(free == count ? "all" : free.grouped) on all resources without a condition")
    for contained in access.contained {
      let lost = contained.actions.subtracting(access.allowed).count
      guard lost > 0 else { continue }
      text.pair("  blocked", "\(lost.counted("action")) by the \(contained.by.label)", role: .good)
    }
    addUse(to: &text)
    addDoubts(to: &text)
  }

  /// Granted access compared with its use.
  private func addUse(to text: inout TextBuilder) {
    guard let use else { return }
    let tracked = use.services.filter { $0.use != .notTracked && $0.use != .unknown }
    let used = tracked.filter(\.isUsed)
    let never = tracked.count { $0.use == .never }
    text.pair(
      "  used",
      "\(used.count) of \(tracked.count) tracked services in \(evidence.period)"
        + (used.isEmpty ? "" : " (\(used.map(\.name).joined(separator: ", ")))")
        + (accessed == nil ? "" : "; \(never) never used"),
      role: used.count < tracked.count ? .warning : .text)
  }

  /// One line instead of hundreds for an administrator.
  private func addAdministrator(to text: inout TextBuilder) {
    let words: String
    switch access.administrator {
    case .no: return
    case .yes: words = "yes"
    case .conditional: words = "yes, under conditions"
    case .contained:
      let by = access.administratorContainers.map { "the " + $0.label }.joined(separator: ", ")
      words = "no: limited by \(by)"
    }
    text.pair(
      "  administrator", words, role: access.administrator == .contained ? .good : .warning)
    for grant in everything {
      let place = context.model.inventory.place(of: grant.place, on: subject)
      text.pair("  by", grant.place.label, role: .link, link: place.map(Link.statement))
    }
  }

  /// The statements that grant most of the access.
  private var everything: [EffectiveAccess.Grant] {
    let broad = access.grants.filter { !$0.writtenOnAll.isEmpty }
    let maximum = broad.map(\.written.count).max() ?? 0
    return broad.filter { $0.written.count * 2 >= maximum }
  }

  /// What could not be evaluated, and actions that are missing in the catalogue.
  private func addDoubts(to text: inout TextBuilder) {
    let catalogue = context.model.access.engine.catalogue
    let unknown = catalogue.unknownPatterns(in: .only(access.granted.unknownPatterns)).uniqued
    if !unknown.isEmpty {
      text.pair(
        "  unknown actions",
        unknown.joined(separator: ", ") + " (not in the catalogue of \(catalogue.version))",
        role: .warning)
    }
    for doubt in access.missingPolicies { text.pair("  unknown", doubt, role: .warning) }
  }

  /// Services that were used but are no longer allowed.
  private func addNoLongerAllowed(_ rows: [ServiceAccess], to text: inout TextBuilder) {
    let granted = Set(rows.filter { $0.count > 0 }.map(\.name))
    let gone = (use?.services ?? []).filter { !granted.contains($0.name) && $0.use.moment != nil }
    guard !gone.isEmpty else { return }
    let list = gone.map { "\($0.name) (last used \($0.use.text))" }
    text.pair("  no longer allowed", list.joined(separator: ", "), role: .warning)
  }
}
