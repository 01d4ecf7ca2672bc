import Checklist
import Model

extension PageText {
  /// A managed policy: who has it, and what it says.
  func addPolicy(_ policy: ManagedPolicy, _ subject: PageSubject, to text: inout TextBuilder) {
    let inventory = context.model.inventory
    text.paragraph("policy \(policy.name)", role: .heading)
    text.pair("arn", policy.arn.description)
    if !policy.uniqueID.isEmpty { text.pair("id", policy.uniqueID) }
    text.pair("managed by", policy.isManagedByAWS ? "AWS" : "the customer")
    text.pair("version", "\(policy.defaultVersion) of \(policy.versionCount)")
    if let count = policy.attachmentCount { text.pair("attached", String(count)) }
    if let count = policy.boundaryCount { text.pair("bounds", String(count)) }
    text.pair("evidence", "\(policy.citation.file)  \(policy.citation.where)", role: .muted)
    addFindings(about: subject, to: &text)
    let uses = inventory.uses(of: policy.arn)
    text.heading("Attached to", count: uses.count)
    if uses.isEmpty { text.paragraph("nobody in the evidence", role: .muted, indent: 2) }
    for use in uses {
      let kind = use.holder.view.title.dropLast()
      text.entry(
        "\(kind) \(inventory.name(of: use.holder))", aside: use.isBoundary ? "as boundary" : "",
        link: .page(use.holder))
    }
    text.heading("Document")
    DocumentText(context).add(policy.document, number: 0, to: &text)
  }

  /// A service control policy: where on the account's path it is attached, and what it says.
  func addControlPolicy(
    _ placed: Inventory.PlacedControlPolicy, _ subject: PageSubject, to text: inout TextBuilder
  ) {
    let policy = placed.policy
    text.paragraph("service control policy \(policy.name)", role: .heading)
    text.pair("arn", policy.arn.description)
    text.pair("id", policy.id)
    if let target = placed.target {
      text.pair("attached to", "\(placed.kind) \(target)")
    } else {
      text.pair("attached to", "not known to be attached on the account's path", role: .warning)
    }
    text.pair("evidence", "\(policy.citation.file)  \(policy.citation.where)", role: .muted)
    addFindings(about: subject, to: &text)
    text.heading("Document")
    DocumentText(context).add(policy.document, number: 0, to: &text)
  }
}
