import Model
import Testing

/// Rules: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
@Suite struct EffectiveAccessTests {
  private func access(_ small: SmallAccount, _ arn: ARN) -> EffectiveAccess? {
    let engine = small.engine
    return engine.subject(arn).map(engine.effectiveAccess)
  }

  private func access(_ statements: [String]) -> EffectiveAccess? {
    var small = SmallAccount()
    let policies = statements.map { document($0) }
    let arn = small.role("r", policies)
    return access(small, arn)
  }

  @Test(
    "only an unconditional Deny that covers action and resource removes an Allow",
    arguments: [
      ([deny("s3:GetObject")], false), ([deny("s3:*")], false), ([deny("*")], false),
      ([deny("s3:GetObject", when: ifSecure)], true),
      ([deny("s3:GetObject", on: ["arn:aws:s3:::b/secret/*"])], true),
      ([deny("s3:GetObject", on: ["arn:aws:s3:::b/*"])], false),
      ([deny("s3:GetObject", on: ["arn:aws:s3:::other/*"])], true),
      ([deny("s3:PutObject")], true),
      ([statement("Deny", "NotAction", ["s3:GetObject"], "Resource", ["*"])], true),
      ([statement("Deny", "NotAction", ["ec2:*"], "Resource", ["*"])], false),
      ([statement("Deny", "Action", ["s3:*"], "NotResource", ["arn:aws:s3:::b/*"])], true),
      ([statement("Deny", "Action", ["s3:*"], "NotResource", ["arn:aws:s3:::c/*"])], false),
    ]) func denials(denials: [String], isAllowed: Bool)
  {
    let result = access([allow("s3:GetObject", on: ["arn:aws:s3:::b/*"])] + denials)
    #expect(result?.allowed.contains("s3:GetObject") == isAllowed)
    #expect(result?.onAllResources.contains("s3:GetObject") == false)
  }

  @Test(
    "all resources of a service are detected in any spelling",
    arguments: [
      ("s3:*", ["*"], true), ("s3:*", ["arn:aws:s3:::*"], true), ("s3:*", ["arn:*"], true),
      ("s3:*", ["arn:aws:s3:::b", "arn:aws:s3:::*"], true), ("s3:*", ["arn:aws:s3:::b/*"], false),
      ("iam:*", ["arn:aws:iam::*:*"], true), ("iam:*", ["arn:aws:iam::123456789012:*"], true),
      ("iam:*", ["arn:aws:iam::999999999999:*"], false), ("iam:*", ["arn:aws:s3:::*"], false),
      ("ec2:*", ["arn:aws:ec2:*:*:*"], true), ("ec2:*", ["arn:aws:ec2:eu-west-1:*:*"], false),
    ]) func everywhere(action: String, resources: [String], expected: Bool)
  {
    let service = String(action.dropLast(2))
    let statement = statement("Allow", "Action", [action], "Resource", resources)
    let some = ["s3": "s3:GetObject", "iam": "iam:PassRole", "ec2": "ec2:StopInstances"][service]
    #expect(access([statement])?.onAllResources.contains(some ?? "") == expected)
  }

  @Test("a conditional Allow is an Allow, kept separately")
  func conditional() {
    let result = access([allow("s3:*", when: ifSecure), allow("ec2:*")])
    #expect(result?.allowed.contains("s3:GetObject") == true)
    #expect(result?.unconditional.contains("s3:GetObject") == false)
    #expect(result?.unrestricted.contains("ec2:RunInstances") == true)
    #expect(result?.grants.count == 2)
    let never = access([allow("s3:*", when: #"{"StringEquals":{"aws:username":"alice"}}"#)])
    #expect(never?.allowed.isEmpty == true)
  }

  @Test("actions blocked by a permissions boundary or SCP are reported with its name")
  func containment() {
    var small = SmallAccount()
    small.managed("limit", document(allow("s3:*", "ec2:*"), deny("s3:PutObject")))
    small.levels = [[document(allow("*"), deny("ec2:RunInstances"))]]
    let arn = small.role(
      "r", [document(allow("s3:*", "ec2:*", "iam:PassRole"))], boundary: "limit")
    let result = access(small, arn)
    #expect(result?.allowed.contains("s3:GetObject") == true)
    #expect(result?.containedActions.contains("iam:PassRole") == true)
    func container(_ action: String) -> [String] {
      result?.contained.filter { $0.actions.contains(action) }.map(\.by.name) ?? []
    }
    #expect(container("iam:PassRole") == ["limit"])
    #expect(container("s3:PutObject") == ["limit"])
    #expect(container("ec2:RunInstances") == ["scp00"])
    #expect(result?.granted.contains("iam:PassRole") == true)
  }

  @Test("a boundary on other resources allows nothing")
  func disjoint() {
    var small = SmallAccount()
    small.managed("limit", document(allow("s3:*", on: ["arn:aws:s3:::c/*"])))
    let arn = small.role(
      "r", [document(allow("s3:*", on: ["arn:aws:s3:::b/*"]))], boundary: "limit")
    #expect(access(small, arn)?.allowed.contains("s3:GetObject") == false)
  }

  @Test(
    "administrators are detected by their access",
    arguments: [
      ([allow("*")], AdministratorStatus.yes), ([allow("*:*")], .yes), ([allow("**")], .yes),
      ([statement("Allow", "Action", ["*"], "Resource", ["*", "arn:aws:s3:::b"])], .yes),
      ([statement("Allow", "NotAction", ["aws-portal:*"], "Resource", ["*"])], .yes),
      ([statement("Allow", "NotAction", ["iam:*", "organizations:*"], "Resource", ["*"])], .no),
      ([statement("Allow", "Action", ["*"], "NotResource", ["arn:aws:s3:::b"])], .yes),
      ([statement("Allow", "Action", ["*"], "NotResource", ["*"])], .no),
      ([allow("*", when: ifSecure)], .conditional), ([allow("*", on: ["arn:aws:s3:::*"])], .no),
      ([allow("*"), deny("iam:*")], .no), ([allow("*"), deny("iam:*", when: ifSecure)], .yes),
      ([allow("*"), deny("organizations:*")], .yes), ([allow("s3:*")], .no),
      ([allow("a*", "b*", "c*", "d*", "e*:*")], .no),
    ]) func administrators(statements: [String], expected: AdministratorStatus)
  {
    #expect(access(statements)?.administrator == expected)
  }

  @Test("an administrator with a boundary is limited")
  func containedAdministrator() {
    var small = SmallAccount()
    small.managed("limit", document(allow("s3:*")))
    let arn = small.role("r", [document(allow("*"))], boundary: "limit")
    #expect(access(small, arn)?.administrator == .contained)
  }
}
