import Model
import Testing

@Suite struct ActionCatalogueTests {
  let catalogue = ActionCatalogue.bundled

  @Test("the catalogue contains all services and actions of the pinned reference, with its date")
  func size() {
    #expect(catalogue.serviceNames.count == 455)
    #expect(catalogue.count == 21_789)
    #expect(catalogue.version == "2026-08-22")
  }

  @Test(
    "actions on credentials and privileges are permissions management",
    arguments: [
      "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile",
      "iam:AddUserToGroup", "iam:AddRoleToInstanceProfile", "iam:PassRole",
      "iam:CreateServiceLinkedRole", "sts:AssumeRole", "sts:AssumeRoleWithWebIdentity",
      "sts:AssumeRoleWithSAML", "sts:AssumeRoot", "iam:PutRolePolicy",
    ]) func powers(action: String)
  {
    #expect(catalogue.level(of: action) == .permissionsManagement)
  }

  @Test(
    "all other access levels are the same as in the AWS reference",
    arguments: [
      ("s3:GetObject", AccessLevel.read), ("S3:getobject", .read), ("s3:PutObject", .write),
      ("ec2:CreateTags", .tagging), ("iam:ListUsers", .list), ("iam:CreateUser", .write),
    ]) func levels(action: String, level: AccessLevel)
  {
    #expect(catalogue.level(of: action) == level)
  }

  @Test("actions that can only be granted on all resources are marked")
  func noResource() {
    #expect(catalogue.takesNoResource("iam:CreateAccountAlias"))
    #expect(catalogue.takesNoResource("s3:ListAllMyBuckets"))
    #expect(!catalogue.takesNoResource("s3:GetObject"))
    #expect(!catalogue.takesNoResource("fancy:New"))
  }

  @Test("unknown actions are kept separately and reported")
  func unknown() {
    let scope = Statement.Scope.only(["s3:GetObject", "fancy:*", "s3:GetNothing", "robomaker:Fly"])
    #expect(catalogue.unknownPatterns(in: scope) == ["fancy:*", "s3:GetNothing", "robomaker:Fly"])
    #expect(catalogue.level(of: "fancy:New") == nil)
    #expect(!catalogue.knows(service: "fancy"))
    #expect(catalogue.actions(ofService: "fancy").isEmpty)
    #expect(catalogue.actions(ofService: "STS").contains("sts:AssumeRole"))
  }
}
