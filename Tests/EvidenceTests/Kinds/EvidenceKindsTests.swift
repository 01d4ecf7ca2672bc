import Model
import Testing

@testable import Evidence
@testable import Platform

@Suite struct EvidenceKindsTests {
  @Test("the path of the account leads to the root, with the policies of each step")
  func organization() throws {
    let account = try EvidenceFiles([
      "c.json": #"{"Account": "123456789012", "Arn": "arn:x", "UserId": "u"}"#,
      "o.json":
        #"{"Organization": {"Id": "o-1", "MasterAccountId": "999999999999", "FeatureSet": "ALL"}}"#,
      "p1.json":
        #"{"Request": {"ChildId": "123456789012"}, "Response": {"Parents": [{"Id": "ou-a-1", "Type": "ORGANIZATIONAL_UNIT"}]}}"#,
      "p2.json":
        #"{"Request": {"ChildId": "ou-a-1"}, "Response": {"Parents": [{"Id": "r-a", "Type": "ROOT"}]}}"#,
      "t1.json": #"{"Request": {"TargetId": "123456789012"}, "Response": {"Policies": []}}"#,
      "t2.json":
        #"{"Request": {"TargetId": "ou-a-1"}, "Response": {"Policies": [{"Id": "p-1", "Name": "guard", "Type": "SERVICE_CONTROL_POLICY"}]}}"#,
      "t3.json":
        #"{"Request": {"TargetId": "r-a"}, "Response": {"Policies": [{"Id": "p-FullAWSAccess", "Name": "FullAWSAccess", "Type": "SERVICE_CONTROL_POLICY"}]}}"#,
      "d.json":
        #"{"Policy": {"PolicySummary": {"Id": "p-1", "Name": "guard", "Type": "SERVICE_CONTROL_POLICY"}, "Content": "{\"Statement\": {\"Effect\": \"Deny\", \"Action\": \"iam:*\", \"Resource\": \"*\"}}"}}"#,
      "e.json":
        #"{"Policy": {"PolicySummary": {"Id": "p-2", "Name": "loose", "Type": "SERVICE_CONTROL_POLICY"}, "Content": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}"}}"#,
    ]).account()
    #expect(account.controlPolicies.isWhole)
    let policies = try #require(account.controlPolicies.value)
    #expect(policies.path.map(\.target) == ["123456789012", "ou-a-1", "r-a"])
    #expect(policies.path.map(\.kind) == ["account", "OU", "root"])
    #expect(policies.path[1].policies.first?.document?.statements.first?.effect == .deny)
    #expect(policies.path[2].policies.first?.document?.statements.first?.actions == .only(["*"]))
    #expect(policies.unattached.map(\.name) == ["loose"])
  }

  @Test("a missing step, or a policy without its document, makes the path partial")
  func brokenPath() throws {
    let account = try EvidenceFiles([
      "c.json": #"{"Account": "123456789012", "Arn": "arn:x", "UserId": "u"}"#,
      "p1.json":
        #"{"Request": {"ChildId": "123456789012"}, "Response": {"Parents": [{"Id": "r-a"}]}}"#,
      "t1.json":
        #"{"Request": {"TargetId": "123456789012"}, "Response": {"Policies": [{"Id": "p-1", "Name": "guard", "Type": "SERVICE_CONTROL_POLICY"}]}}"#,
    ]).account()
    #expect(
      account.controlPolicies.shortcoming
        == "the document of policy guard is not in the evidence;"
        + " the policies attached to r-a are not in the evidence")
  }

  @Test("a circle of parents ends the path")
  func circle() throws {
    let account = try EvidenceFiles([
      "c.json": #"{"Account": "123456789012", "Arn": "arn:x", "UserId": "u"}"#,
      "p1.json":
        #"{"Request": {"ChildId": "123456789012"}, "Response": {"Parents": [{"Id": "ou-1"}]}}"#,
      "p2.json":
        #"{"Request": {"ChildId": "ou-1"}, "Response": {"Parents": [{"Id": "123456789012"}]}}"#,
      "t1.json": #"{"Request": {"TargetId": "ou-1"}, "Response": {"Policies": []}}"#,
    ]).account()
    #expect(account.controlPolicies.value?.path.map(\.target) == ["123456789012", "ou-1"])
    #expect(account.controlPolicies.isWhole == false)
  }

  @Test(
    "last access is assigned to the principal in the file name or the envelope",
    arguments: [
      (
        "last-accessed/Deploy.json",
        #"{"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "ServicesLastAccessed": []}"#
      ),
      (
        "last-accessed/role__Deploy.json",
        #"{"JobStatus": "COMPLETED", "ServicesLastAccessed": []}"#
      ),
      (
        "arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2FDeploy",
        #"{"JobStatus": "COMPLETED", "ServicesLastAccessed": []}"#
      ),
      (
        "x.json",
        #"{"Request": {"Arn": "arn:aws:iam::123456789012:role/Deploy"}, "Response": {"JobStatus": "COMPLETED", "ServicesLastAccessed": []}}"#
      ),
    ]) func lastAccess(name: String, text: String) throws
  {
    var files = EvidenceFiles(["a.json": EvidenceFiles.details(roles: EvidenceFiles.role)])
    files.files.append((name, Array(text.utf8)))
    let access = try files.account().lastAccessed.value
    #expect(access?.keys.map { $0 } == ["arn:aws:iam::123456789012:role/Deploy"])
  }

  @Test("last access without a principal is reported, and a job that is still running is not used")
  func lastAccessOfNobody() throws {
    let account = try EvidenceFiles([
      "a.json": EvidenceFiles.details(roles: EvidenceFiles.role),
      "b.json": #"{"JobStatus": "COMPLETED", "ServicesLastAccessed": []}"#,
      "c.json": #"{"JobStatus": "IN_PROGRESS", "JobType": "SERVICE_LEVEL"}"#,
    ]).account()
    #expect(account.lastAccessed.value == nil)
    #expect(account.problems.map(\.file) == ["c.json", "b.json"])
    #expect(account.files.map(\.status).last == .broken)
  }

  @Test("pages of last access are combined; without the last page they are truncated")
  func lastAccessPages() throws {
    func page(_ service: String, truncated: Bool) -> String {
      #"{"Request": {"Arn": "arn:r"}, "Response": {"JobStatus": "COMPLETED", "IsTruncated": \#(truncated), "ServicesLastAccessed": [{"ServiceNamespace": "\#(service)", "ServiceName": "S", "LastAuthenticated": "2026-01-01T00:00:00Z"}]}}"#
    }
    let first = try EvidenceFiles(["1.json": page("s3", truncated: true)]).account()
    #expect(first.lastAccessed.value?["arn:r"]?.isTruncated == true)
    let both = try EvidenceFiles([
      "1.json": page("s3", truncated: true), "2.json": page("ec2", truncated: false),
    ]).account()
    #expect(both.lastAccessed.value?["arn:r"]?.isTruncated == false)
    #expect(both.lastAccessed.value?["arn:r"]?.services.map(\.namespace) == ["s3", "ec2"])
  }

  @Test("a region without analyzers counts as queried")
  func regions() throws {
    let account = try EvidenceFiles([
      "analyzers-eu-west-1.json": #"{"analyzers": []}"#,
      "b.json": #"{"Request": {"region": "us-gov-east-1"}, "Response": {"analyzers": []}}"#,
      "c.json":
        #"{"analyzers": [{"arn": "arn:aws:access-analyzer:eu-central-1:123456789012:analyzer/x", "name": "x", "type": "ACCOUNT", "status": "ACTIVE"}]}"#,
    ]).account()
    #expect(
      account.analyzers.value?.keys.sorted() == ["eu-central-1", "eu-west-1", "us-gov-east-1"])
    #expect(account.analyzers.value?["eu-central-1"]?.first?.findsExternalAccess == true)
  }

  @Test(
    "the region of an instance is that of its zone; functions have names of variables, never values"
  )
  func workloads() throws {
    let account = try EvidenceFiles([
      "i.json":
        #"{"Reservations": [{"OwnerId": "123456789012", "Instances": [{"InstanceId": "i-1", "State": {"Name": "running"}, "Placement": {"AvailabilityZone": "us-west-2-lax-1a"}, "Tags": [{"Key": "Name", "Value": "web"}]}]}]}"#,
      "f.json":
        #"{"Functions": [{"FunctionName": "f", "FunctionArn": "arn:aws:lambda:eu-west-1:123456789012:function:f", "Role": "arn:aws:iam::123456789012:role/r", "Environment": {"Variables": {"MY_AWS_SECRET_ACCESS_KEY": "s3cr3t", "OTHER": "AKIAIOSFODNN7EXAMPLE", "PLAIN": "x"}}}]}"#,
    ]).account()
    let instance = try #require(account.instances.value?.first)
    #expect(instance.region == "us-west-2")
    #expect(instance.name == "web")
    #expect(instance.profile == nil)
    let function = try #require(account.functions.value?.first)
    #expect(function.suspectVariables.map(\.name) == ["MY_AWS_SECRET_ACCESS_KEY", "OTHER"])
    #expect(!"\(function)".contains("s3cr3t"))
    #expect(!"\(function)".contains("IOSFODNN7"))
  }

  @Test("the status of trails and recorders is in separate answers")
  func recorders() throws {
    let account = try EvidenceFiles([
      "t.json":
        #"{"trailList": [{"Name": "a", "TrailARN": "arn:a", "HomeRegion": "eu-west-1", "IsMultiRegionTrail": true}, {"Name": "b"}]}"#,
      "s.json": #"{"Request": {"Name": "arn:a"}, "Response": {"IsLogging": false}}"#,
      "r-eu-west-1.json": #"{"ConfigurationRecorders": [{"name": "default"}]}"#,
      "rs-eu-west-1.json":
        #"{"ConfigurationRecordersStatus": [{"name": "default", "recording": true}]}"#,
    ]).account()
    #expect(account.trails.value?.map(\.isRecording) == [false, nil])
    #expect(account.recorders.value?.map(\.isRecording) == [true])
  }

  @Test("findings of both versions of Access Analyzer are read")
  func analyzerFindings() throws {
    let account = try EvidenceFiles([
      "1.json":
        #"{"findings": [{"id": "a", "principal": {"AWS": "999"}, "action": ["s3:Get"], "resource": "arn:b", "isPublic": true, "status": "ACTIVE"}]}"#,
      "2.json":
        #"{"findings": [{"id": "b", "findingType": "UnusedIAMRole", "status": "ARCHIVED"}], "nextToken": "x"}"#,
    ]).account()
    let findings = try #require(account.analyzerFindings.value)
    #expect(findings.map(\.type) == ["ExternalAccess", "UnusedIAMRole"])
    #expect(findings[0].principal == "AWS 999")
    #expect(findings[0].isPublic)
    #expect(account.analyzerFindings.isWhole == false)
  }

  @Test("answers about the same provider are combined")
  func providers() throws {
    let account = try EvidenceFiles([
      "l.json":
        #"{"OpenIDConnectProviderList": [{"Arn": "arn:aws:iam::123456789012:oidc-provider/host/x"}]}"#,
      "g.json": #"{"Url": "https://host/x", "ClientIDList": ["aud"]}"#,
      "s.json": #"{"SAMLProviderList": [{"Arn": "arn:aws:iam::123456789012:saml-provider/corp"}]}"#,
    ]).account()
    let providers = try #require(account.identityProviders.value)
    #expect(providers.map(\.kind) == [.oidc, .saml])
    #expect(providers[0].clientIDs == ["aud"])
    #expect(providers[0].arn.account == "123456789012")
  }

  @Test(
    "a missing list of client IDs means unknown, an empty one means that there are none",
    arguments: [
      (#"{"Url": "https://host/x", "ClientIDList": []}"#, []),
      (#"{"Url": "https://host/x", "ClientIDList": ["a", "b"]}"#, ["a", "b"]),
      (#"{"Url": "https://host/x", "ThumbprintList": ["ab"]}"#, nil),
      (#"{"Url": "https://host/x", "ThumbprintList": [], "ClientIDList": []}"#, []),
      (#"{"Url": "https://host/x", "ThumbprintList": ["ab"], "ClientIDList": ["a"]}"#, ["a"]),
    ] as [(String, [String]?)])
  func clientIDs(answer: String, expected: [String]?) throws {
    let account = try EvidenceFiles(["g.json": answer]).account()
    let provider = try #require(account.identityProviders.value?.first)
    #expect(provider.clientIDs == expected)
  }

  @Test(
    "two answers are equal regardless of spaces between their parts, but not inside strings",
    arguments: [
      (#"{"a": [1, 2]}"#, #"{"a":[1,2]}"#, true), (#"{"a": "x y"}"#, #"{"a":"xy"}"#, false),
      (#"{"a": "x y"}"#, #"{ "a" : "x y" }"#, true), (#"{"a": "x  y"}"#, #"{"a": "x y"}"#, false),
      (#"{"a": "x\" y", "b": 1}"#, #"{"a": "x\" y","b":1}"#, true),
      (#"{"a": "x\" y", "b": 1}"#, #"{"a": "x\"y", "b": 1}"#, false),
      (#"{"a": "x\\", "b": 1}"#, #"{"a":"x\\","b":1}"#, true),
    ])
  func content(left: String, right: String, isSame: Bool) throws {
    func hash(_ text: String) throws -> UInt64 {
      try JSONDocument(Array(text.utf8)).root.content(dates: EvidenceRecord.dates).digest
    }
    #expect(try (hash(left) == hash(right)) == isSame)
  }

  @Test("a file without evidence is listed as ignored, not as an error")
  func ignored() throws {
    let account = try EvidenceFiles([
      "a.json": #"{"SummaryMap": {"Users": 1}}"#, "b.json": #"{"Buckets": []}"#,
      "notes.txt": "hello",
    ]).account()
    #expect(account.files.map(\.status) == [.read(.accountSummary), .ignored, .ignored])
    #expect(account.problems.isEmpty)
  }

  @Test("the sample account is complete except for its intended gaps")
  func sample() throws {
    let account = try EvidenceLoader.load(.sample)
    #expect(account.problems.isEmpty)
    #expect(account.id == "640817295314")
    #expect(account.identities.isWhole)
    #expect(account.credentialReport.isWhole)
    #expect(account.controlPolicies.isWhole)
    #expect(account.trails.shortcoming?.contains("refused") != false)
    #expect(account.files.allSatisfy { $0.status != .ignored && $0.status != .broken })
  }
}
