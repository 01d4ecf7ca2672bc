@testable import Evidence
import Testing

@testable import Model
@testable import Platform

@Suite struct CollectorTests {
  private let scene: CollectScene

  init() throws { scene = try CollectScene() }

  @Test("an account is collected completely, with envelopes where needed")
  func whole() throws {
    let report = try scene.collect(FakeAccount().client()) { $0.regions = [] }
    #expect(report.refused.isEmpty)
    #expect(report.leavesOrganization)
    let files = try scene.files()
    #expect(
      Set(files.keys).isSuperset(of: [
        "account-aliases.json", "account-authorization-details.json", "account-summary.json",
        "caller-identity.json", "centralized-root.json", "credential-report.json",
        "last-accessed/role-Deploy-f4cb315d28b9.json", "manifest.json", "oidc-providers.json",
        "organization/organization.json", "password-policy.json",
        "regions.json", "regions/eu-west-1/analyzers.json",
        "regions/eu-west-1/config-recorder-status.json",
        "regions/eu-west-1/config-recorders.json", "regions/eu-west-1/functions.json",
        "regions/eu-west-1/instances.json", "regions/eu-west-1/trails.json",
        "regions/us-east-1/analyzers.json", "regions/us-east-1/config-recorder-status.json",
        "regions/us-east-1/config-recorders.json", "regions/us-east-1/functions.json",
        "regions/us-east-1/instances.json", "regions/us-east-1/trails.json",
        "saml-providers.json", "virtual-mfa-devices.json",
      ]))
    let scopes = CollectOperation.all.map(\.scope)
    // The manifest, the last access of the role, and a file for each other call.
    #expect(
      files.count == 2 + scopes.count { $0 == .account } + 2 * scopes.count { $0 == .region })
    #expect(try scene.text("account-summary.json") == #"{"SummaryMap": {"Users": 0}}"#)
    #expect(
      try scene.text("regions/eu-west-1/instances.json") == """
        {"Request": {"command":"ec2 describe-instances","region":"eu-west-1"},
        "Response": {"Reservations": []}}

        """)
  }

  @Test("the manifest lists every call, with the digests of the files")
  func manifest() throws {
    try scene.collect(FakeAccount().client())
    let files = try scene.files()
    let document = try JSONDocument(try #require(files["manifest.json"]))
    let manifest = try #require(Manifest(document.root, file: "manifest.json"))
    #expect(manifest.account == "123456789012")
    #expect(manifest.alias == "fake")
    #expect(manifest.caller == "arn:aws:iam::123456789012:user/auditor")
    #expect(manifest.finished == Instant(seconds: 1_795_168_800))
    let listed = manifest.calls.compactMap(\.file)
    #expect(Set(listed) == Set(files.keys).subtracting(["manifest.json"]))
    for call in manifest.calls {
      guard let file = call.file, let bytes = files[file] else { continue }
      #expect(call.digest == SHA256Digest(of: bytes).description)
      #expect(call.bytes == bytes.count)
    }
  }

  @Test("the policies of each organization level are collected on request")
  func organization() throws {
    let account = FakeAccount()
    let client = account.client()
    let report = try scene.collect(client) {
      $0.withOrganization = true
      $0.organizationProfile = "management"
      $0.profile = "client"
    }
    #expect(!report.leavesOrganization)
    let names = try scene.files().keys.filter { $0.hasPrefix("organization/") }.sorted()
    #expect(
      names == [
        "organization/organization.json", "organization/parents-123456789012.json",
        "organization/parents-ou-ab12-1.json", "organization/policies-for-123456789012.json",
        "organization/policies-for-ou-ab12-1.json", "organization/policies-for-r-ab12.json",
        "organization/policy-p-of-123456789012.json", "organization/policy-p-of-ou-ab12-1.json",
        "organization/policy-p-of-r-ab12.json", "organization/roots.json",
      ])
    for words in client.calls {
      let isOfManagement = words[0] == "organizations" && words[1] != "describe-organization"
      #expect(
        FakeClient.value("profile", in: words) == (isOfManagement ? "management" : "client"))
    }
  }

  @Test("no organization and no password policy are answers, not denied calls")
  func absences() throws {
    var account = FakeAccount()
    account.replies["organizations describe-organization"] = { _, _ in
      .error("AWSOrganizationsNotInUseException")
    }
    account.replies["iam get-account-password-policy"] = { _, _ in .error("NoSuchEntity") }
    let report = try scene.collect(account.client()) { $0.withOrganization = true }
    #expect(report.refused.isEmpty)
    #expect(report.manifest.calls.count(where: \.isAbsence) == 2)
  }

  @Test("a denied call is recorded, and the rest is collected")
  func refusals() throws {
    var account = FakeAccount()
    account.replies["lambda list-functions"] = { _, _ in
      .error(
        "AccessDeniedException",
        "User: arn:aws:iam::123456789012:user/x is not authorized to perform: lambda:ListFunctions on"
          + " resource: *")
    }
    let report = try scene.collect(account.client())
    #expect(report.refused.map(\.operation) == ["lambda list-functions"])
    #expect(
      report.manifest.refusalWords.first?.hasPrefix(
        "access denied (missing lambda:ListFunctions): aws lambda list-functions --region=eu-west-1: An"
      ) == true)
    #expect(try scene.files().keys.contains("regions/eu-west-1/instances.json"))
  }

  @Test("a call that is always denied is not repeated 1,000 times, and the number is recorded")
  func alwaysDenied() throws {
    var account = FakeAccount()
    account.roles = (1...1000).map { "arn:aws:iam::123456789012:role/r\($0)" }
    account.replies["iam generate-service-last-accessed-details"] = { _, _ in
      .error("AccessDenied")
    }
    let client = account.client()
    let report = try scene.collect(client)
    let asked = client.count("iam generate-service-last-accessed-details")
    #expect(asked <= 3 + 8)
    let words = try #require(report.manifest.refusalWords.first)
    #expect(words.contains("role/r1 and 999 similar calls"))
  }

  @Test("calls denied for single roles do not stop the others")
  func someRefused() throws {
    var account = FakeAccount()
    account.roles = (1...60).map { "arn:aws:iam::123456789012:role/r\($0)" }
    account.replies["iam generate-service-last-accessed-details"] = { client, words in
      words.contains { $0.hasSuffix("5") }
        ? .error("AccessDenied") : FakeReply(output: #"{"JobId": "job"}"#)
    }
    let report = try scene.collect(account.client())
    #expect(report.refused.count == 6)
    #expect(try scene.files().keys.count { $0.hasPrefix("last-accessed/") } == 54)
  }

  @Test("invalid responses are recorded as failed: empty, not JSON, other JSON, truncated")
  func garbage() throws {
    for output in ["", "<html>proxy</html>", "{}", #"{"SummaryMap": {"#, "[]"] {
      var account = FakeAccount()
      account.replies["iam get-account-summary"] = { _, _ in FakeReply(output: output) }
      let scene = try CollectScene()
      let report = try scene.collect(account.client())
      #expect(report.refused.map(\.operation) == ["iam get-account-summary"])
      #expect(try !scene.files().keys.contains("account-summary.json"))
    }
  }

  @Test("a call that does not end is stopped and recorded")
  func timeout() throws {
    var account = FakeAccount()
    account.replies["ec2 describe-instances"] = { _, _ in FakeReply(takes: .max) }
    let client = account.client()
    let report = try scene.collect(client) { $0.timeoutSeconds = 60 }
    #expect(report.refused.first?.error == "no response in time")
    #expect(report.manifest.refusalWords.first?.hasPrefix("timed out: aws ec2 describe-") == true)
    #expect(client.now < 70_000)
  }

  @Test("throttled calls are repeated later")
  func throttled() throws {
    var left = 3
    var account = FakeAccount()
    account.replies["iam list-saml-providers"] = { _, _ in
      left -= 1
      return left >= 0
        ? .error("Throttling", "Rate exceeded") : FakeReply(output: #"{"SAMLProviderList": []}"#)
    }
    let client = account.client()
    #expect(try scene.collect(client).refused.isEmpty)
    #expect(client.now > 8000 + 16_000 + 32_000)
  }

  @Test("the limit of concurrent calls is respected", arguments: [1, 3, 8])
  func jobs(number: Int) throws {
    var account = FakeAccount()
    account.roles = (1...40).map { "arn:aws:iam::123456789012:role/r\($0)" }
    let client = account.client()
    try scene.collect(client) { $0.jobs = number }
    #expect(client.maximum == number)
  }

  @Test("a profile without a region uses one that every account has")
  func noRegion() throws {
    var account = FakeAccount()
    account.replies["sts get-caller-identity"] = { _, words in
      FakeClient.value("region", in: words) == nil
        ? FakeReply(
          status: 255,
          errors: "You must specify a region. You can also configure your region by running")
        : FakeReply(
          output: #"{"Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/a"}"#)
    }
    #expect(try scene.collect(account.client()).refused.isEmpty)
  }
}
