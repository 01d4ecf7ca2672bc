import Checklist
import Model
import Platform

extension SubjectText {
  /// A managed policy: its principals and its document.
  func addPolicy(_ policy: ManagedPolicy, _ subject: PageSubject, to text: inout TextBuilder) {
    let inventory = context.model.inventory
    text.paragraph("policy \(policy.name)", role: .heading)
    text.pair("ARN", policy.arn.description)
    if !policy.uniqueID.isEmpty { text.pair("ID", policy.uniqueID) }
    text.pair("type", policy.isManagedByAWS ? "AWS managed" : "customer managed")
    text.pair("default version", "\(policy.defaultVersion) (of \(policy.versionCount))")
    if let count = policy.attachmentCount { text.pair("attached to", count.counted("principal")) }
    if let count = policy.boundaryCount { text.pair("boundary of", count.counted("principal")) }
    text.pair("evidence", "\(policy.citation.file)  \(policy.citation.where)", role: .muted)
    addFindings(about: subject, to: &text)
    let uses = inventory.uses(of: policy.arn)
    text.heading("Attached to", count: uses.count)
    if uses.isEmpty { text.paragraph("none", role: .muted, indent: 2) }
    for use in uses {
      text.entry(
        "\(use.holder.kind) \(inventory.name(of: use.holder))",
        aside: use.isBoundary ? "as permissions boundary" : "",
        link: .page(use.holder))
    }
    text.heading("Document")
    DocumentText(context).add(policy.document, number: 0, to: &text)
  }

  /// A service control policy: the level of the organization at which it is attached, and its
  /// document.
  func addControlPolicy(
    _ placed: Inventory.PlacedControlPolicy, _ subject: PageSubject, to text: inout TextBuilder
  ) {
    guard let policy = placed.policy else {
      text.paragraph(placed.attachment, role: .heading)
      text.paragraph("No service control policy is attached at this level of the account's path.")
      addOrganization(to: &text)
      return
    }
    text.paragraph("service control policy \(policy.name)", role: .heading)
    text.pair("ARN", policy.arn.description)
    text.pair("ID", policy.id)
    text.pair(
      "attached to", placed.attachment, role: placed.target == nil ? .warning : .text)
    text.pair("evidence", "\(policy.citation.file)  \(policy.citation.where)", role: .muted)
    if let document = policy.document {
      let phrases = ControlSummary.phrases(document)
      text.heading("Denied actions", count: phrases.count)
      if phrases.isEmpty { text.paragraph("nothing", role: .muted, indent: 2) }
      for phrase in phrases { text.paragraph("- " + phrase, indent: 2) }
    }
    addOrganization(to: &text)
    addFindings(about: subject, to: &text)
    text.heading("Document")
    DocumentText(context).add(policy.document, number: 0, to: &text)
  }

  /// The organization, and the path of the account in it.
  private func addOrganization(to text: inout TextBuilder) {
    guard let organization = context.model.account.organization.value else { return }
    text.heading("Organization")
    text.pair("ID", organization.id)
    if let features = organization.featureSet { text.pair("feature set", features) }
    if let manager = organization.managementAccount { text.pair("management account", manager) }
    addPath(to: &text)
    guard let manager = organization.managementAccount else { return }
    if manager == context.model.account.id {
      text.paragraph(
        "This is the management account: service control policies do not apply to"
          + " it.", role: .warning)
    }
  }

  /// The path from the root of the organization to the account, with the policies attached at each
  /// level.
  ///
  ///     root r-ab12
  ///     │    FullAWSAccess: nothing
  ///     └─ OU ou-ab12-web
  ///        └─ account 123456789012
  private func addPath(to text: inout TextBuilder) {
    let inventory = context.model.inventory
    let steps = Dictionary(grouping: inventory.controlPolicies.indices) {
      inventory.controlPolicies[$0].step
    }
    let known = steps.keys.compactMap(\.self).sorted(by: >)
    guard !known.isEmpty else { return }
    text.heading("The account's path and what each policy denies")
    for (depth, step) in known.enumerated() {
      let placed = steps[step] ?? []
      guard let first = placed.first.map({ inventory.controlPolicies[$0] }) else { continue }
      let margin = String(repeating: " ", count: 2 + max(0, depth - 1) * 3)
      let sign = depth == 0 ? "" : "└─ "
      text.add(
        TextLine([
          .init(SafeText(margin + sign), .border),
          .init(SafeText("\(first.kind) \(first.target ?? "")"), .heading),
        ]))
      let isLast = depth == known.count - 1
      let below = String(repeating: " ", count: 2 + depth * 3) + (isLast ? "     " : "│    ")
      for number in placed {
        add(inventory.controlPolicies[number], number, below, to: &text)
      }
    }
  }

  private func add(
    _ placed: Inventory.PlacedControlPolicy, _ number: Int, _ lead: String,
    to text: inout TextBuilder
  ) {
    guard let policy = placed.policy else {
      return text.add(
        TextLine([
          .init(SafeText(lead), .border),
          .init(SafeText("no policy attached: nothing is allowed"), .warning),
        ]))
    }
    let denies = policy.document.map(ControlSummary.line) ?? "its document is not in the evidence"
    text.add(
      TextLine(
        [
          .init(SafeText(lead), .border), .init(SafeText(policy.name), .link),
          .init(SafeText(": " + denies)),
        ], link: .page(.controlPolicy(number))), hanging: SafeText(lead).width + 2)
  }
}

extension Inventory.PlacedControlPolicy {
  /// The position on the path of the account: `OU ou-ab12-web (level 2)`, counted
  /// from the account upwards.
  var attachment: String {
    guard let step, let target else { return "unknown" }
    return "\(kind) \(target) (level \(step + 1))"
  }
}
