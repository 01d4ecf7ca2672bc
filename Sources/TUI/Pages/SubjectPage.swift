import Checklist
import Model
import Platform

extension PageTopic {
  /// All evidence about an identity or policy.
  static func subject(_ entity: PageSubject) -> PageTopic { PageTopic(SubjectPage(entity: entity)) }
}

/// The record of the page.
private struct SubjectPage: PageRecord {
  let entity: PageSubject

  var subject: PageSubject? { entity }

  func step(isNamed: Bool, _ inventory: Inventory) -> String { inventory.title(of: entity) }

  func add(to text: inout TextBuilder, _ context: TextContext) {
    SubjectText(context).add(entity, to: &text)
  }
}

/// The page of a user, group, role or policy, with all its evidence.
struct SubjectText {
  let context: TextContext

  init(_ context: TextContext) { self.context = context }

  func add(_ subject: PageSubject, to text: inout TextBuilder) {
    let inventory = context.model.inventory
    switch subject {
    case .user(let number): addUser(inventory.users[number], subject, to: &text)
    case .group(let number): addGroup(inventory.groups[number], subject, to: &text)
    case .role(let number): addRole(inventory.roles[number], subject, to: &text)
    case .policy(let number): addPolicy(inventory.policies[number], subject, to: &text)
    case .controlPolicy(let number):
      addControlPolicy(inventory.controlPolicies[number], subject, to: &text)
    }
  }

  /// Adds the findings about the subject and their review states; each line links to its finding.
  func addFindings(about subject: PageSubject, to text: inout TextBuilder) {
    let numbers = context.model.findings(about: subject)
    text.heading("Findings and decisions", count: numbers.count)
    if numbers.isEmpty { text.paragraph("none", role: .muted, indent: 2) }
    for number in numbers { add(finding: number, to: &text) }
  }

  func add(finding number: Int, to text: inout TextBuilder) {
    let finding = context.model.findings[number]
    let status = context.statuses.status(ofFinding: number, in: context.model)
    let letters = status.letters
    let severity = context.statuses.severity(ofFinding: number, in: context.model)
    text.add(
      TextLine(
        [
          .init(SafeText("  ")), .init(SafeText(letters), status.role),
          .init(SafeText(String(repeating: " ", count: 2 - letters.count))),
          context.severityMark(number), .init(SafeText(severity.column), StyleRole(severity)),
          .init(SafeText("  ")), .init(SafeText(finding.item.rawValue), .link),
          .init(SafeText("  " + finding.summary)),
        ], link: .finding(number)), hanging: 11)
  }

  /// Adds name, path, ids and tags, which users, groups and roles have in common.
  func addIdentity(_ identity: Identity, kind: String, to text: inout TextBuilder) {
    text.paragraph("\(kind) \(identity.name)", role: .heading)
    text.pair("ARN", identity.arn.description)
    if !identity.uniqueID.isEmpty { text.pair("unique ID", identity.uniqueID) }
    if identity.path != "/" { text.pair("path", identity.path) }
    text.pair("created", age(of: identity.created))
    text.pair("evidence", "\(identity.citation.file)  \(identity.citation.where)", role: .muted)
  }

  /// Adds attached and inline policies, permissions boundary and tags.
  func addPolicies(of identity: Identity, hasBoundary: Bool, to text: inout TextBuilder) {
    text.heading("Attached policies", count: identity.attachedPolicies.count)
    for policy in identity.attachedPolicies {
      text.entry(
        policy.name, aside: policy.arn.description,
        link: context.model.inventory.page(of: policy.arn).map(Link.page))
    }
    if hasBoundary {
      text.heading("Permissions boundary")
      if let boundary = identity.boundary {
        text.entry(
          boundary.name, aside: boundary.arn.description,
          link: context.model.inventory.page(of: boundary.arn).map(Link.page))
      } else {
        text.paragraph("none", role: .muted, indent: 2)
      }
    }
    if !identity.tags.isEmpty {
      text.heading("Tags", count: identity.tags.count)
      for tag in identity.tags { text.pair("  " + tag.key, tag.value) }
    }
    for (number, policy) in identity.inlinePolicies.enumerated() {
      text.heading("Inline policy \(policy.name)")
      DocumentText(context).add(policy.document, number: number + 1, to: &text)
    }
  }

  /// A date and its age as of the evidence.
  func age(of instant: Instant?) -> String {
    guard let instant else { return "not in the evidence" }
    let days = context.model.account.asOf.instant.days(since: instant)
    let age =
      switch days {
      case ..<0: "\((-days).counted("day")) after the evidence"
      case 0: "less than a day ago"
      default: "\(days.counted("day")) ago"
      }
    return "\(CalendarDay(containing: instant)) (\(age))"
  }
}

extension Severity {
  /// Four letters for a column.
  var column: String {
    switch self {
    case .critical: "crit"
    case .high: "high"
    case .medium: "med "
    case .low: "low "
    }
  }
}
