import Testing

@testable import Model

/// Facts of https://docs.aws.amazon.com/service-authorization/latest/reference/.
@Suite struct ResourceCatalogueTests {
  let catalogue = ActionCatalogue.bundled

  @Test(
    "each action has its resource types",
    arguments: [
      ("kms:Decrypt", ["key"]), ("KMS:decrypt", ["key"]), ("kms:CreateAlias", ["alias", "key"]),
      ("kms:ListKeys", []), ("s3:DeleteBucket", ["bucket"]),
      ("s3:GetObject", ["accesspointobject", "object"]), ("iam:PassRole", ["role"]),
      ("sqs:SendMessage", ["queue"]), ("sts:GetScopedCredentials", []), ("fancy:New", []),
    ]) func types(action: String, names: [String])
  {
    #expect(catalogue.resourceTypes(of: action).map(\.name) == names)
  }

  @Test(
    "each resource type has its ARN formats",
    arguments: [
      ("kms:Decrypt", ["kms:*:@:key/*"]), ("s3:DeleteBucket", ["s3:::*"]),
      ("iam:PassRole", ["iam::@:role/*"]), ("sns:Publish", ["sns:*:@:*"]),
      ("iam:GetRoleTemplateVersion", ["iam::aws:role-template/*/*:*"]),
      ("lex:GetBotAlias", ["lex:*:@:bot-alias/*/*", "lex:*:@:bot:*:*"]),
    ]) func formats(action: String, formats: [String])
  {
    #expect(catalogue.resourceTypes(of: action).flatMap(\.formats) == formats)
  }

  @Test(
    "each action has its condition keys, including those of its resource types",
    arguments: [
      ("kms:Decrypt", "kms:ViaService", true), ("kms:Decrypt", "kms:KeySpec", true),
      ("kms:Decrypt", "s3:prefix", false), ("s3:ListBucket", "s3:prefix", true),
      ("iam:PassRole", "iam:PassedToService", true),
      ("iam:ListRoles", "iam:PassedToService", false),
    ]) func keys(action: String, key: String, hasIt: Bool)
  {
    #expect(catalogue.conditionKeys(of: action).contains(key) == hasIt)
  }

  @Test("both files contain the same actions, and agree on those without resources")
  func alignment() throws {
    for service in catalogue.services {
      let facts = try #require(ResourceCatalogue.bundled.service(service.name))
      try #require(facts.actions.count == service.actions.count, "\(service.name)")
      for (index, action) in zip(service.actions, facts.actions) {
        let takesNone = facts.uses[action.uses].isEmpty
        #expect(
          catalogue.entries[index].takesNoResource == takesNone, "\(catalogue.name(of: index))")
      }
    }
  }
}
