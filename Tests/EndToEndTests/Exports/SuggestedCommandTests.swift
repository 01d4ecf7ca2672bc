import Evidence
import Foundation
import Model
import Platform
import TestSupport
import Testing

@testable import Checklist
@testable import Reports

/// Every command that the program suggests is accepted by the AWS CLI: it exists, and has all parameters.
@Suite struct SuggestedCommandTests {
  private static let python = Program.root + "/.build/aws/bin/python"
  private static let isInstalled = FileManager.default.fileExists(atPath: python)

  private func check(_ commands: [String]) throws -> Program.Outcome {
    let folder = try TemporaryFolder()
    let list = JSONValue.array(commands.map { .string($0) })
    try folder.write(Array(list.compactText.utf8), to: "commands.json")
    return try Program.run(
      [Program.root + "/Scripts/check_aws_commands.py", folder.path + "/commands.json"],
      program: Self.python)
  }

  private func expectAccepted(_ commands: [String], atLeast operations: Int) throws {
    let outcome = try check(commands)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let count = outcome.output.firstMatch(of: /calls of ([0-9]+) operations/).flatMap { Int($0.1) }
    #expect((count ?? 0) >= operations, "\(outcome.output)")
  }

  /// The commands for all findings on the evidence at `path`, in the lines of the report. Of the commands
  /// that differ in names only, those of the first findings are enough.
  private func commands(_ path: EvidenceSource, perItem maximum: Int) throws -> [String] {
    let account = try EvidenceLoader.load(path)
    let report = ReviewReport(
      assessment: Checklist.assess(account, settings: Settings()), session: ReviewSession(),
      now: account.asOf.instant)
    let builder = ReportBuilder(report)
    return report.items.flatMap { item in
      item.findings.prefix(maximum).flatMap { reported in
        builder.suggestions.commands(reported.finding).map(\.line)
          + [reported.finding.advice.command].compactMap { $0 }
      }
    }.uniqued
  }

  @Test(
    "the commands for the sample and for a generated account",
    .enabled(if: isInstalled, "make test installs the client"))
  func suggested() throws {
    let sample = try commands(.sample, perItem: .max)
    try expectAccepted(
      sample
        + sample.map { ShellLines.lines(of: $0).joined(separator: "\n") }.filter {
          $0.contains("\n")
        },
      atLeast: 38)
    let folder = try TemporaryFolder()
    let generated = try Program.run(
      [Program.root + "/Scripts/generate_account.py", folder.path + "/account", "--roles", "60"],
      program: "/usr/bin/python3")
    try #require(generated.status == 0, "\(generated.errors)")
    try expectAccepted(commands(.path(folder.path + "/account"), perItem: 3), atLeast: 12)
  }

  @Test(
    "the commands that collect missing evidence",
    .enabled(if: isInstalled, "make test installs the client"))
  func missing() throws {
    // Words between the commands explain how often each is needed.
    let commands = EvidenceKind.allCases.flatMap { kind in
      kind.command.matches(of: /aws [a-z0-9-]+ [a-z0-9-]+(?: --[a-z-]+ [^ ,()&]+)*/).map {
        String($0.output)
      }
    }
    try expectAccepted(commands, atLeast: EvidenceKind.allCases.count)
  }

  @Test(
    "the check rejects what the client rejects",
    .enabled(if: isInstalled, "make test installs the client"),
    arguments: [
      ("aws iam enable-mfa-device --user-name=x", "--serial-number"),
      ("aws iam no-such-operation --a=b", "Invalid choice"),
      ("aws iam delete-user --user-name=x --nope=1", "--nope=1"),
      ("aws iam get-policy --policy-arn=x", "PolicyArn"), ("echo", "does not call aws"),
      ("aws iam get-role --role-name='x", "unexpected EOF"),
    ])
  func controls(_ command: String, _ fault: String) throws {
    let outcome = try check([command])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains(fault), "\(outcome.errors)")
  }
}
