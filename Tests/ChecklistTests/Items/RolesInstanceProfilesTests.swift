import Model
import Testing

@testable import Checklist

@Suite struct RolesInstanceProfilesTests {
  private static let profile = TinyAccount.arn("instance-profile/web")

  private static func instance(
    _ state: String, profile: ARN?, account: String? = TinyAccount.id
  ) -> Instance {
    Instance(
      id: "i-1", name: "web", state: state, region: "eu-west-1", account: account,
      profile: profile, citation: TinyAccount.nowhere)
  }

  private static func roles(_ evidence: (Identities) -> Evidence<Identities>, named: Bool)
    -> Evidence<Identities>
  {
    let held = InstanceProfile(name: "web", arn: profile, roles: ["web"])
    var identities = Identities(roles: [TinyAccount.role("web", profiles: named ? [held] : [])])
    if !evidence(identities).isWhole { identities.shortcomings = [.roles: "truncated"] }
    return evidence(identities)
  }

  @Test(
    "every instance that can run again needs a profile with a role",
    arguments: [
      ("running", nil, "fail: instance/i-1 medium"), ("pending", nil, "fail: instance/i-1 medium"),
      ("stopped", nil, "fail: instance/i-1 low"), ("terminated", nil, "pass"),
      ("shutting-down", nil, "pass"), ("running", profile, "pass"),
    ] as [(String, ARN?, String)])
  func states(_ state: String, _ profile: ARN?, _ line: String) {
    var tiny = TinyAccount()
    tiny.account.instances = TinyAccount.whole([Self.instance(state, profile: profile)])
    tiny.account.identities = Self.roles(TinyAccount.whole, named: true)
    #expect(tiny.judgement(.rolesInstanceProfiles).line == line)
  }

  @Test("a profile without a role is certain only if the list of roles is complete")
  func roleless() {
    var tiny = TinyAccount()
    tiny.account.instances = TinyAccount.whole([Self.instance("running", profile: Self.profile)])
    tiny.account.identities = Self.roles(TinyAccount.whole, named: false)
    #expect(tiny.judgement(.rolesInstanceProfiles).line == "fail: instance/i-1 medium")
    tiny.account.identities = Self.roles(TinyAccount.partial, named: false)
    #expect(tiny.judgement(.rolesInstanceProfiles).line == "unavailable")
    tiny.account.identities = .missing("denied")
    #expect(tiny.judgement(.rolesInstanceProfiles).line == "unavailable")
  }

  @Test("missing, partial and foreign instances never pass")
  func missing() {
    var tiny = TinyAccount()
    #expect(tiny.judgement(.rolesInstanceProfiles).line == "unavailable")
    tiny.account.instances = TinyAccount.partial([])
    #expect(tiny.judgement(.rolesInstanceProfiles).line == "unavailable")
    tiny.account.instances = TinyAccount.partial([Self.instance("running", profile: nil)])
    #expect(tiny.judgement(.rolesInstanceProfiles).line == "fail: instance/i-1 medium")
    tiny.account.instances = TinyAccount.whole([
      Self.instance("running", profile: nil, account: "210987654321")
    ])
    #expect(tiny.judgement(.rolesInstanceProfiles).line == "unavailable")
    // If there are no instances, the roles are not needed.
    tiny.account.instances = TinyAccount.whole([])
    #expect(tiny.judgement(.rolesInstanceProfiles).line == "pass")
  }
}
