import Checklist
import Foundation
import TestSupport

@testable import Evidence

/// A stub of the AWS CLI: a shell script named `aws`, first in PATH.
///
/// It simulates an account with some roles. `overrides` are branches of its `case` command that
/// precede the usual ones; the arguments are in `$*` and the operation in `$operation`. `queries`
/// are branches for calls with `--query`.
final class StubClient {
  private let folder: TemporaryFolder
  /// The folder to collect into.
  var out: String { folder.path + "/out" }
  /// The folder of the stub.
  var path: String { folder.path }

  init(roles: Int = 1, queries: String = "", _ overrides: String = "") throws {
    folder = try TemporaryFolder()
    try StubClient.install(in: folder.path, roles: roles, queries: queries, overrides)
  }

  /// Installs the stub in `folder`.
  static func install(
    in folder: String, roles: Int = 1, queries: String = "", _ overrides: String = ""
  ) throws {
    let names = (1...max(roles, 1)).map {
      "{\"Arn\": \"arn:aws:iam::123456789012:role/r\($0)\"}"
    }.joined(separator: ", ")
    let queried = (1...max(roles, 1)).map { "arn:aws:iam::123456789012:role/r\($0)" }
      .joined(separator: "\\t")
    let script = #"""
      #!/bin/sh
      operation="$1 $2"
      # Calls with --query find only the roles.
      case "$*" in *--output=text*)
        case "$operation" in
        \#(queries)
        "iam get-account-authorization-details") printf '\#(queried)\n' ;; esac
        exit 0 ;;
      esac
      case "$operation" in
      \#(overrides)
      "sts get-caller-identity") echo '{"UserId": "AIDA", "Account": "123456789012", "Arn": "arn:aws:iam::123456789012:user/a"}' ;;
      "ec2 describe-regions") echo '{"Regions": [{"RegionName": "eu-west-1", "OptInStatus": "opted-in"}, {"RegionName": "us-east-1"}]}' ;;
      "iam get-account-authorization-details")
        echo '{"UserDetailList": [], "GroupDetailList": [], "Policies": [], "RoleDetailList": [\#(names)]}' ;;
      "iam generate-credential-report") echo '{"State": "COMPLETE"}' ;;
      "iam get-credential-report") echo '{"Content": "dXNlcg==", "ReportFormat": "text/csv"}' ;;
      "iam get-account-summary") echo '{"SummaryMap": {"Users": 0, "AccountMFAEnabled": 1}}' ;;
      "iam list-account-aliases") echo '{"AccountAliases": ["stub"]}' ;;
      "iam get-account-password-policy") echo '{"PasswordPolicy": {}}' ;;
      "iam list-organizations-features") echo '{"OrganizationId": "o-1", "EnabledFeatures": []}' ;;
      "iam generate-service-last-accessed-details") echo '{"JobId": "job"}' ;;
      "iam get-service-last-accessed-details")
        echo '{"JobStatus": "COMPLETED", "JobType": "ACTION_LEVEL", "ServicesLastAccessed": [], "IsTruncated": false}' ;;
      "organizations describe-organization")
        echo 'An error occurred (AWSOrganizationsNotInUseException) when calling the DescribeOrganization operation: none' >&2
        exit 254 ;;
      \#(StubClient.emptyLists)
      *) echo "aws: error: argument operation: Invalid choice" >&2; exit 252 ;;
      esac
      """#
    try Program.install(script: script, at: folder + "/aws")
  }

  /// An empty list, for each other call that asks about the whole account or a region.
  private static let emptyLists = CollectOperation.all
    .filter { [.account, .region, .history].contains($0.scope) }
    .map { #""\#($0.command)") echo '{"\#($0.expects)": []}' ;;"# }.joined(separator: "\n")

  /// The arguments of `env` that put the stub first in PATH, and the program.
  var environment: [String] {
    ["PATH=\(folder.path):/usr/local/bin:/usr/bin:/bin", Program.path]
  }

  /// Waits until no call of the client is running.
  func waitForCalls() throws {
    try eventually("the end of all calls") {
      try Program.run(["-f", path + "/aws"], program: "/usr/bin/pgrep").output.isEmpty
    }
  }

  /// Runs `iam-review collect` with the stub.
  func collect(_ options: String...) throws -> Program.Outcome {
    let outcome = try Program.run(
      environment + ["collect", out] + options, program: "/usr/bin/env")
    return Program.Outcome(
      status: outcome.status, output: outcome.output,
      errors: outcome.errors.replacing(folder.path, with: "DIR"))
  }

  /// The files of the folder and their text, without times, which differ between runs.
  func files() throws -> [String: String] {
    let names = try FileManager.default.subpathsOfDirectory(atPath: out).filter { name in
      !name.split(separator: "/").contains { $0.hasPrefix(".") } && name.hasSuffix(".json")
    }
    return try names.reduce(into: [:]) { files, name in
      let text = try String(contentsOfFile: out + "/" + name, encoding: .utf8)
      files[name] = text.replacing(/"20[0-9T:-]*Z"/, with: "MOMENT")
    }
  }
}
