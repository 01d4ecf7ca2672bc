import Platform
import Testing

@testable import Checklist
@testable import Model

/// Answers that are readable, but that contradict their label, the manifest or each other.
@Suite struct ContradictingAnswersTests {
  typealias Row = DamagedEvidenceTests.Row

  private static let west = "functions-eu-west-1.json"
  private static let central = "functions-eu-central-1.json"
  private static let details = "details.json"
  private static let manifest = DamagedFolder.manifest
  private static let roles = "roles.administrator-access"

  /// Adds a call to the manifest of the folder.
  private static func call(
    _ folder: inout DamagedFolder, _ command: String, _ more: String = #""exitStatus": 0"#
  ) {
    folder.list()
    let words = command.split(separator: " ").map { #""\#($0)""# }.joined(separator: ", ")
    folder.replace(
      manifest, #""calls": ["#, #""calls": [{"arguments": [\#(words)], \#(more)}, "#)
  }

  private static let denied =
    #""exitStatus": 254, "error": "An error occurred (AccessDenied) when calling the X operation""#

  static let calls: [Row] = [
    Row(what: "a refused page of the details", item: roles) {
      call(&$0, "iam get-account-authorization-details", #""page": 2, \#(denied)"#)
    },
    Row(what: "details of a call that was killed", item: roles) {
      $0.list()
      $0.replace(
        manifest, #"details"], "exitStatus": 0"#, #"details"], "exitStatus": 137"#)
    },
    Row(what: "a refused call for functions, item on roles", item: roles, passes: true) {
      call(&$0, "lambda list-functions", denied)
    },
    Row(what: "an answered call without a file") { call(&$0, "lambda list-functions") },
    Row(what: "an answered call whose file is null") {
      call(&$0, "lambda list-functions", #""exitStatus": 0, "file": null, "sha256": null"#)
    },
    Row(what: "an answered call for trails without a file", passes: true) {
      call(&$0, "cloudtrail describe-trails")
    },
    Row(what: "a call that starts a job, without a file", passes: true) {
      call(&$0, "iam generate-credential-report")
    },
    Row(what: "an unknown call without a file", passes: true) { call(&$0, "ec2 describe-vpcs") },
    Row(what: "a listed file of another kind") {
      $0.set(central, #"{"AccountAliases": ["a"]}"#)
      $0.list()
    },
    Row(what: "listed files with all providers", item: "roles.ci-oidc", passes: true) {
      $0.set("saml-providers.json", #"{"SAMLProviderList": []}"#)
      $0.set("oidc-providers.json", #"{"OpenIDConnectProviderList": []}"#)
      $0.list()
    },
    Row(what: "a listed file with another answer of the same kind", item: "roles.ci-oidc") {
      let provider = #"{"Arn": "arn:aws:iam::123456789012:oidc-provider/idp.example.com"}"#
      $0.set("oidc-providers.json", #"{"OpenIDConnectProviderList": [\#(provider)]}"#)
      $0.set("saml-providers.json", #"{"OpenIDConnectProviderList": []}"#)
      $0.list()
    },
    Row(what: "a listed file with the answer to another command") {
      $0.set(
        central,
        #"{"Request": {"command": "lambda list-layers"}, "Response": {"Functions": []}}"#)
      $0.list()
    },
    Row(what: "a listed file with the answer from another region") {
      $0.set(
        central,
        #"{"Request": {"region": "eu-north-1"}, "Response": {"Functions": []}}"#)
      $0.list()
      $0.replace(
        manifest, #""file": "\#(central)""#,
        #""region": "eu-central-1", "file": "\#(central)""#)
    },
  ]

  private static func regions(_ names: String...) -> String {
    let list = names.map { name in
      let parts = name.split(separator: " ")
      return #"{"RegionName": "\#(parts[0])", "OptInStatus": "\#(parts.last ?? "")"}"#
    }
    return #"{"Regions": [\#(list.joined(separator: ", "))]}"#
  }

  private static let listed = regions(
    "eu-west-1 opt-in-not-required", "eu-central-1 opt-in-not-required",
    "eu-north-1 opt-in-not-required")

  static let labels: [Row] = [
    Row(what: "functions of another region") {
      $0.set(central, DamagedFolder.functions("eu-west-1", "one"))
    },
    Row(what: "functions of another region in an envelope") {
      $0.set(
        central,
        #"{"Request": {"region": "eu-central-1"}, "Response": "#
          + DamagedFolder.functions("eu-west-1", "one") + "}")
    },
    Row(what: "a copy of another region's functions, for an enabled region") {
      $0.set("regions.json", listed)
      $0.set("functions-eu-north-1.json", DamagedFolder.functions("eu-west-1", "one"))
    },
    Row(what: "functions of the region in the name", passes: true) {
      $0.set("functions-eu-north-1.json", DamagedFolder.functions("eu-north-1"))
      $0.set("regions.json", listed)
    },
    Row(what: "functions of several regions in a file without a region", passes: true) {
      $0.remove(central)
      $0.remove(west)
      $0.set("functions.json", DamagedFolder.functions("eu-north-1", "a"))
    },
    Row(what: "instances of another region", item: "roles.instance-profiles") {
      DamagedIdentitiesTests.addProfile(&$0)
      $0.set("instances-eu-north-1.json", instances(zone: "eu-west-1a"))
    },
    Row(what: "instances in a local zone", item: "roles.instance-profiles", passes: true) {
      DamagedIdentitiesTests.addProfile(&$0)
      $0.set("instances-us-west-2.json", instances(zone: "us-west-2-lax-1a"))
    },
    Row(what: "instances of a region in GovCloud", item: "roles.instance-profiles", passes: true) {
      DamagedIdentitiesTests.addProfile(&$0)
      $0.set("instances-us-gov-west-1.json", instances(zone: "us-gov-west-1b"))
    },
  ]

  private static func instances(zone: String) -> String {
    DamagedIdentitiesTests.instances(
      profile: "arn:aws:iam::123456789012:instance-profile/fn", zone: zone)
  }

  static let lists: [Row] = [
    Row(what: "no regions") { $0.set("regions.json", #"{"Regions": []}"#) },
    Row(what: "no enabled regions") {
      $0.set("regions.json", regions("eu-west-1 not-opted-in", "eu-central-1 not-opted-in"))
    },
    Row(what: "a region with functions that is not enabled") {
      $0.set(
        "regions.json", regions("eu-west-1 not-opted-in", "eu-central-1 opt-in-not-required"))
    },
    Row(what: "a region with functions that is not listed") {
      $0.set("regions.json", regions("eu-central-1 opt-in-not-required"))
    },
    Row(what: "a region with instances that is disabled") {
      $0.set("instances-me-south-1.json", instances(zone: "me-south-1a"))
      $0.set(
        "regions.json", regions("eu-west-1 ENABLED", "eu-central-1 ENABLED", "me-south-1 DISABLED"))
    },
    Row(what: "a region with an empty answer that is not listed", passes: true) {
      $0.set("regions.json", regions("eu-west-1 opt-in-not-required"))
    },
    Row(what: "an empty list of regions, item on users", item: "users.mfa", passes: true) {
      $0.set("regions.json", #"{"Regions": []}"#)
    },
  ]

  static let manifests: [Row] = [
    Row(what: "a second manifest without calls", item: roles) {
      $0.list()
      $0.set("a.json", #"{"tool": "iam-review", "version": "1", "calls": []}"#)
    },
    Row(what: "a second manifest with another end", item: roles) {
      $0.list()
      $0.set(
        "z.json", $0.text(manifest).replacing("2026-11-20T00:00:00Z", with: "2026-11-21T00:00:00Z"))
    },
    Row(what: "a copy of the manifest", item: roles, passes: true) {
      $0.list()
      $0.set("a.json", $0.text(manifest))
    },
    Row(what: "a manifest in a subfolder", item: roles, passes: true) {
      $0.list()
      $0.set("a/manifest.json", #"{"tool": "iam-review", "version": "1", "calls": []}"#)
    },
    Row(what: "two manifests in a subfolder", item: roles) {
      $0.list()
      $0.set("a/manifest.json", #"{"tool": "iam-review", "version": "1", "calls": []}"#)
      $0.set("a/b.json", #"{"tool": "iam-review", "version": "2", "calls": []}"#)
    },
    Row(what: "a manifest of another name only", item: roles, passes: true) {
      $0.list()
      $0.set("calls.json", $0.text(manifest))
      $0.remove(manifest)
    },
  ]

  @Test(
    "an item only passes on answers that contradict nothing",
    arguments: calls + labels + lists + manifests)
  func damage(row: Row) throws {
    try DamagedEvidenceTests().damage(row: row)
  }

  @Test("of two manifests, the one with the name of a manifest counts")
  func firstManifest() throws {
    var folder = DamagedFolder()
    folder.list()
    folder.set(
      "a.json",
      #"{"tool": "x", "version": "1", "finished": "2028-01-01T00:00:00Z", "calls": []}"#)
    #expect(try folder.assessment().account.asOf.instant.description == "2026-11-20T00:00:00Z")
  }
}
