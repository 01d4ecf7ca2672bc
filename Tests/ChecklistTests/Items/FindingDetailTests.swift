import Evidence
import Model
import Testing

@testable import Checklist

/// The values behind the facts of a finding.
@Suite struct FindingDetailTests {
  private static let judged = Result {
    Checklist.assess(try EvidenceLoader.load(.sample), settings: Settings())
  }

  private static func finding(_ detail: FindingDetail?, fact: String = "a") -> Finding {
    Finding(
      id: FindingID("x/y"), item: ItemID("x"), subject: Subject(kind: .role, name: "y", arn: nil),
      severity: .high, summary: "y", facts: [Fact("f", fact)], evidence: [], advice: Advice("z"),
      detail: detail)
  }

  @Test("findings that differ only in detail are equal")
  func equality() {
    let (one, other) = (Self.finding(nil), Self.finding(.boundaryEvasion))
    #expect(one == other && Set([one, other]).count == 1)
    #expect(one != Self.finding(nil, fact: "b"))
  }

  @Test("an item stamps its id on its findings")
  func stamps() throws {
    for result in try Self.judged.get().items {
      for finding in result.findings {
        #expect(finding.item == result.id)
        #expect(finding.id.rawValue.hasPrefix(result.id.rawValue + "/"))
      }
    }
  }

  @Test("the detail of each finding of the sample agrees with its facts")
  func agreement() throws {
    var seen: Set<ItemID> = []
    for finding in try Self.judged.get().findings {
      guard let detail = finding.detail else { continue }
      seen.insert(finding.item)
      for (name, value) in Self.facts(detail) {
        #expect(finding.facts.contains(Fact(name, value)), "\(finding.id): \(name)")
      }
    }
    let known: [Item] = [
      .usersMFA, .usersAdministratorAccess, .rolesAdministratorAccess, .rolesSensitiveWildcards,
      .rolesAccessAdvisor, .rolesInstanceProfiles, .rolesLambdaScope, .rolesCIOIDC,
      .rolesCrossAccountTrust, .rolesPrivilegeEscalation, .rolesPermissionBoundaries,
      .policiesInline, .policiesResourceWildcards, .policiesAccessAnalyzer,
      .organizationTrailConfigSCP, .organizationRegionSCP, .organizationRootSCP,
      .organizationIAMUserSCP,
    ]
    #expect(seen.isSuperset(of: known.map(\.id)))
  }

  /// The facts that follow from the detail.
  private static func facts(_ detail: FindingDetail) -> [(String, String)] {
    switch detail {
    case .missingMFA(let hasPassword):
      [("passwordEnabled", hasPassword.map(String.init) ?? "unknown")]
    case .fullAccess(let access):
      (access.isLimited ? [] : [("containedBy", "nothing")])
        + (access.members.map { [("members", $0.joined(separator: ", "))] } ?? [])
    case .unusedAccess(let access):
      [
        ("usedServices", access.usedServices.joined(separator: " ")),
        ("unusedServices", access.unusedServices.joined(separator: " ")),
        ("narrowerPolicy", access.narrower?.document ?? ""),
      ]
    case .instance(let profile): [("profile", profile?.description ?? "none")]
    case .function(let variables): [("suspectVariables", variables.joined(separator: " "))]
    case .federation(let issuer): [("provider", issuer)]
    case .crossAccountTrust(let account, let isLimited):
      (isLimited ? [] : [("boundedBy", "nothing")]) + (account.map { [("trusts", $0)] } ?? [])
    case .escalation(let escalation):
      [
        ("paths", escalation.paths.map(\.path.id).joined(separator: " ")),
        ("chain", escalation.chain.map(\.text).joined(separator: " | ")),
      ]
    case .inlinePolicy(let name, let reach): [("policyName", name), ("reach", reach.rawValue)]
    case .wildcardResources(let policy): [("policy", policy)]
    case .externalAccess(let type): [("resourceType", type ?? "unknown")]
    case .missingControl(.actions(let open, _)): [("open", open.joined(separator: " "))]
    case .missingControl(.rootUser), .missingControl(.regions), .boundaryEvasion: []
    }
  }
}
