import Checklist
import Evidence
import Foundation
import Model
import Platform
import Reports
import TestSupport
import Testing

/// The script of `collect --print-script`, run as a client would, with answers that attack it.
@Suite struct CollectScriptTests {
  /// Runs the script in a shell with the stub as its client.
  private func run(
    _ stub: StubClient, shell: String = "sh", _ options: String...
  ) throws -> Program.Outcome {
    let script = try Program.run(
      ["collect", "--print-script", "--region", "eu-west-1"] + options)
    try #require(script.status == 0)
    try script.output.write(toFile: stub.path + "/collect.sh", atomically: false, encoding: .utf8)
    return try Program.run(
      [stub.environment[0], shell, stub.path + "/collect.sh", stub.out], program: "/usr/bin/env")
  }

  /// The calls of the manifest, which must be JSON regardless of the answers.
  private func calls(_ stub: StubClient) throws -> [JSONNode] {
    let bytes = try FileSystem.live.readWhole(stub.out + "/manifest.json", limit: 1 << 24).bytes
    return try #require(try JSONDocument(bytes).root["calls"]).elements
  }

  @Test(
    "no part of an answer is used as a path, as a command, or as a file to read",
    arguments: ["dash", "bash"])
  func names(shell: String) throws {
    let values = #"""
      ../../../etc/passwd\t-rf\t$(touch $0.pwned)\t`touch $0.pwned`\tfile:///etc/shadow\tFILEB://x\thttp://evil/\t\#
      https://evil\ta b\t..\t*\tn\nm\t"q"\t\033[2J\t\0377\n
      """#
    let stub = try StubClient(
      queries: "\"iam get-account-authorization-details\") printf '%b' '\(values)'; exit ;;",
      """
      "iam generate-service-last-accessed-details") echo "$*" >>"$0.asked"; echo '{"JobId": "job"}' ;;
      """)
    let outcome = try run(stub, shell: shell)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: stub.path + "/aws.pwned"))
    let asked = try String(contentsOfFile: stub.path + "/aws.asked", encoding: .utf8)
    for value in ["--arn=../../../etc/passwd", "--arn=-rf", "--arn=*", "--arn=\"q\""] {
      #expect(asked.contains(value), "\(asked)")
    }
    for value in ["file:", "FILEB:", "http", "touch", "a b", "\u{1B}"] {
      #expect(!asked.contains("--arn=" + value), "\(asked)")
    }
    let names = try FileManager.default.subpathsOfDirectory(atPath: stub.out)
    #expect(names.allSatisfy { $0.utf8.allSatisfy { "/.-".utf8.contains($0) || Self.isPlain($0) } })
    #expect(names.allSatisfy { !$0.contains("..") })
    let refused = try calls(stub).compactMap { $0["error"]?.string }
    #expect(refused.contains("cannot be passed to aws: file:///etc/shadow"))
    #expect(!outcome.errors.contains("\u{1B}"))
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
  }

  @Test(
    "the manifest is JSON without secrets, whatever errors aws prints", arguments: ["dash", "bash"])
  func errors(shell: String) throws {
    let stub = try StubClient(
      #"""
      "iam get-account-summary") printf 'An error occurred (AccessDenied) "q" \\ \001\033[2J \377\376 \t %s\n' \
        'arn:aws:iam::123456789012:role/x wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' >&2
        echo 'x-amz-security-token: hunter2' >&2; exit 254 ;;
      "iam list-saml-providers") yes 'password=hunter2' | head -c 3000000 >&2; exit 1 ;;
      "iam list-account-aliases") printf '\377"' ;;
      "iam get-account-password-policy") ;;
      "iam list-virtual-mfa-devices") echo '{"VirtualMFADevices": [], "UserData" : "hunter2"}' ;;
      "lambda list-functions") echo '{"Functions": [{"Environment": {"Variables": {"A": "hunter2"}}}]}' ;;
      "iam list-open-id-connect-providers") kill -9 $$ ;;
      """#)
    let outcome = try run(stub, shell: shell)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let errors = try calls(stub).reduce(into: [String: String]()) { errors, call in
      let command = call["arguments"]?.elements.prefix(2).compactMap(\.string).joined(
        separator: " ")
      if let command, let error = call["error"]?.string { errors[command] = error }
    }
    let denied = try #require(errors["iam get-account-summary"])
    #expect(denied.hasPrefix("An error occurred (AccessDenied) \"q\" \\ "))
    #expect(denied.contains("arn:aws:iam::123456789012:role/x [redacted] "))
    #expect(errors["iam list-account-aliases"] == "the response has no member AccountAliases")
    #expect(
      errors["iam get-account-password-policy"] == "the response has no member PasswordPolicy")
    #expect(errors["lambda list-functions"]?.hasSuffix("was discarded") == true)
    #expect(errors["iam list-open-id-connect-providers"] == "exit status 137")
    #expect(!outcome.errors.contains("hunter2") && !outcome.errors.contains("wJalr"))
    for secret in ["hunter2", "wJalr"] {
      #expect(try Program.files(containing: secret, in: stub.out).isEmpty)
    }
    #expect(try Program.run(["evidence", stub.out]).output.contains("unchanged since collection"))
  }

  @Test("circular and endless parents are stopped", arguments: ["ou-1", "ou-$$"])
  func parents(next: String) throws {
    let stub = try StubClient(
      queries: "\"organizations list-parents\") echo \(next); exit ;;",
      """
      "organizations describe-organization") echo '{"Organization": {"Id": "o-1"}}' ;;
      "organizations list-roots") echo '{"Roots": []}' ;;
      "organizations list-parents") echo . >>"$0.parents"; echo '{"Parents": []}' ;;
      "organizations list-policies-for-target") echo '{"Policies": []}' ;;
      """)
    let outcome = try run(stub, "--org")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let asked =
      try String(contentsOfFile: stub.path + "/aws.parents", encoding: .utf8).utf8.count / 2
    #expect(asked == (next == "ou-1" ? 2 : 16))
  }

  @Test("an answer beyond the limit and a report that is never finished are abandoned")
  func limits() throws {
    let stub = try StubClient(
      """
      "iam get-account-summary") printf '{"SummaryMap": "'; yes | head -c 5000000; echo '"}' ;;
      "iam generate-credential-report") echo '{"State": "STARTED"}' ;;
      """)
    let outcome = try run(stub, "--max-answer-size", "1M", "--poll-timeout", "2")
    #expect(outcome.status == 0)
    let errors = try calls(stub).compactMap { $0["error"]?.string }
    #expect(
      errors.contains { $0.hasPrefix("the response is longer than 1048576 bytes") }, "\(errors)")
    #expect(errors.contains("not finished after 2 s"))
    #expect(!FileManager.default.fileExists(atPath: stub.out + "/account-summary.json"))
  }

  @Test("without credentials, nothing is left behind")
  func noCredentials() throws {
    let stub = try StubClient(
      "\"sts get-caller-identity\") echo 'Unable to locate credentials' >&2; exit 253 ;;")
    let outcome = try run(stub)
    #expect(outcome.status == 4)
    #expect(outcome.errors.contains("nothing was collected"))
    #expect(!FileManager.default.fileExists(atPath: stub.out))
  }

  @Test("a profile is quoted as one word for the shell, whatever it contains")
  func profile() throws {
    let stub = try StubClient(
      "\"iam get-account-summary\") printf %s \"$AWS_PROFILE\" >\"$0.profile\" ;;")
    let profile = "it's $(id) \"ü\"\\"
    _ = try run(stub, "--profile", profile)
    #expect(try String(contentsOfFile: stub.path + "/aws.profile", encoding: .utf8) == profile)
  }

  @Test(
    "ShellCheck finds nothing",
    .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/shellcheck")))
  func shellcheck() throws {
    let script = try Program.run(["collect", "--print-script", "--org"])
    let outcome = try Program.run(
      ["-s", "sh", "-"], input: script.output, program: "/usr/bin/shellcheck")
    #expect(outcome.status == 0, "\(outcome.output)")
  }
}
