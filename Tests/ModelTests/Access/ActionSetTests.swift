import Model
import Testing

/// Rules: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
@Suite struct ActionSetTests {
  @Test(
    "patterns match actions as in AWS",
    arguments: [
      (["*"], "iam:PassRole", true), (["**"], "iam:PassRole", true),
      (["*:*"], "iam:PassRole", true), (["kms:**"], "kms:Decrypt", true),
      (["S3:GETOBJECT"], "s3:GetObject", true), (["s3:Get*"], "s3:PutObject", false),
      (["s3:*Object"], "s3:GetObject", true), (["s3:?etObject"], "s3:GetObject", true),
      (["s3:?GetObject"], "s3:GetObject", false), (["s?:GetObject"], "s3:GetObject", true),
      (["*:GetObject"], "s3:GetObject", true), (["s3:Get*Acl*"], "s3:GetObjectAcl", true),
      (["fancy:Do*"], "fancy:DoIt", true), (["fancy:Do*"], "fancy:Undo", false),
      (["s3:Get*"], "s3:GetBrandNew", true), (["s3:GetObject"], "s3:GetBrandNew", false),
      (["s3"], "s3:GetObject", false), ([""], "s3:GetObject", false),
    ]) func covers(patterns: [String], action: String, expected: Bool)
  {
    #expect(ActionSet(of: .only(patterns)).contains(action) == expected)
    #expect(ActionSet(of: .allBut(patterns)).contains(action) == !expected)
  }

  @Test("NotAction excludes what it lists and nothing else")
  func notAction() {
    let set = ActionSet(of: .allBut(["iam:*", "organizations:*"]))
    #expect(!set.contains("iam:PassRole"))
    #expect(!set.contains("iam:BrandNew"))
    #expect(set.contains("s3:GetObject"))
    #expect(set.contains("fancy:Anything"))
    #expect(set.coversAll(ofService: "s3"))
    #expect(!set.coversAll(ofService: "iam"))
  }

  @Test(
    "all of a service is detected in any spelling",
    arguments: [
      ["s3:*"], ["S3:*"], ["*"], ["s3:**"], ["?3:*"], ["*:*"],
      ["s3:A*", "s3:B*", "s3:C*", "s3:D*", "s3:G*", "s3:I*", "s3:L*", "s3:O*", "s3:P*", "s3:R*"]
        + ["s3:S*", "s3:T*", "s3:U*", "s3:E*", "s3:J*", "s3:M*", "s3:Q*", "s3:V*"],
    ]) func wholeService(patterns: [String])
  {
    #expect(ActionSet(of: .only(patterns)).coversAll(ofService: "s3"))
  }

  @Test("an unknown service is covered by its own wildcard and by *")
  func wholeUnknownService() {
    #expect(ActionSet(of: .only(["fancy:*"])).coversAll(ofService: "fancy"))
    #expect(ActionSet(of: .only(["*"])).coversAll(ofService: "fancy"))
    #expect(!ActionSet(of: .only(["fancy:Get*"])).coversAll(ofService: "fancy"))
    #expect(!ActionSet(of: .allBut(["fancy:Get*"])).coversAll(ofService: "fancy"))
  }

  @Test("operations agree with membership, inside and outside the catalogue")
  func operations() {
    let left = ActionSet(of: .only(["s3:*", "iam:Get*", "fancy:*"]))
    let right = ActionSet(of: .only(["s3:Put*", "iam:*", "fancy:Put*", "xray:*"]))
    let actions = [
      "s3:GetObject", "s3:PutObject", "iam:GetUser", "iam:CreateUser", "fancy:Put", "fancy:Get",
      "xray:GetGroup", "ec2:RunInstances", "s3:PutBrandNew", "s3:BrandNew",
    ]
    for action in actions {
      let (a, b) = (left.contains(action), right.contains(action))
      #expect(left.union(right).contains(action) == (a || b))
      #expect(left.intersection(right).contains(action) == (a && b))
      #expect(left.subtracting(right).contains(action) == (a && !b))
    }
    #expect(left.subtracting(left).isEmpty)
    #expect(left.union(right).isSuperset(of: left))
    #expect(!left.isSuperset(of: right))
    #expect(left.overlaps(right))
    #expect(!left.overlaps(ActionSet(of: .only(["ec2:*"]))))
  }

  @Test("counts are by service and access level")
  func summary() {
    let set = ActionSet(of: .only(["s3:GetObject", "s3:PutObject", "iam:PassRole"]))
    #expect(set.count == 3)
    #expect(set.summary == ["s3": [.read: 1, .write: 1], "iam": [.permissionsManagement: 1]])
    #expect(set.names == ["iam:PassRole", "s3:GetObject", "s3:PutObject"])
    #expect(set.services == ["iam", "s3"])
    #expect(set.filtered(levels: [.write]).names == ["s3:PutObject"])
    #expect(ActionSet(of: .only(["*"])).coversAll)
  }

  @Test("long lists of patterns, which are not simplified, keep their membership")
  func longLists() {
    let many = ActionCatalogue.bundled.serviceNames.flatMap { [$0 + ":Get*", $0 + ":List*"] }
    let long = ActionSet(of: .only(many))
    let short = ActionSet(of: .only(["s3:*", "fancy:*"]))
    let actions = [
      "s3:GetObject", "s3:PutObject", "s3:GetBrandNew", "s3:PutBrandNew", "fancy:Do",
      "iam:GetUser", "iam:GetBrandNew", "iam:PassRole",
    ]
    for action in actions {
      let (a, b) = (long.contains(action), short.contains(action))
      #expect(long.union(short).contains(action) == (a || b))
      #expect(long.intersection(short).contains(action) == (a && b))
      #expect(long.subtracting(short).contains(action) == (a && !b))
      #expect(short.subtracting(long).contains(action) == (b && !a))
    }
    #expect(long.subtracting(long).isEmpty)
    #expect(long.subtracting(ActionSet(of: .only(["*"]))).isEmpty)
  }
}
