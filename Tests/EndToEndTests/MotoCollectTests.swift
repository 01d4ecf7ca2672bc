import Evidence
import Foundation
import Model
import Platform
import Reports
import TestSupport
import Testing

/// From an account in moto to the console, with the real client. moto does not support Access
/// Analyzer and last-accessed data, so these calls are refused.
@Suite struct MotoCollectTests {
  @Test(
    "an account is collected, checked and opened; denied calls appear at their items",
    .enabled(if: MotoServer.isInstalled, "make test installs the server and the client"))
  func collected() throws {
    let server = try MotoServer()
    let folder = try TemporaryFolder()
    let out = folder.path + "/out"
    let nobody = try server.run("collect", out, without: "AWS_ACCESS_KEY_ID")
    #expect(nobody.status == 4)
    #expect(nobody.errors.contains("so nothing was collected: "))

    let collected = try server.run("collect", out, "--org", "--region", "us-east-1")
    #expect(collected.status == 5)
    #expect(collected.errors.contains("aws accessanalyzer list-analyzers --region=us-east-1: "))
    try expectFiles(in: out)

    let check = try Program.run(["check", out])
    #expect(check.status == 1)
    #expect(check.output.contains("access analyzers: refused: aws accessanalyzer list-analyzers"))
    let terminal = try Tmux("\(Program.path) \(out)", columns: 100, rows: 40)
    try terminal.waitUntilLoaded()
    try terminal.type("/access-analyzer")
    try terminal.press("Enter")
    try terminal.wait(for: "access analyzers, refused: aws accessanalyzer")
    try terminal.press("q")
    try terminal.wait(for: "ended with 0")
    try expectAccount(in: out)
  }

  /// Checks all evidence except the authorization details, whose 10 MB take a debug build seconds.
  private func expectAccount(in out: String) throws {
    unlink(out + "/account-authorization-details.json")
    let account = try EvidenceLoader.load(.path(out))
    #expect(account.problems.map(\.file) == ["account-authorization-details.json"])
    #expect(account.id == "123456789012")
    #expect(account.alias == "moto-account")
    #expect(account.functions.value?.first?.suspectVariables.map(\.name) == ["TOKEN"])
    #expect(account.instances.value?.count == 2)
    #expect(account.identityProviders.isWhole)
    #expect(account.trails.value?.first?.isRecording == true)
    #expect(account.controlPolicies.isWhole)
    let path = account.controlPolicies.value?.path ?? []
    #expect(path.map(\.kind) == ["account", "OU", "OU", "root"])
    #expect(path.last?.policies.contains { $0.name == "guard-trail" } == true)
    #expect(path[1].policies.contains { $0.name == "guard-root" })
  }

  /// Checks that names of roles are not used as paths, and that no file contains a secret.
  private func expectFiles(in out: String) throws {
    let names = try FileManager.default.subpathsOfDirectory(atPath: out)
    #expect(names.allSatisfy { !$0.contains("..") && !$0.contains("'") })
    for secret in ["hunter2", "AKIAQQQQQQQQQQQQQQQQ", "secret-of-user-data"] {
      #expect(try Program.files(containing: secret, in: out).isEmpty)
    }
    for role in ["--endpoint-url", "a=b,c@d+e", "quoted", "bounded"] {
      #expect(
        try Program.files(containing: "\"RoleName\": \"\(role)\"", in: out)
          .contains("authorization-details"))
    }
    let manifest = try String(contentsOfFile: out + "/manifest.json", encoding: .utf8)
    #expect(manifest.contains("\"--arn=arn:aws:iam::123456789012:role/--endpoint-url\""))
  }
}
