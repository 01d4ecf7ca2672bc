import Checklist
import Model

/// Findings with something in common, such as the policy that they are about.
struct FindingGroup: Hashable, Sendable {
  let name: String
  /// The numbers of the findings, in the order of the checklist.
  let findings: [Int]
}

/// What findings are grouped by.
enum Grouping: String, CaseIterable, Hashable, Sendable {
  case item, policy, principal, owner, tag

  /// The name of the group of findings that belong to no other.
  private var remainder: String { "no \(rawValue)" }

  /// The groups of the findings, the largest first. A finding about several policies or tags is in
  /// the group of each.
  func groups(
    _ findings: [Int], _ model: ConsoleModel, _ statuses: DecisionStatuses
  ) -> [FindingGroup] {
    var members: [String: [Int]] = [:]
    for number in findings {
      let names = names(of: number, model, statuses)
      for name in names.isEmpty ? [remainder] : names { members[name, default: []].append(number) }
    }
    let rest = members.removeValue(forKey: remainder).map {
      [FindingGroup(name: remainder, findings: $0)]
    }
    return members.map { FindingGroup(name: $0.key, findings: $0.value) }
      .sorted { ($1.findings.count, $0.name) < ($0.findings.count, $1.name) } + (rest ?? [])
  }

  private func names(
    of number: Int, _ model: ConsoleModel, _ statuses: DecisionStatuses
  ) -> [String] {
    let finding = model.findings[number]
    switch self {
    case .item: return [finding.item.rawValue]
    case .policy: return model.policies(of: finding)
    case .principal:
      let isPrincipal = [.root, .user, .group, .role].contains(finding.subject.kind)
      return isPrincipal ? [finding.subject.text] : []
    case .owner:
      return statuses.decision(onFinding: number, in: model)?.content.owner.map { [$0] } ?? []
    case .tag:
      let page = model.inventory.page(of: finding.subject)
      return page.map { model.inventory.tags(of: $0).map { "\($0.key)=\($0.value)" } } ?? []
    }
  }
}

extension ConsoleModel {
  /// The names of the policies that a finding is about: its subject, or the policies of the
  /// statements that it cites.
  fileprivate func policies(of finding: Finding) -> [String] {
    if finding.subject.kind == .policy { return [finding.subject.name] }
    return finding.evidence.compactMap { citation -> String? in
      switch page(ofStatement: citation) {
      case .policy(let number)?: inventory.policies[number].name
      case .controlPolicy(let number)?: inventory.controlPolicies[number].policy?.name
      case .user?, .group?, .role?, nil: nil
      }
    }.uniqued
  }
}
