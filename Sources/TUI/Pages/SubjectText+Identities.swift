import Checklist
import Model
import Platform

extension SubjectText {
  /// A user: credentials, groups, policies.
  func addUser(_ user: User, _ subject: PageSubject, to text: inout TextBuilder) {
    let inventory = context.model.inventory
    addIdentity(user.identity, kind: "user", to: &text)
    addCredentials(of: user, to: &text)
    addFindings(about: subject, to: &text)
    text.heading("Groups", count: user.groups.count)
    for group in user.groups {
      text.entry(group, link: inventory.page(ofGroup: group).map(Link.page))
    }
    addAccess(of: subject, to: &text)
    addPolicies(of: user.identity, hasBoundary: true, to: &text)
  }

  /// A group: its members and policies.
  func addGroup(_ group: Group, _ subject: PageSubject, to text: inout TextBuilder) {
    let inventory = context.model.inventory
    addIdentity(group.identity, kind: "group", to: &text)
    addFindings(about: subject, to: &text)
    addAccess(of: subject, to: &text)
    let members = inventory.members(ofGroup: group.name)
    text.heading("Members", count: members.count)
    for member in members { text.entry(inventory.users[member].name, link: .page(.user(member))) }
    addPolicies(of: group.identity, hasBoundary: false, to: &text)
  }

  /// A role: who can assume it, when it was last used, and its permissions.
  func addRole(_ role: Role, _ subject: PageSubject, to text: inout TextBuilder) {
    addIdentity(role.identity, kind: "role", to: &text)
    switch role.lastUsed {
    case .at(let instant, let region):
      text.pair("last used", age(of: instant) + (region.map { " in \($0)" } ?? ""))
      text.pair("", AgeBar.text(days: context.model.account.asOf.instant.days(since: instant)))
    case .never: text.pair("last used", "never in the tracking period", role: .warning)
    case .unknown: text.pair("last used", "not in the evidence", role: .muted)
    }
    if role.isServiceLinked { text.pair("created by", "an AWS service, which manages the role") }
    if role.isFromIdentityCenter { text.pair("created by", "IAM Identity Center") }
    addFindings(about: subject, to: &text)
    addAccess(of: subject, to: &text)
    text.heading("Can be assumed by")
    addTrust(of: role, to: &text)
    if !role.instanceProfiles.isEmpty {
      text.heading("Instance profiles", count: role.instanceProfiles.count)
      for profile in role.instanceProfiles {
        text.entry(profile.name, aside: profile.arn.description)
      }
    }
    addPolicies(of: role.identity, hasBoundary: true, to: &text)
    text.heading("Trust policy")
    DocumentText(context).add(role.trust, number: 0, to: &text)
  }

  /// The access of the subject, its escalation paths, and the principals that can escalate to it.
  private func addAccess(of subject: PageSubject, to text: inout TextBuilder) {
    AccessText(context, subject)?.addDigest(to: &text)
    if subject.canCall { ActivityText(context).addDigest(subject, to: &text) }
    EscalationText(context, subject)?.add(to: &text)
  }

  private func addTrust(of role: Role, to text: inout TextBuilder) {
    guard let trust = role.trust else {
      text.paragraph("the trust policy is not in the evidence", role: .warning, indent: 2)
      return
    }
    for statement in trust.statements {
      TrustedText(context).add(statement, to: &text)
    }
  }

  /// The credentials in the credential report, or that the report is missing.
  private func addCredentials(of user: User, to text: inout TextBuilder) {
    text.heading("Credentials")
    guard let row = context.model.inventory.credentials(of: user) else {
      text.paragraph("not in the credential report", role: .warning, indent: 2)
      return
    }
    text.pair("console access", yesOrNo(row.passwordEnabled))
    if row.passwordEnabled == true {
      text.pair("password last used", moment(row.passwordUsed))
      text.pair("password changed", moment(row.passwordChanged))
    }
    text.pair(
      "MFA", yesOrNo(row.mfaActive),
      role: row.mfaActive == false && row.passwordEnabled == true ? .warning : .text)
    for key in row.keys where key.exists {
      text.pair(
        "access key \(key.slot)",
        (key.isActive == true ? "active" : "inactive")
          + (key.used.instant == nil
            ? ", last use: \(moment(key.used))" : ", last used \(moment(key.used))\(key.callText)"))
      text.pair("  rotated", bar(key.rotated) ?? moment(key.rotated))
      if let bar = bar(key.used) { text.pair("  used", bar) }
    }
    if row.activeCertificates > 0 { text.pair("certificates", String(row.activeCertificates)) }
    text.pair("evidence", "\(row.citation.file)  \(row.citation.where)", role: .muted)
  }

  /// The age as a bar; nil if unknown.
  private func bar(_ moment: CredentialRow.Moment) -> String? {
    moment.instant.map { AgeBar.text(days: context.model.account.asOf.instant.days(since: $0)) }
  }

  private func yesOrNo(_ value: Bool?) -> String {
    value.map { $0 ? "yes" : "no" } ?? "not in the evidence"
  }

  private func moment(_ moment: CredentialRow.Moment) -> String {
    switch moment {
    case .at(let instant): age(of: instant)
    case .notApplicable: "never"
    case .noInformation: "never, or before AWS tracked it"
    case .notStated: "not in the evidence"
    }
  }
}
