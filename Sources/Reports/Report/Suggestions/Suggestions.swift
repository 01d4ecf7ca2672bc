internal import Checklist
internal import Model
internal import Platform

/// Changes of policies and commands that fix findings, derived from the evidence. Names in capital
/// letters are for the reader to fill in.
struct Suggestions: Sendable {
  let account: Account
  let statements: StatementIndex
  /// The statements of the narrower policies, by principal.
  private let narrower: [Subject: [Statement]]
  /// Users, groups and roles, by name.
  let users: [String: User]
  private let groups: [String: Identity]
  let roles: [String: Role]
  /// Managed policies.
  let policies: [ARN: ManagedPolicy]

  init(_ report: ReviewReport, _ statements: StatementIndex) {
    account = report.assessment.account
    self.statements = statements
    var narrower: [Subject: [Statement]] = [:]
    for finding in report.items.flatMap(\.findings).map(\.finding) {
      if let statements = finding.detail?.narrowerPolicy?.statements {
        narrower[finding.subject] = statements
      }
    }
    self.narrower = narrower
    let identities = account.identities.value
    users = Suggestions.first(of: identities?.users ?? [], by: \.name)
    groups = Suggestions.first(of: (identities?.groups ?? []).map(\.identity), by: \.name)
    roles = Suggestions.first(of: identities?.roles ?? [], by: \.name)
    policies = Suggestions.first(of: identities?.policies ?? [], by: \.arn)
  }

  /// The first of the elements with each key.
  private static func first<Key, Element>(
    of elements: [Element], by key: (Element) -> Key
  ) -> [Key: Element] {
    Dictionary(elements.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The account id in ARNs.
  var accountID: String { account.id ?? "ACCOUNT" }

  /// The start of ARNs of IAM resources.
  var iam: String { "arn:\(account.partitionID):iam::\(accountID)" }

  /// The statements of the narrower policy of a principal; nil if there is none.
  func narrowerStatements(of subject: Subject) -> [Statement]? { narrower[subject] }

  /// The identity that is the subject of a finding; nil if it is none, or not in the evidence.
  func identity(_ subject: Subject) -> Identity? {
    switch subject.kind {
    case .user: users[subject.name]?.identity
    case .group: groups[subject.name]
    case .role: roles[subject.name]?.identity
    default: nil
    }
  }

  /// The statement of the first finding of a group; nil if it cites none.
  func statement(of group: FindingGroup) -> Statement? {
    group.findings.first.flatMap { statement(of: $0.finding) }?.statement
  }

  /// The first statement of a policy among the evidence of a finding.
  func statement(of finding: Finding) -> StatementIndex.Entry? {
    finding.evidence.lazy.compactMap { statements[$0] }.first
  }
}

/// A change of a policy.
struct SuggestedChange: Hashable, Sendable {
  /// What is changed.
  var title = "Suggested change"
  let lines: [Code.Line]
}

/// A command, with what to check before it, or what it is for.
struct SuggestedCommand: Hashable, Sendable {
  /// The explanation, without a period; empty if there is nothing to say.
  var note = ""
  let line: String
}

extension Code.Line {
  static func added(_ text: String) -> Code.Line { Code.Line(kind: .added, text: text) }
  static func removed(_ text: String) -> Code.Line { Code.Line(kind: .removed, text: text) }
}
