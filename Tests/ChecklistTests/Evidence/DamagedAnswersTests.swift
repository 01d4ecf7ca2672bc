import Testing

@testable import Checklist
@testable import Model

/// Damage inside an answer, and differences that are harmless.
@Suite struct DamagedAnswersTests {
  typealias Row = DamagedEvidenceTests.Row

  private static let west = "functions-eu-west-1.json"
  private static let details = "details.json"
  private static let report = "report.csv"
  private static let roles = "roles.administrator-access"

  static let copies: [Row] = [
    Row(what: "a copy with its members in another order", passes: true) {
      $0.set(
        "old/" + west,
        #"{"Functions": [{"Role": "arn:aws:iam::123456789012:role/fn", "FunctionArn":"#
          + #" "arn:aws:lambda:eu-west-1:123456789012:function:one", "FunctionName": "one"}]}"#)
    },
    Row(what: "a copy with escapes and another date format", item: roles, passes: true) {
      $0.set(
        "old/" + details,
        $0.text(details).replacing("role/fn", with: #"role\/fn"#)
          .replacing("00:00:00Z", with: "00:00:00+00:00"))
    },
    Row(what: "a copy whose policy documents are strings", item: roles, passes: true) {
      $0.set(
        "old/" + details,
        $0.text(details).replacing(
          #"{"Statement": [{"Effect": "Allow","#
            + "\n"
            + #"     "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}]}"#,
          with: #""{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"Service\":"#
            + #" \"lambda.amazonaws.com\"}, \"Action\": \"sts:AssumeRole\"}]}""#))
    },
    Row(what: "a copy with another action", item: roles) {
      $0.set(
        "old/" + details,
        $0.text(details).replacing(#""Action": "sqs:ListQueues""#, with: #""Action": "sqs:*""#))
    },
    Row(what: "a copy of the report without a user", item: "users.mfa") {
      $0.set("old.csv", $0.text(report).split(separator: "\n").dropLast().joined(separator: "\n"))
    },
    Row(
      what: "a copy of the report with its columns in another order", item: "users.mfa",
      passes: true
    ) {
      let rows = $0.text(report).split(separator: "\n").map { $0.split(separator: ",") }
      $0.set(
        "old.csv", rows.map { $0.reversed().joined(separator: ",") }.joined(separator: "\n"))
    },
    Row(what: "two lists of regions that disagree about one") {
      $0.set(
        "regions.json", regions("eu-west-1", "eu-central-1", and: "af-south-1", "not-opted-in"))
      $0.set(
        "old/regions.json", regions("eu-west-1", "eu-central-1", and: "af-south-1", "opted-in"))
    },
  ]

  private static func regions(_ names: String..., and name: String, _ status: String) -> String {
    let list = names.map { #"{"RegionName": "\#($0)"}"# }
    return #"{"Regions": [\#(list.joined(separator: ", ")), {"RegionName": "\#(name)","#
      + #" "OptInStatus": "\#(status)"}]}"#
  }

  static let answers: [Row] = [
    Row(what: "unknown members", passes: true) {
      $0.replace(
        west, #"{"FunctionName""#, #"{"New": {"a": [null]}, "Layers": null, "FunctionName""#)
    },
    Row(what: "one function instead of the list", passes: true) {
      $0.replace(west, "[", "")
      $0.replace(west, "]", "")
    },
    Row(what: "functions by name instead of the list") {
      $0.set(west, #"{"Functions": {"one": {"FunctionName": "one"}}}"#)
    },
    Row(what: "the list's name in another case") { $0.replace(west, "Functions", "functions") },
    Row(what: "an empty file") { $0.set(west, "") },
    Row(what: "an empty object in the file") { $0.set(west, "{}") },
    Row(what: "an empty file, item on users", item: "users.mfa", passes: true) { $0.set(west, "") },
    Row(what: "a repeated member") {
      $0.replace(west, #"{"Functions""#, #"{"Functions": [], "Functions""#)
    },
    Row(what: "an environment that is not an object") {
      $0.replace(west, #"{"FunctionName""#, #"{"Environment": ["A"], "FunctionName""#)
    },
    Row(what: "another program's broken JSON", passes: true) {
      $0.set("vpcs.json", #"{"Vpcs": [{"VpcId""#)
    },
    Row(what: "broken JSON of unknown kind") { $0.set("x.json", "[{") },
    Row(what: "another service's answer", passes: true) {
      $0.set("list.json", #"{"Policies": [{"PolicyName": "a"}], "Findings": []}"#)
    },
    Row(what: "a sign of more pages outside the answer") {
      $0.set(
        west,
        #"{"Request": {"region": "eu-west-1"}, "NextToken": "x", "Response": {"Functions": []}}"#)
    },
  ]

  static let documents: [Row] = [
    Row(what: "no actions", item: roles) { $0.replace(details, #""sqs:ListQueues""#, "[]") },
    Row(what: "an empty action", item: roles) { $0.replace(details, #""sqs:ListQueues""#, #""""#) },
    Row(what: "no resource", item: roles) { $0.replace(details, #", "Resource": "*""#, "") },
    Row(what: "an unknown element in a statement", item: roles) {
      $0.replace(details, #""Resource": "*""#, #""Resource": "*", "condition": {}"#)
    },
    Row(what: "an unknown element in a document", item: roles) {
      $0.replace(details, #""PolicyDocument": {"#, #""PolicyDocument": {"version": "x", "#)
    },
    Row(what: "an invalid version", item: roles) {
      $0.replace(details, #""PolicyDocument": {"#, #""PolicyDocument": {"Version": 2012, "#)
    },
    Row(what: "a version and an id", item: roles, passes: true) {
      $0.replace(
        details, #""PolicyDocument": {"#,
        #""PolicyDocument": {"Version": "2012-10-17", "Id": "x", "#)
    },
    Row(what: "no principals", item: "roles.cross-account-trust") {
      $0.replace(details, #"{"Service": "lambda.amazonaws.com"}"#, "{}")
    },
    Row(what: "no list of inline policies", item: roles) {
      $0.replace(details, "RolePolicyList", "rolePolicyList")
    },
    Row(what: "no list of groups", item: "users.administrator-access") {
      $0.replace(details, #""GroupList": ["staff"],"#, "")
    },
    Row(what: "a group that is not listed", item: "users.administrator-access") {
      $0.replace(details, #""GroupList": ["staff"]"#, #""GroupList": ["staff", "ops"]"#)
    },
    Row(what: "a tag without a key", item: roles) {
      $0.replace(details, #""RoleLastUsed": {}"#, #""RoleLastUsed": {}, "Tags": [{"Value": "x"}]"#)
    },
  ]

  static let reports: [Row] = [
    Row(what: "columns in another order", item: "users.mfa", passes: true) {
      let rows = $0.text(report).split(separator: "\n").map { $0.split(separator: ",") }
      $0.set(report, rows.map { $0.reversed().joined(separator: ",") }.joined(separator: "\n"))
    },
    Row(what: "quoted cells", item: "users.mfa", passes: true) {
      $0.replace(report, ",", "\",\"")
      $0.replace(report, "\n", "\"\n\"")
      $0.set(report, "\"" + $0.text(report) + "\"")
    },
    Row(what: "semicolons", item: "users.mfa") { $0.replace(report, ",", ";") },
    Row(what: "a renamed column", item: "users.mfa") {
      $0.replace(report, "mfa_active", "mfa")
    },
    Row(what: "no user column", item: "users.mfa") { $0.replace(report, "user,arn", "name,arn") },
    Row(what: "a truncated row", item: "users.mfa") {
      $0.replace(report, ",false,false\nann", "\nann")
    },
    Row(what: "a garbled MFA state", item: "users.mfa") {
      $0.replace(report, ",true,false", ",yes,false")
    },
  ]

  static let manifests: [Row] = [
    Row(what: "a call that is null") {
      $0.list()
      $0.replace(DamagedFolder.manifest, #""calls": ["#, #""calls": [null, "#)
    },
    Row(what: "digests that are numbers") {
      $0.list()
      $0.replace(DamagedFolder.manifest, #""sha256": ""#, #""sha256": 7, "x": ""#)
    },
    Row(what: "neither digests nor sizes") {
      $0.list()
      $0.replace(DamagedFolder.manifest, "sha256", "md5")
      $0.replace(DamagedFolder.manifest, "bytes", "length")
    },
    Row(what: "no list of calls") {
      $0.list()
      $0.replace(DamagedFolder.manifest, "calls", "call")
    },
    Row(what: "digests in capitals", passes: true) {
      $0.list()
      let text = $0.text(DamagedFolder.manifest)
      for part in text.split(separator: #""sha256": ""#).dropFirst() {
        let digest = String(part.prefix(64))
        $0.replace(DamagedFolder.manifest, digest, digest.uppercased())
      }
    },
    Row(what: "another program's manifest", passes: true) {
      $0.set(DamagedFolder.manifest, #"{"name": "app", "icons": []}"#)
    },
  ]

  @Test(
    "an item only passes on complete answers, and damage is reported",
    arguments: copies + answers + documents + reports + manifests)
  func damage(row: Row) throws {
    try DamagedEvidenceTests().damage(row: row)
  }
}
