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
      text.entry(
        "\(use.holder.kind) \(inventory.name(of: use.holder))",
        aside: use.isBoundary ? "as boundary" : "",
        link: .page(use.holder))
    }
    text.heading("Document")
    DocumentText(context).add(policy.document, number: 0, to: &text)
  }

  /// A service control policy: where on the account's path it is attached, and what it says.
  func addControlPolicy(
    _ placed: Inventory.PlacedControlPolicy, _ subject: PageSubject, to text: inout TextBuilder
  ) {
    guard let policy = placed.policy else {
      text.paragraph(placed.attachment, role: .heading)
      text.paragraph("No service control policy is attached at this step of the account's path.")
      addOrganization(to: &text)
      return
    }
    text.paragraph("service control policy \(policy.name)", role: .heading)
    text.pair("arn", policy.arn.description)
    text.pair("id", policy.id)
    text.pair(
      "attached to", placed.attachment, role: placed.target == nil ? .warning : .text)
    text.pair("evidence", "\(policy.citation.file)  \(policy.citation.where)", role: .muted)
    addOrganization(to: &text)
    addFindings(about: subject, to: &text)
    text.heading("Document")
    DocumentText(context).add(policy.document, number: 0, to: &text)
  }

  /// What binds all accounts of the organization, and what does not bind this one.
  private func addOrganization(to text: inout TextBuilder) {
    guard let organization = context.model.account.organization.value ?? nil else { return }
    text.heading("Organization")
    text.pair("id", organization.id)
    if let features = organization.featureSet { text.pair("features", features) }
    guard let manager = organization.managementAccount else { return }
    text.pair("managed by", manager)
    if manager == context.model.account.id {
      text.paragraph(
        "This is the management account: service control policies never bind it.", role: .warning)
    }
  }
}

extension Inventory.PlacedControlPolicy {
  /// Where it stands on the account's path: `2 OU ou-ab12-web`, counted from the account up.
  var attachment: String {
    guard let step, let target else { return "not known to be attached" }
    return "\(step + 1) \(kind) \(target)"
  }
}
