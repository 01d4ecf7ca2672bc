import Checklist
import Model

/// The identities and policies of the account, with indices by name.
struct Inventory: Sendable {
  let users: [User]
  let groups: [Group]
  let roles: [Role]
  let policies: [ManagedPolicy]
  let controlPolicies: [PlacedControlPolicy]
  /// The numbers of the users in each group, by the lower-case name of the group.
  private let membersByGroup: [String: [Int]]
  private let byARN: [String: PageSubject]
  private let byName: [NameKey: PageSubject]
  private let holders: [String: [PolicyUse]]
  private let rows: [String: CredentialRow]
  /// The rows of the credential report, including the root user, by their citation.
  private let rowsByCitation: [Citation: CredentialRow]

  /// A service control policy and the level of the organization at which it is attached.
  struct PlacedControlPolicy: Sendable {
    /// Nil if no policy is attached at the level.
    let policy: ControlPolicy?
    /// Counted from 0 at the account upwards; nil if it is not known to be attached.
    let step: Int?
    let target: String?
    let kind: String
  }

  /// An identity that a policy is attached to, as a managed policy or permissions boundary.
  struct PolicyUse: Hashable, Sendable {
    let holder: PageSubject
    let isBoundary: Bool
  }

  private struct NameKey: Hashable {
    let kind: Subject.Kind
    let name: String
  }

  init(_ account: Account) {
    let identities = account.identities.value ?? Identities()
    users = identities.users
    groups = identities.groups
    roles = identities.roles
    policies = identities.policies
    let control = account.controlPolicies.value
    controlPolicies = Inventory.placed(control)
    var byARN: [String: PageSubject] = [:]
    var byName: [NameKey: PageSubject] = [:]
    var holders: [String: [PolicyUse]] = [:]
    var members: [String: [Int]] = [:]
    func insert(_ identity: Identity, kind: Subject.Kind, as subject: PageSubject) {
      byARN[identity.arn.description] = subject
      byName[NameKey(kind: kind, name: identity.name.lowercased())] = subject
      for policy in identity.attachedPolicies {
        holders[policy.arn.description, default: []].append(
          PolicyUse(holder: subject, isBoundary: false))
      }
      if let boundary = identity.boundary {
        holders[boundary.arn.description, default: []].append(
          PolicyUse(holder: subject, isBoundary: true))
      }
    }
    for (number, user) in users.enumerated() {
      insert(user.identity, kind: .user, as: .user(number))
      for group in user.groups { members[group.lowercased(), default: []].append(number) }
    }
    for (number, group) in groups.enumerated() {
      insert(group.identity, kind: .group, as: .group(number))
    }
    for (number, role) in roles.enumerated() {
      insert(role.identity, kind: .role, as: .role(number))
    }
    for (number, policy) in policies.enumerated() {
      byARN[policy.arn.description] = .policy(number)
      byName[NameKey(kind: .policy, name: policy.name.lowercased())] = .policy(number)
    }
    for (number, placed) in controlPolicies.enumerated().reversed() {
      if let arn = placed.policy?.arn { byARN[arn.description] = .controlPolicy(number) }
    }
    self.byARN = byARN
    self.byName = byName
    self.holders = holders
    membersByGroup = members
    let report = account.credentialReport.value
    rows = Dictionary(
      (report?.users ?? []).map { ($0.name.lowercased(), $0) },
      uniquingKeysWith: { first, _ in first })
    rowsByCitation = Dictionary(
      ([report?.root].compactMap(\.self) + (report?.users ?? [])).map { ($0.citation, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The page of the subject of a finding; nil for subjects without a page (root, instances, …).
  ///
  /// The ARN takes precedence: names can be reused after deletion, and by other kinds of
  /// identities.
  func page(of subject: Subject) -> PageSubject? {
    if let arn = subject.arn, arn.isComplete { return byARN[arn.description] }
    return byName[NameKey(kind: subject.kind, name: subject.name.lowercased())]
  }

  func page(of arn: ARN) -> PageSubject? { byARN[arn.description] }

  func page(ofGroup name: String) -> PageSubject? {
    byName[NameKey(kind: .group, name: name.lowercased())]
  }

  func members(ofGroup name: String) -> [Int] { membersByGroup[name.lowercased()] ?? [] }
  func uses(of policy: ARN) -> [PolicyUse] { holders[policy.description] ?? [] }
  func credentials(at citation: Citation) -> CredentialRow? { rowsByCitation[citation] }
  func credentials(of user: User) -> CredentialRow? { rows[user.name.lowercased()] }

  /// The number of rows of a view's table.
  func count(in view: ViewKind) -> Int {
    switch view {
    case .overview, .checklist: 0
    case .users: users.count
    case .groups: groups.count
    case .roles: roles.count
    case .policies: policies.count
    case .organization: controlPolicies.count
    }
  }

  /// The subject of a row of a view's table.
  func subject(_ row: Int, in view: ViewKind) -> PageSubject? {
    guard (0..<count(in: view)).contains(row) else { return nil }
    return switch view {
    case .overview, .checklist: nil
    case .users: .user(row)
    case .groups: .group(row)
    case .roles: .role(row)
    case .policies: .policy(row)
    case .organization: .controlPolicy(row)
    }
  }

  func name(of subject: PageSubject) -> String {
    switch subject {
    case .user(let number): users[number].name
    case .group(let number): groups[number].name
    case .role(let number): roles[number].name
    case .policy(let number): policies[number].name
    case .controlPolicy(let number): controlPolicies[number].policy?.name ?? "nothing attached"
    }
  }

  /// The kind and the name: `role deploy`.
  func title(of subject: PageSubject) -> String { "\(subject.kind) \(name(of: subject))" }

  /// The ARN; nil for a level at which no policy is attached.
  func arn(of subject: PageSubject) -> ARN? {
    switch subject {
    case .user(let number): users[number].arn
    case .group(let number): groups[number].arn
    case .role(let number): roles[number].arn
    case .policy(let number): policies[number].arn
    case .controlPolicy(let number): controlPolicies[number].policy?.arn
    }
  }

  /// Visits each statement of each document, with the page that shows it.
  func forEachStatement(_ visit: (Statement, PageSubject) -> Void) {
    func visitAll(_ document: PolicyDocument?, _ subject: PageSubject) {
      for statement in document?.statements ?? [] { visit(statement, subject) }
    }
    for view in [ViewKind.users, .groups, .roles] {
      for row in 0..<count(in: view) {
        guard let subject = subject(row, in: view) else { continue }
        for policy in identity(of: subject)?.inlinePolicies ?? [] {
          visitAll(policy.document, subject)
        }
      }
    }
    for (number, role) in roles.enumerated() { visitAll(role.trust, .role(number)) }
    for (number, policy) in policies.enumerated() { visitAll(policy.document, .policy(number)) }
    for (number, placed) in controlPolicies.enumerated() {
      visitAll(placed.policy?.document, .controlPolicy(number))
    }
  }

  private static func placed(_ control: ControlPolicies?) -> [PlacedControlPolicy] {
    guard let control else { return [] }
    let onPath = control.path.enumerated().flatMap { step, place in
      let policies: [ControlPolicy?] = place.policies.isEmpty ? [nil] : place.policies
      return policies.map {
        PlacedControlPolicy(policy: $0, step: step, target: place.target, kind: place.kind)
      }
    }
    return onPath
      + control.unattached.map {
        PlacedControlPolicy(policy: $0, step: nil, target: nil, kind: "not known")
      }
  }
}

extension Inventory {
  /// The documents of a page, by their number on it.
  func documents(of subject: PageSubject) -> [PolicyDocument?] {
    switch subject {
    case .policy(let number): [policies[number].document]
    case .controlPolicy(let number): [controlPolicies[number].policy?.document]
    case .role(let number):
      [roles[number].trust] + roles[number].identity.inlinePolicies.map(\.document)
    case .user(let number): [nil] + users[number].identity.inlinePolicies.map(\.document)
    case .group(let number): [nil] + groups[number].identity.inlinePolicies.map(\.document)
    }
  }
}
